import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Failure } from '../shared/States';
import { aroundQuery, moveWave, splitReport, type Row } from './desk';
import { deskWords } from './deskWords';
import { DeskLog } from './DeskLog';
import { JoinDialog } from './JoinDialog';
import { intakeWords } from './words';

type Report = Schema<'ReportView'>;

/** Which reports are decided together with this one, whether it belongs to its wave, and what the desk did. */
export function TogetherPanel({ report }: { report: Report }) {
  const around = useQuery(aroundQuery(report.id));
  return around.data ? (
    <>
      <Together report={report} around={around.data} />
      <DeskLog entries={around.data.entries} />
    </>
  ) : null;
}

function Together({ report, around }: { report: Report; around: Schema<'DeskAround'> }) {
  const d = useWords(deskWords);
  const client = useQueryClient();
  const [joining, join] = useState(false);
  const change = useMutation({
    mutationFn: (send: () => Promise<unknown>) => send(),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => ['report', 'reports'].includes(String(queryKey[0])) }),
  });
  const { leader, followers, alike, apart } = around;
  return (
    <Panel title={d.together}>
      <p className="quiet small">{d.togetherHint}</p>
      {leader ? (
        <Following leader={leader} split={() => change.mutate(() => splitReport(report.id))} />
      ) : (
        <>
          {followers.length === 0 && <p className="quiet">{d.alone}</p>}
          <ul className="plain-list">
            {followers.map((row) => (
              <li key={row.id} className="spread">
                <About row={row} />
                <Button size="xs" variant="default" aria-label={d.takeOutOf(row.excerpt.slice(0, 60))} onClick={() => change.mutate(() => splitReport(row.id))}>{d.takeOut}</Button>
              </li>
            ))}
          </ul>
          <div className="actions apart"><Button size="xs" variant="default" onClick={() => join(true)}>{d.join}</Button></div>
        </>
      )}
      {(report.similar > 1 || apart) && (
        <div className="spread apart">
          <span className="small">{apart ? d.apart : d.wave(report.similar)}</span>
          <Button size="xs" variant="default" onClick={() => change.mutate(() => moveWave(report.id, !apart))}>{apart ? d.backInWave : d.notThisWave}</Button>
        </div>
      )}
      {change.error && <Failure error={change.error} />}
      {joining && <JoinDialog report={report} alike={alike} followers={followers} close={() => join(false)} />}
    </Panel>
  );
}

function Following({ leader, split }: { leader: Row; split: () => void }) {
  const d = useWords(deskWords);
  return (
    <>
      <p className="notice small">{d.follows}</p>
      <p className="quiet small">{d.leader}</p>
      <About row={leader} />
      <div className="actions apart"><Button size="xs" variant="default" onClick={split}>{d.split}</Button></div>
    </>
  );
}

function About({ row }: { row: Row }) {
  const w = useWords(intakeWords);
  return (
    <span className="break">
      <Link to="/desk/$id" params={{ id: row.id }} className="row-link excerpt"><Foreign text={row.excerpt} /></Link>
      <span className="quiet small">{row.organization || w.nameless} · <Moment at={row.receivedAt} /></span>
    </span>
  );
}
