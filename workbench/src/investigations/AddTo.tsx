import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useMay } from '../accounts/session';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { addObjects, begin, investigationsQuery, taken } from './queries';
import { investigationWords } from './words';

/** Puts objects into an investigation, from wherever they are shown; nothing for who works in none. */
export function AddTo({ ids, size = 'sm' }: { ids: readonly string[]; size?: 'xs' | 'sm' }) {
  const w = useWords(investigationWords);
  const may = useMay()('investigate');
  const [open, setOpen] = useState(false);
  if (!may) {
    return null;
  }
  return (
    <>
      <Button variant="default" size={size} disabled={ids.length === 0} onClick={() => setOpen(true)}>{w.addTo}</Button>
      {open && <Which ids={ids} close={() => setOpen(false)} />}
    </>
  );
}

function Which({ ids, close }: { ids: readonly string[]; close: () => void }) {
  const w = useWords(investigationWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const investigations = useQuery(investigationsQuery);
  const open = (investigations.data?.investigations ?? []).filter(({ closed }) => !closed);
  const [chosen, setChosen] = useState<string>();
  const [title, setTitle] = useState('');
  const which = chosen ?? open[0]?.id ?? '';
  const add = useMutation({
    mutationFn: async () => addObjects(which === '' ? (await begin(title, '')).id : which, [...ids]),
    onSuccess: (page) => taken(client, page),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Dialog title={w.addToTitle(ids.length)} onClose={close}>
      {add.data ? (
        <p role="status">
          {w.added} <Link to="/investigations/$id" params={{ id: add.data.id }} search={{}}>{w.see}</Link>
        </p>
      ) : (
        <form className="stack" onSubmit={submit}>
          <NativeSelect label={w.which} value={which} onChange={(e) => setChosen(e.currentTarget.value)} data={[...open.map(({ id, title: name }) => ({ value: id, label: name })), { value: '', label: w.aNewOne }]} data-autofocus />
          {which === '' && <TextInput label={w.name} value={title} onChange={(e) => setTitle(e.currentTarget.value)} maxLength={200} />}
          {add.error && <Failure error={add.error} />}
          <div className="actions">
            <Button type="submit" loading={add.isPending} disabled={investigations.isPending || (which === '' && title.trim() === '')}>{w.add}</Button>
            <Button variant="default" onClick={close}>{common.cancel}</Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
