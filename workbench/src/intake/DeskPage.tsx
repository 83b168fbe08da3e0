import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useAtCert, useMay } from '../accounts/session';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { More } from '../shared/More';
import { PageHead } from '../shared/PageHead';
import { Empty, Failure, Waiting } from '../shared/States';
import { AtDesk } from '../cases/AtDesk';
import { NewsPart } from '../cases/NewsPart';
import { newsWords } from '../cases/newsWords';
import { Disclosures } from './Disclosures';
import { HintTag, StateTag } from './Tags';
import { reportPagesQuery, STATES } from './queries';
import { intakeWords } from './words';

/** The queue of reports: the CERT's desk, or what a member itself reported. */
export default function DeskPage() {
  const w = useWords(intakeWords);
  const n = useWords(newsWords);
  const triages = useMay()('triage-reports');
  const atCert = useAtCert();
  const { state = '' } = useSearch({ strict: false }) as { state?: string };
  const pages = useInfiniteQuery(reportPagesQuery(state));
  const reports = pages.data?.pages.flatMap((page) => page.reports);
  return (
    <>
      <PageHead title={triages ? w.desk : w.reports} lead={triages ? w.deskHint : w.reportsHint}>
        {atCert && triages && <Button variant="default" component={Link} to="/handover">{n.handover}</Button>}
        {!atCert && <Button variant="default" component={Link} to="/desk/new?as=question">{w.ask}</Button>}
        <Button component={Link} to="/desk/new">
          {w.report}
        </Button>
      </PageHead>
      {atCert && triages && <AtDesk />}
      {atCert && triages && <NewsPart />}
      <nav className="tabs" aria-label={w.state}>
        {['', ...STATES].map((s) => (
          <Link key={s} to="/desk" search={s ? { state: s } : {}} activeOptions={{ exact: true }} aria-current={state === s ? 'page' : undefined}>
            {w.states[s]}
          </Link>
        ))}
      </nav>
      {pages.error && !reports && <Failure error={pages.error} again={() => void pages.refetch()} />}
      {!pages.error && !reports && <Waiting lines={8} />}
      {reports && reports.length === 0 && <Empty title={triages ? w.noReports : w.noOwnReports}>{w.noReportsHint}</Empty>}
      {reports && reports.length > 0 && <Queue reports={reports} />}
      <More pages={pages} />
      {!triages && <Disclosures />}
    </>
  );
}

function Queue({ reports }: { reports: Schema<'ReportRow'>[] }) {
  const w = useWords(intakeWords);
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.message}</th>
          <th scope="col">{w.state}</th>
          <th scope="col">{w.hint}</th>
          <th scope="col">{w.from}</th>
          <th scope="col">{w.received}</th>
        </tr>
      </thead>
      <tbody>
        {reports.map((report) => (
          <tr key={report.id}>
            <td className="main">
              <Link to="/desk/$id" params={{ id: report.id }} className="row-link excerpt" data-line>
                <Foreign text={report.excerpt} />
              </Link>
              <div className="quiet small break">
                {w.channels[report.channel] ?? report.channel} · {report.sender ? <Foreign text={report.sender} /> : w.noSender}
                {report.similar > 1 && <> · {w.similar(report.similar)}</>}
              </div>
            </td>
            <td><StateTag state={report.state} /></td>
            <td><HintTag hint={report.hint} /></td>
            <td>{report.organization || <span className="quiet">{w.nameless}</span>}</td>
            <td><Moment at={report.receivedAt} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
