import { Button } from '@mantine/core';
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from './Dialog';
import { useWords } from './i18n';
import { Failure } from './States';
import { sharedWords } from './words';

/** Deletes one line after asking. */
export function RemoveButton({ name, remove, queryKey }: { name: string; remove: () => Promise<unknown>; queryKey: QueryKey }) {
  const w = useWords(sharedWords);
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const act = useMutation({
    mutationFn: remove,
    onSuccess: async () => {
      setAsked(false);
      await client.invalidateQueries({ queryKey });
    },
  });
  return (
    <>
      <button type="button" className="copy" onClick={() => setAsked(true)}>
        {w.remove}<span className="visually-hidden"> {name}</span>
      </button>
      {asked && (
        <Dialog title={w.removeAsk(name)} onClose={() => setAsked(false)}>
          <div className="stack">
            {act.error && <Failure error={act.error} />}
            <div className="actions">
              <Button color="red" loading={act.isPending} onClick={() => act.mutate()} data-autofocus>{w.remove}</Button>
              <Button variant="default" onClick={() => setAsked(false)}>{w.cancel}</Button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
