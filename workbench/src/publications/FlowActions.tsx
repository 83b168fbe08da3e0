import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../accounts/session';
import { Waits } from '../proposals/Waits';
import { useWords } from '../shared/i18n';
import { defang } from '../shared/defang';
import { ReasonDialog } from '../shared/ReasonDialog';
import { Failure } from '../shared/States';
import { isHighest, offers } from './flow';
import { useListed } from './listed';
import { STEPS, withdrawPublication, type Publication, type Step } from './queries';
import { publicationWords } from './words';

/** The steps of the flow that are open to this person; the barred one says why. */
export function FlowActions({ publication }: { publication: Publication }) {
  const w = useWords(publicationWords);
  const may = useMay();
  const taken = useTaken(publication.id);
  const listed = useListed(publication.state === 'review' || publication.state === 'approved' ? publication.indicators.map(({ value }) => value) : []);
  const named = listed.map(({ text, lists }) => `${defang(text)} (${lists.map(({ list }) => list).join(', ')})`);
  const highest = isHighest(publication);
  const [despite, setDespite] = useState(false);
  const step = useMutation({
    mutationFn: ({ name, reason }: { name: Step; reason?: string }) =>
      name === 'publish' ? STEPS.publish(publication.id, listed.length > 0 ? reason : '', highest ? reason : '') : STEPS[name](publication.id),
    onSuccess: (next) => {
      taken(next);
      setDespite(false);
    },
  });
  const [withdrawing, setWithdrawing] = useState(false);
  const withdraw = useMutation({
    mutationFn: (reason: string) => withdrawPublication(publication.id, reason),
    onSuccess: (next) => {
      taken(next);
      setWithdrawing(false);
    },
  });
  // Sending a draft to review is with the editor, which saves first.
  const steps = offers(publication.state, may, publication.wrote).filter((offer) => offer.step !== 'review');
  return (
    <>
      {steps.map((offer) => (
        <Button
          key={offer.step}
          variant={offer.step === 'return' ? 'default' : 'filled'}
          disabled={offer.barred !== undefined || (offer.step === 'publish' && publication.waiting)}
          loading={step.isPending && step.variables.name === offer.step}
          onClick={() => (offer.step === 'publish' && (listed.length > 0 || highest) ? setDespite(true) : step.mutate({ name: offer.step }))}
        >
          {w.steps[offer.step]}
        </Button>
      ))}
      {publication.state === 'published' && may('publish') && (
        <Button variant="default" onClick={() => setWithdrawing(true)}>
          {w.withdrawAll}
        </Button>
      )}
      {publication.waiting && <Waits />}
      {listed.length > 0 && <p className="notice warn small">{w.despiteHint(named)}</p>}
      {steps.some((offer) => offer.barred) && <p className="notice warn small">{w.fourEyes}</p>}
      {step.error && !despite && <Failure error={step.error} />}
      {despite && (
        <ReasonDialog
          title={highest ? w.proposeTitle : w.despite}
          hint={[highest ? w.highest : '', listed.length > 0 ? w.despiteHint(named) : ''].join(' ').trim()}
          label={highest ? w.reason : w.despiteReason}
          action={highest ? w.propose : (w.steps.publish ?? '')}
          pending={step.isPending}
          error={step.error}
          onSend={(reason) => step.mutate({ name: 'publish', reason })}
          onClose={() => setDespite(false)}
        />
      )}
      {withdrawing && (
        <ReasonDialog
          title={w.withdrawAll}
          hint={w.withdrawHint}
          label={w.reason}
          action={w.withdraw}
          pending={withdraw.isPending}
          error={withdraw.error}
          onSend={(reason) => withdraw.mutate(reason)}
          onClose={() => setWithdrawing(false)}
        />
      )}
    </>
  );
}

/** Puts what the hub answered where every reader of the publication finds it. */
export function useTaken(id: string): (next: Publication) => void {
  const client = useQueryClient();
  return (next) => {
    client.setQueryData(['publication', id], next);
    for (const key of ['publications', 'immunity', 'overview']) {
      void client.invalidateQueries({ queryKey: [key] });
    }
  };
}
