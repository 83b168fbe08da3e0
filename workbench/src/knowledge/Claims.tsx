import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { More } from '../shared/More';
import { Panel } from '../shared/Panel';
import { Failure } from '../shared/States';
import { Tlp } from '../shared/Tlp';
import { Why } from '../shared/Why';
import { sharedWords } from '../shared/words';
import { conflictsOf } from './conflicts';
import { indent } from './json';
import { objectWords } from './objectWords';
import { claimsQuery } from './queries';
import { knowledgeWords } from './words';

/** What each source says, side by side; contents that contradict each other are shown, not resolved. */
export function Claims({ page }: { page: Schema<'ObjectPage'> }) {
  const w = useWords(knowledgeWords);
  const common = useWords(sharedWords);
  const [all, setAll] = useState(false);
  const pages = useInfiniteQuery({ ...claimsQuery(page.summary.id), enabled: all });
  const claims = pages.data?.pages.flatMap((one) => one.claims) ?? page.claims;
  return (
    <Panel title={w.saysWho}>
      <div className="side-by-side claims">
        {claims.map((claim, i) => (
          <Claim key={i} claim={claim} />
        ))}
      </div>
      {page.nextClaims && !all && (
        <button type="button" className="copy" onClick={() => setAll(true)}>{common.more}</button>
      )}
      {pages.error && <Failure error={pages.error} again={() => void pages.refetch()} />}
      {all && <More pages={pages} />}
      {page.conflicts.length > 0 && <Conflicts page={page} />}
    </Panel>
  );
}

function Claim({ claim }: { claim: Schema<'ObjectClaim'> }) {
  const w = useWords(knowledgeWords);
  return (
    <section className="claim" data-withdrawn={claim.withdrawnAt != null}>
      <h3><Foreign text={claim.source} /></h3>
      <p className="quiet small"><Foreign text={claim.organization} /></p>
      <dl className="facts small">
        <dt>{w.label} <Why topic="tlp" /></dt>
        <dd><Tlp label={claim.tlp} /></dd>
        {claim.pap && (
          <>
            <dt>{w.use} <Why topic="pap" /></dt>
            <dd><span className={claim.pap === 'PAP:RED' || claim.pap === 'PAP:AMBER' ? 'tag bad' : 'tag'} title={w.uses[claim.pap]}>{claim.pap}</span> <span className="quiet">{w.uses[claim.pap]}</span></dd>
          </>
        )}
        <dt>{w.reliability} <Why topic="reliability" /></dt>
        <dd>{claim.reliability} · {w.reliabilities[claim.reliability] ?? ''}</dd>
        {claim.credibility != null && (
          <>
            <dt>{w.credibility} <Why topic="credibility" /></dt>
            <dd>{claim.credibility} · {w.credibilities[claim.credibility] ?? ''}</dd>
          </>
        )}
        <dt>{w.confidence} <Why topic="confidence" /></dt>
        <dd>{claim.confidence ?? '—'}</dd>
        <dt>{w.received}</dt>
        <dd><Moment at={claim.at} /></dd>
        <dt>{w.version}</dt>
        <dd className="mono"><Foreign text={claim.version} /></dd>
        {claim.withdrawnAt && (
          <>
            <dt>{w.withdrawnAt}</dt>
            <dd><Moment at={claim.withdrawnAt} /></dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Conflicts({ page }: { page: Schema<'ObjectPage'> }) {
  const w = useWords(knowledgeWords);
  const o = useWords(objectWords);
  const differing = conflictsOf([page.json, ...page.conflicts]);
  return (
    <div className="notice warn conflicts">
      <p><strong>{w.conflicts(page.conflicts.length)}</strong></p>
      <p className="small">{w.conflictHint}</p>
      {differing?.length === 0 && <p className="small">{o.sameContent}</p>}
      {differing && differing.length > 0 && (
        <div className="conflict-table" role="group" aria-label={o.conflictTable} tabIndex={0}>
          <table className="list">
            <thead>
              <tr>
                <th scope="col">{o.property}</th>
                <th scope="col">{o.shownContent}</th>
                {page.conflicts.map((_, i) => <th key={i} scope="col">{o.otherContent(i + 1)}</th>)}
              </tr>
            </thead>
            <tbody>
              {differing.map(({ property, texts }) => (
                <tr key={property}>
                  <th scope="row" className="mono"><Foreign text={property} /></th>
                  {texts.map((text, i) => <td key={i} className="mono break">{text === undefined ? '—' : <Foreign text={text} />}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <details>
        <summary className="small">{w.raw}</summary>
        {page.conflicts.map((json, i) => (
          <pre key={i} className="raw" tabIndex={0} role="group" aria-label={o.otherContent(i + 1)}><Foreign text={indent(json)} /></pre>
        ))}
      </details>
    </div>
  );
}
