import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useDraft } from '../shared/drafts';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Restored } from '../shared/Restored';
import { Failure } from '../shared/States';
import { noteCase, taken, type Case } from './queries';
import { caseWords } from './words';

/** What was done, in the order in which it was done, and a place to write the next thing. */
export function CaseRecord({ page }: { page: Case }) {
  const w = useWords(caseWords);
  const client = useQueryClient();
  const draft = useDraft(`case.${page.id}.note`, { told: '', text: '' });
  const { told, text } = draft.value;
  const add = useMutation({
    mutationFn: () => noteCase(page.id, { told, text }),
    onSuccess: (next) => {
      draft.discard();
      taken(client, next);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Panel title={w.record}>
      <ul className="plain-list">
        {page.entries.map((entry, i) => (
          <li key={i}>
            <div className="small">
              <span className="quiet"><Moment at={entry.at} /></span> {entry.by} {w.entries[entry.kind] ?? entry.kind} <Subject kind={entry.kind} subject={entry.subject} />
            </div>
            {entry.text && <div className="written"><Foreign text={entry.text} /></div>}
          </li>
        ))}
      </ul>
      <form className="stack apart" onSubmit={submit} onKeyDown={sendByKey}>
        <Restored draft={draft} />
        <TextInput label={w.told} value={told} onChange={(e) => draft.change({ told: e.currentTarget.value, text })} maxLength={320} />
        <Textarea label={w.note} value={text} onChange={(e) => draft.change({ told, text: e.currentTarget.value })} autosize minRows={2} maxLength={20_000} />
        {add.error && <Failure error={add.error} />}
        <div><Button type="submit" variant="default" loading={add.isPending} disabled={told.trim() === '' && text.trim() === ''}>{w.add}</Button></div>
      </form>
    </Panel>
  );
}

/** What an entry is about, in words where there are words for it. */
function Subject({ kind, subject }: { kind: string; subject: string }) {
  const w = useWords(caseWords);
  switch (kind) {
    case 'state':
      return <strong>{w.states[subject] ?? subject}</strong>;
    case 'reminder':
      return <strong>{w.codes[subject] ?? subject}</strong>;
    case 'opened':
    case 'keeper':
    case 'asked':
      return null;
    default:
      return <strong className="break"><Foreign text={subject} /></strong>;
  }
}
