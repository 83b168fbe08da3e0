import type { Schema } from '../api/client';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Tlp } from '../shared/Tlp';
import { indent } from './json';
import { knowledgeWords } from './words';

/** What each source says, side by side; contents that contradict each other are shown, not resolved. */
export function Claims({ page }: { page: Schema<'ObjectPage'> }) {
  const w = useWords(knowledgeWords);
  return (
    <Panel title={w.saysWho}>
      <div className="side-by-side claims">
        {page.claims.map((claim, i) => (
          <section key={i} className="claim" data-withdrawn={claim.withdrawnAt != null}>
            <h3>{claim.source}</h3>
            <p className="quiet small">{claim.organization}</p>
            <dl className="facts small">
              <dt>{w.label}</dt>
              <dd><Tlp label={claim.tlp} /></dd>
              <dt>{w.reliability}</dt>
              <dd>{claim.reliability} · {w.reliabilities[claim.reliability] ?? ''}</dd>
              {claim.credibility != null && (
                <>
                  <dt>{w.credibility}</dt>
                  <dd>{claim.credibility} · {w.credibilities[claim.credibility] ?? ''}</dd>
                </>
              )}
              <dt>{w.confidence}</dt>
              <dd>{claim.confidence ?? '—'}</dd>
              <dt>{w.received}</dt>
              <dd><Moment at={claim.at} /></dd>
              <dt>{w.version}</dt>
              <dd className="mono">{claim.version}</dd>
              {claim.withdrawnAt && (
                <>
                  <dt>{w.withdrawnAt}</dt>
                  <dd><Moment at={claim.withdrawnAt} /></dd>
                </>
              )}
            </dl>
          </section>
        ))}
      </div>
      {page.conflicts.length > 0 && (
        <div className="notice warn conflicts">
          <p><strong>{w.conflicts(page.conflicts.length)}</strong></p>
          <p className="small">{w.conflictHint}</p>
          {page.conflicts.map((json, i) => (
            <pre key={i} className="raw" tabIndex={0}>{indent(json)}</pre>
          ))}
        </div>
      )}
    </Panel>
  );
}
