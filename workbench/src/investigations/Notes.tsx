import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Problem } from '../api/problem';
import { Dialog } from '../shared/Dialog';
import { useDraft } from '../shared/drafts';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { RemoveButton } from '../shared/RemoveButton';
import { Restored } from '../shared/Restored';
import { Failure, Loaded } from '../shared/States';
import { sharedWords } from '../shared/words';
import { Choose } from './Choose';
import { addNote, investigationQuery, removeNote, taken, useChange, versionsQuery, writeNote, type Investigation, type Note } from './queries';
import { investigationWords } from './words';

/** What the people write down for each other. */
export function Notes({ page }: { page: Investigation }) {
  const w = useWords(investigationWords);
  return (
    <Panel title={w.notes}>
      {!page.closed && <NewNote page={page} />}
      {page.notes.length === 0 ? <p className="quiet">{w.noNotes}</p> : (
        <ul className="plain-list">{page.notes.map((note) => <li key={note.id}><OneNote page={page} note={note} /></li>)}</ul>
      )}
    </Panel>
  );
}

function NewNote({ page }: { page: Investigation }) {
  const w = useWords(investigationWords);
  const draft = useDraft(`investigation.${page.id}.note`, '');
  const add = useChange((text: string) => addNote(page.id, text), draft.discard);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(draft.value);
  };
  return (
    <form className="stack" onSubmit={submit} onKeyDown={sendByKey}>
      <Restored draft={draft} />
      <Textarea label={w.newNote} value={draft.value} onChange={(e) => draft.change(e.currentTarget.value)} autosize minRows={3} maxRows={20} />
      {add.error && <Failure error={add.error} />}
      <div className="actions"><Button type="submit" size="xs" loading={add.isPending} disabled={draft.value.trim() === ''}>{w.save}</Button></div>
    </form>
  );
}

function OneNote({ page, note }: { page: Investigation; note: Note }) {
  const w = useWords(investigationWords);
  const [edits, setEdits] = useState(false);
  const [past, setPast] = useState(false);
  const name = note.text.split('\n')[0]?.slice(0, 60) ?? '';
  return (
    <>
      {edits ? <EditNote page={page} note={note} close={() => setEdits(false)} /> : <div className="investigation-note"><Foreign text={note.text} /></div>}
      <p className="row small quiet">
        <span><Moment at={note.changedAt} />, {w.by} <Foreign text={note.changedBy} /></span>
        {!page.closed && !edits && <button type="button" className="copy" data-line onClick={() => setEdits(true)}>{w.edit}<span className="visually-hidden"> {name}</span></button>}
        {note.revision > 1 && <button type="button" className="copy" onClick={() => setPast(true)}>{w.history}<span className="visually-hidden"> {name}</span></button>}
        {!page.closed && <RemoveButton name={name} remove={() => removeNote(page.id, note.id)} queryKey={['investigation', page.id]} />}
      </p>
      {past && <Versions page={page} note={note} close={() => setPast(false)} />}
    </>
  );
}

/** What was typed, and on which revision it stands. */
interface Typed {
  text: string;
  revision: number;
}

function EditNote({ page, note, close }: { page: Investigation; note: Note; close: () => void }) {
  const w = useWords(investigationWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const draft = useDraft<Typed>(`investigation.${page.id}.note.${note.id}`, { text: note.text, revision: note.revision });
  const [theirs, setTheirs] = useState<Note>();
  const save = useMutation({
    mutationFn: (typed: Typed) => writeNote(page.id, note.id, typed.revision, typed.text),
    onSuccess: (next) => {
      draft.sent();
      taken(client, next);
      close();
    },
    onError: async (error) => {
      if (error instanceof Problem && error.reason === 'investigation.changed') {
        const now = await client.fetchQuery({ ...investigationQuery(page.id), staleTime: 0 });
        setTheirs(now.notes.find(({ id }) => id === note.id));
      }
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(draft.value);
  };
  const drop = () => {
    draft.discard();
    close();
  };
  return (
    <form className="stack" onSubmit={submit} onKeyDown={sendByKey}>
      <Restored draft={draft} />
      <Textarea label={w.note} value={draft.value.text} onChange={(e) => draft.change({ ...draft.value, text: e.currentTarget.value })} autosize minRows={3} maxRows={30} data-autofocus />
      {save.error && !theirs && <Failure error={save.error} />}
      <div className="actions">
        <Button type="submit" size="xs" loading={save.isPending} disabled={draft.value.text.trim() === ''}>{w.save}</Button>
        <Button variant="default" size="xs" onClick={drop}>{common.cancel}</Button>
      </div>
      {theirs && <Choose mine={draft.value.text} theirs={theirs.text} keepMine={() => save.mutate({ text: draft.value.text, revision: theirs.revision })} takeTheirs={drop} />}
    </form>
  );
}

function Versions({ page, note, close }: { page: Investigation; note: Note; close: () => void }) {
  const w = useWords(investigationWords);
  const past = useQuery(versionsQuery(page.id, note.id));
  return (
    <Dialog title={w.versions} onClose={close} size="lg">
      <Loaded query={past}>
        {({ versions }) => (
          <ul className="plain-list">
            {versions.map((version) => (
              <li key={version.revision}>
                <p className="quiet small">{w.version(version.revision)}, <Moment at={version.at} />, {w.by} <Foreign text={version.by} /></p>
                <div className="investigation-note"><Foreign text={version.text} /></div>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Dialog>
  );
}
