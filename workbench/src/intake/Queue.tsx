import { Link } from '@tanstack/react-router';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import type { Row } from './desk';
import { deskWords } from './deskWords';
import { Keeper, Standing } from './Standing';
import { HintTag, StateTag } from './Tags';
import { intakeWords } from './words';

/** Reports, one row each; a report that leads others has them in its row. */
export function Queue({ reports }: { reports: Row[] }) {
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
        {reports.map((report) => <Line key={report.id} report={report} />)}
      </tbody>
    </table>
  );
}

function Line({ report }: { report: Row }) {
  const w = useWords(intakeWords);
  const d = useWords(deskWords);
  const { desk } = report;
  return (
    <tr>
      <td className="main">
        <Link to="/desk/$id" params={{ id: report.id }} className="row-link excerpt" data-line>
          <Foreign text={report.excerpt} />
        </Link>
        <div className="quiet small break">
          {w.channels[report.channel] ?? report.channel} · {report.sender ? <Foreign text={report.sender} /> : w.noSender}
          {report.similar > 1 && <> · {w.similar(report.similar)}</>}
          {desk != null && desk.joined > 0 && <> · <strong>{d.joined(desk.joined)}</strong></>}
        </div>
        {desk && <Standing place={desk} claimed={report.state === 'claimed'} />}
      </td>
      <td><span className="row"><StateTag state={report.state} />{desk && <Keeper place={desk} />}</span></td>
      <td><HintTag hint={report.hint} /></td>
      <td>{report.organization || <span className="quiet">{w.nameless}</span>}</td>
      <td><Moment at={report.receivedAt} /></td>
    </tr>
  );
}
