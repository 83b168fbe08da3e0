import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState, type FormEvent } from 'react';
import { Problem } from '../api/problem';
import { ObjectPicker } from '../knowledge/ObjectPicker';
import { Dialog } from '../shared/Dialog';
import { useDraft } from '../shared/drafts';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Restored } from '../shared/Restored';
import { Waiting } from '../shared/States';
import { useAnswer } from './changing';
import { inserted, mention } from './deciding';
import { documentQuery, writeNote, type Document } from './queries';
import { Refusal } from './Refusal';
import { documentWords } from './words';

const Markdown = lazy(() => import('./Markdown'));

interface Typed {
  title: string;
  note: string;
  revision: number;
}

/** Title and note: kept in this browser while it is typed; when a colleague was faster, a person chooses. */
export function Note({ document }: { document: Document }) {
  const w = useWords(documentWords);
  const client = useQueryClient();
  const answer = useAnswer(document.id);
  const draft = useDraft<Typed | null>(`document.${document.id}`, null);
  const field = useRef<HTMLTextAreaElement>(null);
  const [view, setView] = useState('write');
  const [theirs, setTheirs] = useState<Document>();
  const typed = draft.value ?? { title: document.title, note: document.note, revision: document.revision };
  const taken = (next: Document) => {
    answer(next);
    draft.discard();
    setTheirs(undefined);
  };
  const save = useMutation({
    mutationFn: (wish: Typed) => writeNote(document.id, wish),
    onSuccess: taken,
    onError: async (error) => {
      if (error instanceof Problem && error.reason === 'document.written') {
        setTheirs(await client.fetchQuery({ ...documentQuery(document.id), staleTime: 0 }));
      }
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(typed);
  };
  const name = (object: { id: string; name: string }) => {
    const at = field.current?.selectionStart ?? typed.note.length;
    draft.change({ ...typed, note: inserted(typed.note, at, mention(object)) });
    setView('write');
  };
  return (
    <form onSubmit={submit} onKeyDown={sendByKey} className="stack">
      <Restored draft={draft} />
      <TextInput label={w.title} value={typed.title} onChange={(e) => draft.change({ ...typed, title: e.currentTarget.value })} required withAsterisk={false} maxLength={300} />
      <SegmentedControl aria-label={w.note} value={view} onChange={setView} data={[{ value: 'write', label: w.write }, { value: 'preview', label: w.preview }]} size="xs" />
      {view === 'write' ? (
        <Textarea ref={field} label={w.note} description={w.noteHint} value={typed.note} onChange={(e) => draft.change({ ...typed, note: e.currentTarget.value })} autosize minRows={5} maxRows={24} dir="auto" spellCheck />
      ) : (
        <Suspense fallback={<Waiting lines={3} />}>
          <div className="written"><Markdown text={typed.note} /></div>
        </Suspense>
      )}
      <ObjectPicker label={w.mention} pick={name} />
      {save.error && !theirs && <Refusal error={save.error} />}
      <div className="actions">
        <Button type="submit" variant="default" loading={save.isPending} disabled={!draft.dirty}>{w.save}</Button>
        <span className="small quiet" role="status">{draft.dirty ? w.unsaved : w.saved}</span>
      </div>
      {theirs && (
        <Dialog title={w.conflict} size="xl">
          <div className="stack">
            <div className="side-by-side">
              <Version title={w.mine} said={typed} />
              <Version title={w.theirs} said={theirs} />
            </div>
            <div className="actions">
              <Button onClick={() => save.mutate({ ...typed, revision: theirs.revision })}>{w.keepMine}</Button>
              <Button variant="default" onClick={() => taken(theirs)}>{w.takeTheirs}</Button>
            </div>
          </div>
        </Dialog>
      )}
    </form>
  );
}

function Version({ title, said }: { title: string; said: { title: string; note: string } }) {
  return (
    <div>
      <p className="quiet small">{title}</p>
      <p><Foreign text={said.title} /></p>
      <div className="raw words"><Foreign text={said.note} /></div>
    </div>
  );
}

/** A mention of an object in a note that is read. */
export function Mention({ id, children }: { id: string; children: React.ReactNode }) {
  return <Link to="/objects/$id" params={{ id }}>{children}</Link>;
}
