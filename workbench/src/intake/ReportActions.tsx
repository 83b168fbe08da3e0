import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../accounts/session';
import type { Schema } from '../api/client';
import { useWords } from '../shared/i18n';
import { ReasonDialog } from '../shared/ReasonDialog';
import { Failure } from '../shared/States';
import { DeskActions } from './DeskActions';
import { deskWords } from './deskWords';
import { answerQuestion, claimReport, dismissReport, draftReport } from './queries';
import { intakeWords } from './words';

/** Claim, dismiss, make a draft: what this person may do with this report in its state. */
export function ReportActions({ report }: { report: Schema<'ReportView'> }) {
  const w = useWords(intakeWords);
  const d = useWords(deskWords);
  const may = useMay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const question = report.channel === 'question';
  const [dismissing, setDismissing] = useState(false);
  const [answering, setAnswering] = useState(false);
  const taken = (next: Schema<'ReportView'>) => {
    client.setQueryData(['report', report.id], next);
    void client.invalidateQueries({ queryKey: ['report', report.id, 'desk'] });
    void client.invalidateQueries({ queryKey: ['reports'] });
  };
  const claim = useMutation({ mutationFn: () => claimReport(report.id), onSuccess: taken });
  const dismiss = useMutation({
    mutationFn: (reason: string) => dismissReport(report.id, reason),
    onSuccess: (next) => {
      taken(next);
      setDismissing(false);
    },
  });
  const answer = useMutation({
    mutationFn: (text: string) => answerQuestion(report.id, text),
    onSuccess: (next) => {
      taken(next);
      setAnswering(false);
    },
  });
  const draft = useMutation({
    mutationFn: () => draftReport(report.id),
    onSuccess: async (publication) => {
      void client.invalidateQueries({ queryKey: ['report', report.id] });
      void client.invalidateQueries({ queryKey: ['reports'] });
      await navigate({ to: '/publications/$id', params: { id: publication.id } });
    },
  });
  const { desk } = report;
  const open = (report.state === 'new' || report.state === 'claimed') && desk?.follows == null;
  // Whoever decides for several writes to several.
  const forAll = (hint: string) => (desk != null && desk.joined > 0 ? `${hint} ${d.decidesFor(desk.joined)}` : hint);
  const fault = claim.error ?? draft.error;
  return (
    <>
      {open && question && may('triage-reports') && <Button onClick={() => setAnswering(true)}>{w.answer}</Button>}
      {open && !question && may('draft-publications') && (
        <Button onClick={() => draft.mutate()} loading={draft.isPending}>
          {w.draft}
        </Button>
      )}
      {open && report.state === 'new' && may('triage-reports') && (
        <Button variant="default" onClick={() => claim.mutate()} loading={claim.isPending}>
          {w.claim}
        </Button>
      )}
      {open && may('triage-reports') && (
        <Button variant="default" onClick={() => setDismissing(true)}>
          {w.dismiss}
        </Button>
      )}
      <DeskActions report={report} />
      {report.publicationId && may('triage-reports') && (
        <Button component={Link} to={`/publications/${report.publicationId}`}>
          {w.toPublication}
        </Button>
      )}
      {fault && <Failure error={fault} />}
      {answering && (
        <ReasonDialog
          title={w.answer}
          hint={forAll(w.answerHint)}
          label={w.answer}
          action={w.answer}
          pending={answer.isPending}
          error={answer.error}
          onSend={(text) => answer.mutate(text)}
          onClose={() => setAnswering(false)}
        />
      )}
      {dismissing && (
        <ReasonDialog
          title={w.dismiss}
          hint={forAll(w.dismissHint)}
          label={w.reason}
          action={w.dismiss}
          pending={dismiss.isPending}
          error={dismiss.error}
          onSend={(reason) => dismiss.mutate(reason)}
          onClose={() => setDismissing(false)}
        />
      )}
    </>
  );
}
