import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Failure, Loaded } from '../shared/States';
import { idsIn, picksQuery, putObjects, takeObject, type Collection, type Pick } from './collections';
import { collectionWords } from './collectionWords';

/** What is in a collection that is filled by hand, and a way to change it. */
export function PickedObjects({ collection, close }: { collection: Collection; close: () => void }) {
  const w = useWords(collectionWords);
  const picks = useQuery(picksQuery(collection.id));
  return (
    <Dialog title={collection.title} onClose={close} size="lg">
      <div className="stack">
        <p className="quiet small">{w.pickedHint}</p>
        <PutIn id={collection.id} />
        <Loaded query={picks} lines={3}>
          {({ objects }) =>
            objects.length === 0 ? (
              <p className="quiet">{w.pickedNone}</p>
            ) : (
              <ul className="plain-list">{objects.map((pick) => <One key={pick.id} id={collection.id} pick={pick} />)}</ul>
            )
          }
        </Loaded>
      </div>
    </Dialog>
  );
}

function useChange<T>(id: string, change: (value: T) => Promise<unknown>, done: () => void = () => undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      done();
      await Promise.all([client.invalidateQueries({ queryKey: picksQuery(id).queryKey }), client.invalidateQueries({ queryKey: ['collections'] })]);
    },
  });
}

function PutIn({ id }: { id: string }) {
  const w = useWords(collectionWords);
  const [text, setText] = useState('');
  const ids = idsIn(text);
  const put = useChange(id, () => putObjects(id, ids), () => setText(''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put.mutate(undefined);
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Textarea label={w.putIds} description={w.putIdsHint} value={text} onChange={(e) => setText(e.currentTarget.value)} autosize minRows={2} maxRows={8} classNames={{ input: 'mono' }} />
      {put.error && <Failure error={put.error} />}
      <div className="actions">
        <Button type="submit" loading={put.isPending} disabled={ids.length === 0}>{w.putIn}</Button>
      </div>
    </form>
  );
}

function One({ id, pick }: { id: string; pick: Pick }) {
  const w = useWords(collectionWords);
  const take = useChange(id, () => takeObject(id, pick.id));
  const name = pick.name === '' ? pick.id : pick.name;
  return (
    <li>
      <div className="spread">
        <span>
          <Link to="/objects/$id" params={{ id: pick.id }} className="row-link" data-line><Foreign text={name} /></Link>
          <span className="quiet small"> {pick.type} · <Moment at={pick.at} /> · <Foreign text={pick.by} /></span>
        </span>
        <button type="button" className="copy" onClick={() => take.mutate(undefined)} disabled={take.isPending}>
          {w.takeOut}<span className="visually-hidden"> {name}</span>
        </button>
      </div>
      {take.error && <Failure error={take.error} />}
    </li>
  );
}
