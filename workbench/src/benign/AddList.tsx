import { Button, FileInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { saveWarningList, warningListsQuery } from './queries';
import { benignWords } from './words';

/** A list from a file. */
export function AddList({ close }: { close: () => void }) {
  const w = useWords(benignWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [id, setId] = useState('');
  const save = useMutation({
    mutationFn: (list: File) => saveWarningList(id.trim(), list),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: warningListsQuery.queryKey });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file) {
      save.mutate(file);
    }
  };
  return (
    <Dialog title={w.add} onClose={close}>
      <form className="stack" onSubmit={submit}>
        <FileInput label={w.file} accept="application/json,.json" value={file} onChange={setFile} data-autofocus />
        <TextInput label={w.id} description={w.idHint} value={id} onChange={(e) => setId(e.currentTarget.value)} required withAsterisk={false} maxLength={100} />
        {save.error && <Failure error={save.error} />}
        <div className="actions">
          <Button type="submit" loading={save.isPending} disabled={!file || id.trim() === ''}>{w.save}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
