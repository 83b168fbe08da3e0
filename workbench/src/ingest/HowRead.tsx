import { useWords } from '../shared/i18n';
import { Foreign } from '../shared/Foreign';
import { FindingText } from './FindingText';
import { mappingWords } from './mappingWords';
import type { PreviewPage } from './queries';
import { ingestWords } from './words';

type Row = PreviewPage['rows'][number];
type Read = Row['objects'][number];

/** The first records of a file as they would be read, and why some would not be. */
export function HowRead({ page }: { page: PreviewPage }) {
  const m = useWords(mappingWords);
  const w = useWords(ingestWords);
  return (
    <div className="stack">
      <p role="status" className={page.read === 0 ? 'notice warn' : 'notice'}>
        {m.counts(page.read, page.rejected)} {page.more && m.more} {page.read === 0 && m.nothingRead}
      </p>
      {page.findings.map((finding, i) => (
        <p key={i} className="small">
          <span className={finding.severity === 'error' ? 'tag bad' : 'tag'}>{w.severities[finding.severity] ?? finding.severity}</span> <FindingText finding={finding} />
        </p>
      ))}
      {page.rows.length > 0 && (
        <div className="sample-rows" role="region" aria-label={m.tryIt} tabIndex={0}>
          <table className="list folds">
            <thead>
              <tr>
                <th scope="col">{m.place}</th>
                <th scope="col">{m.becomes}</th>
              </tr>
            </thead>
            <tbody>
              {page.rows.map((row, i) => (
                <tr key={i}>
                  <td className="quiet small"><Foreign text={row.place} /></td>
                  <td className="main">{row.state === 'rejected' ? <Rejected row={row} /> : <Taken row={row} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function Rejected({ row }: { row: Row }) {
  const m = useWords(mappingWords);
  return (
    <>
      <span className="tag bad">{m.rejected}</span> {row.findings.map((finding, i) => <FindingText key={i} finding={finding} />)}
      {row.raw?.trim() && <div className="quiet small mono excerpt"><Foreign text={row.raw} /></div>}
    </>
  );
}

const SHOWN = 3;

function Taken({ row }: { row: Row }) {
  const m = useWords(mappingWords);
  return (
    <>
      {row.objects.slice(0, SHOWN).map((object, i) => <One key={i} object={object} />)}
      {row.objects.length > SHOWN && <div className="quiet small">{m.objects(row.objects.length - SHOWN)}</div>}
      {row.findings.map((finding, i) => <div key={i} className="quiet small"><FindingText finding={finding} /></div>)}
    </>
  );
}

function One({ object }: { object: Read }) {
  const m = useWords(mappingWords);
  const facts = [
    object.validFrom && `${m.since} ${object.validFrom.slice(0, 16).replace('T', ' ')}`,
    object.validUntil && `${m.until} ${object.validUntil.slice(0, 16).replace('T', ' ')}`,
    object.confidence !== undefined && object.confidence !== null && `${object.confidence}%`,
    object.tlp,
    ...object.labels,
    object.description,
  ].filter(Boolean);
  return (
    <div>
      <span className="quiet small">{object.type}</span> <code><Foreign text={object.pattern ?? object.name ?? ''} /></code>
      {facts.length > 0 && <div className="quiet small excerpt"><Foreign text={facts.join(' · ')} /></div>}
    </div>
  );
}
