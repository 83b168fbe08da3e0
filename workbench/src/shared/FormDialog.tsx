import { Button } from '@mantine/core';
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { Dialog } from './Dialog';
import { useWords } from './i18n';
import { sendByKey } from './keys';
import { Failure } from './States';
import { sharedWords } from './words';

interface Props {
  title: string;
  /** Saves what stands in the fields. */
  send: () => Promise<unknown>;
  /** What is asked for anew when it is saved. */
  renews: QueryKey;
  /** Whether all that must be filled in is. */
  whole: boolean;
  close: () => void;
  children: ReactNode;
}

/** A dialog whose fields are saved together; it closes when they are, and says what went wrong when they are not. */
export function FormDialog({ title, send, renews, whole, close, children }: Props) {
  const w = useWords(sharedWords);
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: renews });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog title={title} onClose={close}>
      <form className="stack" onSubmit={submit} onKeyDown={sendByKey} autoComplete="off">
        {children}
        {save.error && <Failure error={save.error} />}
        <div className="actions">
          <Button type="submit" loading={save.isPending} disabled={!whole}>{w.save}</Button>
          <Button variant="default" onClick={close}>{w.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
