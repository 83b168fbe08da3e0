import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { About } from './About';
import { approve, decided, refuse, type Proposal } from './queries';
import { proposalWords } from './words';

/** A second person decides: for it, or against it with a reason. */
export function DecideDialog({ proposal, close }: { proposal: Proposal; close: () => void }) {
  const w = useWords(proposalWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const [against, setAgainst] = useState(false);
  const [reason, setReason] = useState('');
  const decide = useMutation({
    mutationFn: () => (against ? refuse(proposal.id, reason) : approve(proposal.id)),
    onSuccess: close,
    onSettled: () => decided(client),
  });
  return (
    <Dialog title={w.kinds[proposal.kind] ?? proposal.kind} onClose={close}>
      <div className="stack">
        <About proposal={proposal} />
        <p className="notice warn">{w.effects[proposal.kind]}</p>
        {against && (
          <Textarea label={w.reason} description={w.refuseHint} value={reason} onChange={(e) => setReason(e.currentTarget.value)} autosize minRows={2} maxLength={2000} data-autofocus />
        )}
        {decide.error && <Failure error={decide.error} />}
        <div className="actions">
          {against ? (
            <Button loading={decide.isPending} disabled={reason.trim() === ''} onClick={() => decide.mutate()}>{w.refuse}</Button>
          ) : (
            <>
              <Button color="red" loading={decide.isPending} onClick={() => decide.mutate()}>{w.approve}</Button>
              <Button variant="default" onClick={() => setAgainst(true)}>{w.refuse}</Button>
            </>
          )}
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </div>
    </Dialog>
  );
}
