import { useMutation } from '@tanstack/react-query';
import { useMay } from '../accounts/session';
import { answered, hub, type Schema } from '../api/client';
import { AskWhy } from '../shared/AskWhy';
import { useWords } from '../shared/i18n';
import { intakeWords } from './words';

/** A report without its reporter's name: at the CERT, the name can be asked for a reason that is kept. */
export function Nameless({ report }: { report: Schema<'ReportView'> }) {
  const w = useWords(intakeWords);
  const may = useMay();
  const ask = useMutation({
    mutationFn: (purpose: string) => answered(hub.POST('/api/reports/{id}/reporter', { params: { path: { id: report.id } }, body: { purpose } })),
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
  return <AskWhy action={w.askName} hint={w.askNameHint} label={w.askNameWhy} ask={ask} />;
}
