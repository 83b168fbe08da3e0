import { Button, FileInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { importAssets, type AssetImport } from './queries';
import { assetWords } from './words';

/** A file: first what would happen, then it happens. */
export function BringFile({ organization, close }: { organization: string; close: () => void }) {
  const w = useWords(assetWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const look = useMutation({ mutationFn: (chosen: File) => importAssets(organization, chosen, false) });
  const take = useMutation({
    mutationFn: (chosen: File) => importAssets(organization, chosen, true),
    onSuccess: () => client.invalidateQueries({ queryKey: ['assets', organization] }),
  });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    look.reset();
    take.reset();
    if (chosen) {
      look.mutate(chosen);
    }
  };
  const fault = take.error ?? look.error;
  return (
    <Dialog title={w.bring} onClose={close} size="lg">
      <div className="stack">
        <p>{w.bringHint}</p>
        <FileInput label={w.file} value={file} onChange={choose} accept=".csv,.tsv,.txt,.json,text/csv,application/json" />
        {fault != null && <Failure error={fault} />}
        {take.data ? <p className="notice" role="status">{w.taken(take.data.added)}</p> : look.data && <Report report={look.data} />}
        <div className="actions">
          {!take.data && file && <Button loading={look.isPending || take.isPending} disabled={!look.data || look.data.added === 0} onClick={() => take.mutate(file)}>{w.take(look.data?.added ?? 0)}</Button>}
          <Button variant="default" onClick={close}>{take.data ? common.close : common.cancel}</Button>
        </div>
      </div>
    </Dialog>
  );
}

function Report({ report }: { report: AssetImport }) {
  const w = useWords(assetWords);
  const { language } = useLanguage();
  return (
    <div className="stack" role="status">
      <p>
        <strong>{w.would(report.added)}</strong> {report.known > 0 && w.known(report.known)} {report.leftOut > 0 && w.leftOut(report.leftOut)}
      </p>
      {report.taken.length > 0 && <p className="quiet small break"><Foreign text={report.taken.slice(0, 12).map(({ value }) => value).join(' · ')} />{report.added > 12 && ' …'}</p>}
      {report.refused > 0 && (
        <div className="notice warn">
          <p>{w.refused(report.refused)}</p>
          <ul className="plain-list small">
            {report.refusals.slice(0, 20).map((refusal) => (
              <li key={refusal.place}>
                <span className="mono"><Foreign text={refusal.place.replace(/^line (\d+)$/, (_, n: string) => w.line(n))} /></span> <Foreign text={refusal.written} /> — {language === 'nl' ? refusal.whyNl : refusal.why}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
