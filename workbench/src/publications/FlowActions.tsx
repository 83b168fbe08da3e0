import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../accounts/session';
import { Waits } from '../proposals/Waits';
import { useWords } from '../shared/i18n';
import { defang } from '../shared/defang';
import { Foreign } from '../shared/Foreign';
import { ReasonDialog } from '../shared/ReasonDialog';
import { Failure } from '../shared/States';
import { SureDialog } from '../shared/SureDialog';
import { Discard } from './Discard';
import { isHighest, nextVersion, offers } from './flow';
import { useListed } from './listed';
import { ratingWords } from './ratingWords';
import { beginUpdate, STEPS, withdrawPublication, type Publication, type Step } from './queries';
import { SetTime } from './Schedule';
import { sectionWords } from './sectionWords';
import { publicationWords } from './words';

/** The steps of the flow that are open to this person; the barred one says why. */
export function FlowActions({ publication }: { publication: Publication }) {
  const w = useWords(publicationWords);
  const r = useWords(ratingWords);
  const s = useWords(sectionWords);
  const navigate = useNavigate();
  const may = useMay();
  const taken = useTaken();
  const listed = useListed(publication.state === 'review' || publication.state === 'approved' ? publication.indicators.map(({ value }) => value) : []);
  const named = listed.map(({ text, lists }) => `${defang(text)} (${lists.map(({ list }) => list).join(', ')})`);
  const highest = isHighest(publication);
  const lowest = publication.chance === 'low' && publication.damage === 'low';
  const asks = highest || lowest || listed.length > 0;
  const [despite, setDespite] = useState(false);
  const [sure, setSure] = useState(false);
  const step = useMutation({
    mutationFn: ({ name, reason }: { name: Step; reason?: string }) =>
      name === 'publish'
        ? STEPS.publish(publication.id, { ...(listed.length > 0 && reason && { despite: reason }), ...(lowest && reason && { low: reason }), ...(highest && reason && { reason }) })
        : name === 'approve'
          ? STEPS.approve(publication.id, publication.loosened.length > 0 && sure)
          : STEPS[name](publication.id),
    onSuccess: async (next) => {
      taken(next);
      setDespite(false);
      setSure(false);
      if (next.id !== publication.id) {
        await navigate({ to: '/publications/$id', params: { id: next.id } });
      }
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
          onClick={() => {
            if (offer.step === 'publish' && asks) {
              setDespite(true);
            } else if (offer.step === 'approve' && publication.loosened.length > 0) {
              setSure(true);
            } else {
              step.mutate({ name: offer.step });
            }
          }}
        >
          {w.steps[offer.step]}
        </Button>
      ))}
      {publication.state === 'approved' && may('publish') && <SetTime publication={publication} named={named} />}
      <Discard publication={publication} />
      {publication.state === 'published' && may('draft-publications') && <BeginUpdate publication={publication} />}
      {publication.state === 'published' && may('publish') && (
        <Button variant="default" onClick={() => setWithdrawing(true)}>
          {w.withdrawAll}
        </Button>
      )}
      {publication.waiting && <Waits />}
      {listed.length > 0 && <p className="notice warn small">{w.despiteHint(named)}</p>}
      {steps.some((offer) => offer.barred) && <p className="notice warn small">{w.fourEyes}</p>}
      {publication.loosened.length > 0 && <p className="notice warn small">{s.loosens}: <Foreign text={publication.loosened.join(' · ')} /></p>}
      {step.error && !despite && !sure && <Failure error={step.error} />}
      {despite && (
        <ReasonDialog
          title={highest ? w.proposeTitle : listed.length > 0 ? w.despite : r.low}
          hint={[highest ? w.highest : '', lowest ? r.lowHint : '', listed.length > 0 ? w.despiteHint(named) : ''].join(' ').trim()}
          label={highest ? w.reason : listed.length > 0 ? w.despiteReason : r.lowReason}
          action={highest ? w.propose : (w.steps.publish ?? '')}
          pending={step.isPending}
          error={step.error}
          onSend={(reason) => step.mutate({ name: 'publish', reason })}
          onClose={() => setDespite(false)}
        />
      )}
      {sure && (
        <SureDialog
          title={s.loosensTitle}
          hint={`${s.loosens}: ${publication.loosened.join(' · ')}`}
          action={w.steps.approve ?? ''}
          pending={step.isPending}
          error={step.error}
          onSure={() => step.mutate({ name: 'approve' })}
          onClose={() => setSure(false)}
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

/** Begins the next version of a published warning, or goes on with the draft of it that is there. */
function BeginUpdate({ publication }: { publication: Publication }) {
  const r = useWords(ratingWords);
  const navigate = useNavigate();
  const begin = useMutation({
    mutationFn: () => beginUpdate(publication.id),
    onSuccess: ({ id }) => navigate({ to: '/publications/$id', params: { id } }),
  });
  return (
    <>
      <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
        {publication.nextDraft == null ? r.update : r.openUpdate(nextVersion(publication.version))}
      </Button>
      {begin.error && <Failure error={begin.error} />}
    </>
  );
}

/** Puts what the hub answered where every reader of the publication finds it. */
export function useTaken(): (next: Publication) => void {
  const client = useQueryClient();
  return (next) => {
    client.setQueryData(['publication', next.id], next);
    for (const key of ['publications', 'immunity', 'overview']) {
      void client.invalidateQueries({ queryKey: [key] });
    }
  };
}
