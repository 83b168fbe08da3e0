import { Textarea, TextInput } from '@mantine/core';
import { useWords } from '../shared/i18n';
import type { Wording } from './flow';
import { publicationWords } from './words';

interface Props {
  language: 'nl' | 'en';
  legend: string;
  value: Wording;
  change: (next: Wording) => void;
}

/** Title, summary and advice in one language. */
export function WordingFields({ language, legend, value, change }: Props) {
  const w = useWords(publicationWords);
  const field = (name: keyof Wording) => ({
    label: w[name],
    value: value[name],
    onChange: (e: { currentTarget: { value: string } }) => change({ ...value, [name]: e.currentTarget.value }),
    lang: language,
    spellCheck: true,
  });
  return (
    <fieldset className="wording">
      <legend>{legend}</legend>
      <TextInput {...field('title')} />
      <Textarea {...field('summary')} autosize minRows={4} maxRows={14} />
      <Textarea {...field('advice')} autosize minRows={3} maxRows={14} />
    </fieldset>
  );
}
