import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answered, hub } from '../api/client';
import { useDraft } from '../shared/drafts';
import { useLanguage, useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { PageHead } from '../shared/PageHead';
import { Failure, Waiting } from '../shared/States';
import { count } from '../shared/time';
import { Answers } from './Answers';
import { MOST_VALUES, parsePasted } from './lookup';
import { knowledgeWords } from './words';
import './knowledge.css';

/** Is this known? For up to ten thousand pasted values. */
export default function LookUpPage() {
  const w = useWords(knowledgeWords);
  const { language } = useLanguage();
  const draft = useDraft('lookup', '');
  const [folded, setFolded] = useState(false);
  const values = parsePasted(draft.value);
  const ask = useMutation({
    mutationFn: () => answered(hub.POST('/api/values', { body: { values } })),
    onSuccess: () => setFolded(true),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (values.length > 0 && values.length <= MOST_VALUES) {
      ask.mutate();
    }
  };
  return (
    <>
      <PageHead title={w.lookUp} lead={w.lookUpHint} />
      <form onSubmit={submit} onKeyDown={sendByKey} className="stack lookup">
        <Textarea
          label={w.paste}
          description={w.pasteHint}
          value={draft.value}
          onChange={(e) => draft.change(e.currentTarget.value)}
          onFocus={() => setFolded(false)}
          rows={folded ? 2 : 10}
          spellCheck={false}
          classNames={{ input: 'mono' }}
          error={values.length > MOST_VALUES ? w.tooMany(count(values.length, language)) : undefined}
          autoFocus
          data-search
        />
        <div className="actions">
          <Button type="submit" loading={ask.isPending} disabled={values.length === 0 || values.length > MOST_VALUES}>
            {w.ask}
          </Button>
          <kbd>Ctrl Enter</kbd>
          <span className="quiet small">{values.length > 0 && count(values.length, language)}</span>
        </div>
      </form>
      {ask.error && <Failure error={ask.error} again={() => ask.mutate()} />}
      {ask.isPending && <Waiting lines={8} />}
      {ask.data && !ask.isPending && <Answers answers={ask.data.values} />}
    </>
  );
}
