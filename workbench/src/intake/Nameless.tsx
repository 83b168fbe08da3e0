import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../accounts/session';
import { answered, hub, type Schema } from '../api/client';
import { useWords } from '../shared/i18n';
import { ReasonDialog } from '../shared/ReasonDialog';
import { intakeWords } from './words';

/** A report without its reporter's name: at the CERT, the name can be asked for a reason that is kept. */
export function Nameless({ report }: { report: Schema<'ReportView'> }) {
  const w = useWords(intakeWords);
  const may = useMay();
  const [open, setOpen] = useState(false);
  const ask = useMutation({
    mutationFn: (purpose: string) => answered(hub.POST('/api/reports/{id}/reporter', { params: { path: { id: report.id } }, body: { purpose } })),
    onSuccess: () => setOpen(false),
  });
  if (report.organization) {
    return <p className="quiet small">{w.nameKept}</p>;
  }
  if (ask.data) {
    return <p role="status">{w.toldName(ask.data.organization)}</p>;
  }
  if (!may('learn-who')) {
    return null;
  }
  return (
    <div>
      <Button variant="default" size="xs" onClick={() => setOpen(true)}>{w.askName}</Button>
      {open && (
        <ReasonDialog
          title={w.askName}
          hint={w.askNameHint}
          label={w.askNameWhy}
          action={w.askName}
          harmless
          pending={ask.isPending}
          error={ask.error}
          onSend={(purpose) => ask.mutate(purpose)}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
