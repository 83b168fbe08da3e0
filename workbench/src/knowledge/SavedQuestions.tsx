import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Failure, Loaded } from '../shared/States';
import { sharedWords } from '../shared/words';
import { changeQuery, deleteQuery, savedQuery, saveQuery, type Saved, type ToSave } from './search';
import { searchWords } from './searchWords';
import { TellMe } from './TellMe';

/** Questions that somebody wants to ask again: run, rename, share, delete with a way back. */
export function SavedQuestions({ question, run }: { question: string; run: (question: string) => void }) {
  const w = useWords(searchWords);
  const client = useQueryClient();
  const saved = useQuery(savedQuery);
  const [naming, setNaming] = useState<Saved | 'new' | undefined>();
  const [gone, setGone] = useState<Saved | undefined>();
  const taken = () => client.invalidateQueries({ queryKey: savedQuery.queryKey });
  const remove = useMutation({
    mutationFn: (query: Saved) => deleteQuery(query.id),
    onSuccess: (_, query) => {
      setGone(query);
      return taken();
    },
  });
  const back = useMutation({
    mutationFn: ({ name, query, shared }: Saved) => saveQuery({ name, query, shared }),
    onSuccess: () => {
      setGone(undefined);
      return taken();
    },
  });
  const fault = remove.error ?? back.error;
  return (
    <section className="saved" aria-label={w.saved}>
      <h2>{w.saved}</h2>
      <Loaded query={saved} lines={2}>
        {({ queries }) =>
          queries.length === 0 ? (
            <p className="quiet small">{w.noSaved}</p>
          ) : (
            <ul className="plain-list">
              {queries.map((query) => (
                <Line key={query.id} query={query} run={run} rename={() => setNaming(query)} remove={() => remove.mutate(query)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {gone && (
        <p className="notice small" role="status">
          {w.removed(gone.name)}{' '}
          <button type="button" className="plain-button" onClick={() => back.mutate(gone)}>
            {w.undo}
          </button>
        </p>
      )}
      {fault && <Failure error={fault} />}
      {question !== '' && (
        <Button variant="default" size="xs" onClick={() => setNaming('new')}>
          {w.save}
        </Button>
      )}
      {naming && <Naming saved={naming === 'new' ? undefined : naming} question={question} close={() => setNaming(undefined)} taken={taken} />}
    </section>
  );
}

function Line({ query, run, rename, remove }: { query: Saved; run: (question: string) => void; rename: () => void; remove: () => void }) {
  const w = useWords(searchWords);
  return (
    <li>
      <button type="button" className="plain-button" title={query.query} onClick={() => run(query.query)}>
        <Foreign text={query.name} />
      </button>
      <div className="row small">
        {!query.own && <span className="quiet">{w.ofOwner(query.owner)}</span>}
        {query.shared && <span className="tag">{w.shared}</span>}
        <TellMe query={query} run={run} />
        {query.own && (
          <>
            <button type="button" className="copy" onClick={rename}>
              {w.rename}<span className="visually-hidden"> {query.name}</span>
            </button>
            <button type="button" className="copy" onClick={remove}>
              {w.remove}<span className="visually-hidden"> {query.name}</span>
            </button>
          </>
        )}
      </div>
    </li>
  );
}

interface NamingProps {
  saved: Saved | undefined;
  question: string;
  close: () => void;
  taken: () => Promise<unknown>;
}

function Naming({ saved, question, close, taken }: NamingProps) {
  const w = useWords(searchWords);
  const common = useWords(sharedWords);
  const [name, setName] = useState(saved?.name ?? '');
  const [shared, setShared] = useState(saved?.shared ?? false);
  const save = useMutation({
    mutationFn: (body: ToSave) => (saved ? changeQuery(saved.id, body) : saveQuery(body)),
    onSuccess: async () => {
      await taken();
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ name: name.trim(), query: saved?.query ?? question, shared });
  };
  return (
    <Dialog title={saved ? w.rename : w.saveAs} onClose={close}>
      <form className="stack" onSubmit={submit}>
        <code className="break">{saved?.query ?? question}</code>
        <TextInput label={w.name} value={name} onChange={(e) => setName(e.currentTarget.value)} required withAsterisk={false} maxLength={100} data-autofocus />
        <Checkbox label={w.share} checked={shared} onChange={(e) => setShared(e.currentTarget.checked)} />
        {save.error && <Failure error={save.error} />}
        <div className="actions">
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>{w.keep}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
