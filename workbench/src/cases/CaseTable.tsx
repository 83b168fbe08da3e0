import { Link } from '@tanstack/react-router';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import type { CaseRow } from './queries';
import { caseWords } from './words';

/** When something is wanted, and whether it is late. */
export function Due({ code, at }: { code: string; at: string }) {
  const w = useWords(caseWords);
  const late = new Date(at) < new Date();
  return (
    <>
      <Moment at={at} /> {late && <span className="tag bad">{w.overdue}</span>}
      <div className="quiet small">{w.codes[code] ?? code}</div>
    </>
  );
}

/** Cases, as rows that lead to their pages. */
export function CaseTable({ cases }: { cases: CaseRow[] }) {
  const w = useWords(caseWords);
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.title}</th>
          <th scope="col">{w.state}</th>
          <th scope="col">{w.next}</th>
          <th scope="col">{w.keeper}</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((row) => (
          <tr key={row.id}>
            <td className="main">
              <Link to="/cases/$id" params={{ id: row.id }} className="row-link" data-line>
                <Foreign text={row.title} />
              </Link>
              <div className="quiet small break">
                {w.kinds[row.kind] ?? row.kind}
                {row.organization && <> · {row.organization}</>}
              </div>
            </td>
            <td><span className={`tag ${row.endedAt ? '' : 'wait'}`}>{w.states[row.state] ?? row.state}</span></td>
            <td>{row.next ? <Due code={row.next.code} at={row.next.due} /> : <span className="quiet">—</span>}</td>
            <td>{row.keeper ?? <span className="quiet">—</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
