import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { addAsset, KINDS } from './queries';
import { assetWords } from './words';

/** One thing by hand. */
export function AddAsset({ organization, close }: { organization: string; close: () => void }) {
  const w = useWords(assetWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const [kind, setKind] = useState<string>('domain');
  const [value, setValue] = useState('');
  const [note, setNote] = useState('');
  const add = useMutation({
    mutationFn: () => addAsset(organization, { kind, value, note }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['assets', organization] });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Dialog title={w.addTitle} onClose={close}>
      <form className="stack" onSubmit={submit}>
        <NativeSelect label={w.kind} value={kind} onChange={(e) => setKind(e.currentTarget.value)} data={KINDS.map((each) => ({ value: each, label: w.one[each] ?? each }))} />
        <TextInput label={w.value} description={w.hints[kind]} value={value} onChange={(e) => setValue(e.currentTarget.value)} required withAsterisk={false} maxLength={300} data-autofocus />
        <TextInput label={w.note} value={note} onChange={(e) => setNote(e.currentTarget.value)} maxLength={300} />
        {add.error && <Failure error={add.error} />}
        <div className="actions">
          <Button type="submit" loading={add.isPending} disabled={value.trim() === ''}>{w.add}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
