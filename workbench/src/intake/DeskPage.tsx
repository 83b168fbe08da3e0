import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useAtCert, useMay } from '../accounts/session';
import { useWords } from '../shared/i18n';
import { More } from '../shared/More';
import { PageHead } from '../shared/PageHead';
import { Empty, Failure, Waiting } from '../shared/States';
import { AtDesk } from '../cases/AtDesk';
import { NewsPart } from '../cases/NewsPart';
import { newsWords } from '../cases/newsWords';
import { deskQuery, queued } from './desk';
import { deskWords } from './deskWords';
import { Disclosures } from './Disclosures';
import { LimitsDialog } from './LimitsDialog';
import { Queue } from './Queue';
import { reportPagesQuery, STATES } from './queries';
import { intakeWords } from './words';

/** What waits at the desk, in parts; everything else is a state, or `all`. */
const PARTS = ['', 'mine', 'later'];

/** The queue of reports: the CERT's desk, or what a member itself reported. */
export default function DeskPage() {
  const w = useWords(intakeWords);
  const n = useWords(newsWords);
  const d = useWords(deskWords);
  const may = useMay();
  const triages = may('triage-reports');
  const atCert = useAtCert();
  const desk = atCert && triages;
  const [setting, set] = useState(false);
  const { state = '' } = useSearch({ strict: false }) as { state?: string };
  const tabs = desk ? [...PARTS, ...STATES, 'all'] : ['', ...STATES];
  return (
    <>
      <PageHead title={triages ? w.desk : w.reports} lead={triages ? w.deskHint : w.reportsHint}>
        {desk && <Button variant="default" component={Link} to="/handover">{n.handover}</Button>}
        {desk && may('configure') && <Button variant="default" onClick={() => set(true)}>{d.limits}</Button>}
        {!atCert && <Button variant="default" component={Link} to="/desk/new?as=question">{w.ask}</Button>}
        <Button component={Link} to="/desk/new">
          {w.report}
        </Button>
      </PageHead>
      {desk && <AtDesk />}
      {desk && <NewsPart />}
      <nav className="tabs" aria-label={w.state}>
        {tabs.map((s) => (
          <Link key={s} to="/desk" search={s ? { state: s } : {}} activeOptions={{ exact: true }} aria-current={state === s ? 'page' : undefined}>
            {desk ? (d.parts[s] ?? w.states[s]) : w.states[s]}
          </Link>
        ))}
      </nav>
      {desk && PARTS.includes(state) ? <AtTheDesk part={state || 'open'} /> : <Reports state={state === 'all' ? '' : state} none={triages ? w.noReports : w.noOwnReports} />}
      {!triages && <Disclosures />}
      {setting && <LimitsDialog close={() => set(false)} />}
    </>
  );
}

/** What waits, what is late first. */
function AtTheDesk({ part }: { part: string }) {
  const w = useWords(intakeWords);
  const d = useWords(deskWords);
  const pages = useInfiniteQuery(deskQuery(part));
  const first = pages.data?.pages[0];
  const reports = queued(pages.data?.pages ?? []);
  return (
    <>
      {pages.error && !first && <Failure error={pages.error} again={() => void pages.refetch()} />}
      {!pages.error && !first && <Waiting lines={8} />}
      {first && <p className="quiet small">{d.counted(first.waiting, first.late, first.later)}</p>}
      {first && (reports.length === 0 ? <Empty title={w.noReports}>{w.noReportsHint}</Empty> : <Queue reports={reports} />)}
      <More pages={pages} />
    </>
  );
}

function Reports({ state, none }: { state: string; none: string }) {
  const w = useWords(intakeWords);
  const pages = useInfiniteQuery(reportPagesQuery(state));
  const reports = pages.data?.pages.flatMap((page) => page.reports);
  return (
    <>
      {pages.error && !reports && <Failure error={pages.error} again={() => void pages.refetch()} />}
      {!pages.error && !reports && <Waiting lines={8} />}
      {reports && reports.length === 0 && <Empty title={none}>{w.noReportsHint}</Empty>}
      {reports && reports.length > 0 && <Queue reports={reports} />}
      <More pages={pages} />
    </>
  );
}
