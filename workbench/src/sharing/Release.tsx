import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { exportsQuery, releaseExport } from './queries';
import { sharingWords } from './words';

/** What the brake holds back, and the button that lets it out. */
export function Release({ id, file, was, would }: { id: string; file: string; was: string; would: string }) {
  const w = useWords(sharingWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const release = useMutation({
    mutationFn: () => releaseExport(id, file),
    onSuccess: async () => {
      setAsked(false);
      await client.invalidateQueries({ queryKey: exportsQuery.queryKey });
    },
  });
  return (
    <div className="notice small">
      {w.held(was, would)}{' '}
      <button type="button" className="copy" onClick={() => setAsked(true)}>
        {w.release}<span className="visually-hidden"> {file}</span>
      </button>
      {asked && (
        <Dialog title={w.releaseAsk(file)} onClose={() => setAsked(false)}>
          <div className="stack">
            <p>{w.releaseHint(was, would)}</p>
            {release.error && <Failure error={release.error} />}
            <div className="actions">
              <Button loading={release.isPending} onClick={() => release.mutate()} data-autofocus>{w.release}</Button>
              <Button variant="default" onClick={() => setAsked(false)}>{common.cancel}</Button>
            </div>
          </div>
        </Dialog>
      )}
    </div>
  );
}
