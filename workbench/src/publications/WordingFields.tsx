import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useWords } from '../shared/i18n';
import type { Wording } from './flow';
import { marked, stricter, type Part } from './sections';
import { sectionWords } from './sectionWords';
import { publicationWords } from './words';

interface Props {
  language: 'nl' | 'en';
  legend: string;
  /** Of the warning. */
  label: string;
  value: Wording;
  change: (next: Wording) => void;
}

/** Title, summary and advice in one language, and what makes a section of the lines that are selected. */
export function WordingFields({ language, legend, label, value, change }: Props) {
  const w = useWords(publicationWords);
  const [last, setLast] = useState<Part>('summary');
  const summary = useRef<HTMLTextAreaElement>(null);
  const advice = useRef<HTMLTextAreaElement>(null);
  const field = (name: keyof Wording) => ({
    label: w[name],
    value: value[name],
    onChange: (e: { currentTarget: { value: string } }) => change({ ...value, [name]: e.currentTarget.value }),
    lang: language,
    spellCheck: true,
  });
  const mark = (chosen: string) => {
    const box = (last === 'summary' ? summary : advice).current;
    if (box) {
      change({ ...value, [last]: marked(value[last], box.selectionStart, box.selectionEnd, chosen) });
    }
  };
  return (
    <fieldset className="wording">
      <legend>{legend}</legend>
      <TextInput {...field('title')} />
      <Textarea {...field('summary')} ref={summary} onFocus={() => setLast('summary')} autosize minRows={4} maxRows={14} />
      <Textarea {...field('advice')} ref={advice} onFocus={() => setLast('advice')} autosize minRows={3} maxRows={14} />
      <MarkSection labels={stricter(label)} onMark={mark} />
    </fieldset>
  );
}

/** Nothing when no label is stricter than the warning's. */
function MarkSection({ labels, onMark }: { labels: string[]; onMark: (label: string) => void }) {
  const w = useWords(sectionWords);
  const [chosen, setChosen] = useState('amber');
  const label = labels.includes(chosen) ? chosen : labels.at(-1);
  if (label === undefined) {
    return null;
  }
  return (
    <div>
      <div className="mark-section">
        <NativeSelect
          aria-label={w.label}
          value={label}
          onChange={(e) => setChosen(e.currentTarget.value)}
          data={labels.map((each) => ({ value: each, label: `TLP:${each.toUpperCase()}` }))}
        />
        <Button variant="default" onClick={() => onMark(label)}>{w.mark}</Button>
      </div>
      <p className="small quiet hint">{w.hint}</p>
    </div>
  );
}
