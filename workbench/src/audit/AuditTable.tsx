import { Link } from '@tanstack/react-router';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { count } from '../shared/time';
import type { AuditQuestion, AuditRow } from './queries';
import { auditWords } from './words';

const LOOK: Record<string, string> = { done: '', refused: 'wait', failed: 'bad' };
const OBJECT = /^[a-z0-9-]+--[0-9a-f-]{36}$/;

interface Props {
  rows: AuditRow[];
  ask: (changed: Partial<AuditQuestion>) => void;
}

/** Rows, newest first; who and what narrow the list down. */
export function AuditTable({ rows, ask }: Props) {
  const w = useWords(auditWords);
  const { language } = useLanguage();
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.when}</th>
          <th scope="col">{w.who}</th>
          <th scope="col">{w.what}</th>
          <th scope="col">{w.about}</th>
          <th scope="col">{w.outcome}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, n) => (
          <tr key={row.place || `new ${n}`}>
            <td>
              <Moment at={row.at} />
              <span className="under quiet small">{row.place > 0 ? w.sealed(count(row.place, language)) : w.unsealed}</span>
            </td>
            <td data-label={w.who}>
              {row.actor === '' ? (
                <span className="quiet">{w.nobody}</span>
              ) : (
                <button type="button" className="copy" title={w.onlyBy(row.actor)} onClick={() => ask({ actor: row.actor })}><Foreign text={row.actor} /></button>
              )}
              {row.address !== '' && <span className="under quiet small">{w.from(row.address)}</span>}
            </td>
            <td data-label={w.what}>
              <button type="button" className="copy" title={w.onlyWhat(row.action)} onClick={() => ask({ action: row.action })} data-line>
                {w.actions[row.action] ?? <code>{row.action}</code>}
              </button>
            </td>
            <td className="main"><About row={row} /></td>
            <td data-label={w.outcome}><span className={`tag ${LOOK[row.outcome] ?? ''}`}>{w.outcomes[row.outcome] ?? row.outcome}</span></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function About({ row }: { row: AuditRow }) {
  const w = useWords(auditWords);
  const lines = row.detail.split('\n');
  return (
    <>
      {OBJECT.test(row.subject) ? <Link to="/objects/$id" params={{ id: row.subject }}><code className="break">{row.subject}</code></Link> : row.subject !== '' && <code className="break"><Foreign text={row.subject} /></code>}
      {row.detail !== '' && lines.length === 1 && <code className="break"><Foreign text={row.detail} /></code>}
      {lines.length > 1 && (
        <details>
          <summary>{w.more} ({lines.length})</summary>
          <pre className="audit-detail"><Foreign text={row.detail} /></pre>
        </details>
      )}
      {row.blanked && <span className="under quiet small">{w.erased}</span>}
    </>
  );
}
