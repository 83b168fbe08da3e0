import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../api/client';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { remindLater } from './desk';
import { deskWords } from './deskWords';
import { HandDialog } from './HandDialog';
import { LaterDialog } from './LaterDialog';

/** Passing a report on, and putting it away for a while; for what stands by itself and waits. */
export function DeskActions({ report }: { report: Schema<'ReportView'> }) {
  const d = useWords(deskWords);
  const client = useQueryClient();
  const [open, setOpen] = useState('');
  const close = () => {
    setOpen('');
    void client.invalidateQueries({ queryKey: ['reports'] });
  };
  const back = useMutation({ mutationFn: () => remindLater(report.id, null, ''), onSuccess: () => client.invalidateQueries({ queryKey: ['report', report.id] }) });
  const { desk } = report;
  if (!desk?.due) {
    return null;
  }
  const ahead = desk.again != null && desk.again > new Date().toISOString();
  return (
    <>
      <Button variant="default" onClick={() => setOpen('hand')}>{d.hand}</Button>
      {(desk.mine || report.state === 'new') && !ahead && <Button variant="default" onClick={() => setOpen('later')}>{d.later}</Button>}
      {desk.mine && ahead && <Button variant="default" loading={back.isPending} onClick={() => back.mutate()}>{d.bringBack}</Button>}
      {back.error && <Failure error={back.error} />}
      {open === 'hand' && <HandDialog report={report.id} close={close} />}
      {open === 'later' && <LaterDialog report={report.id} close={close} />}
    </>
  );
}
