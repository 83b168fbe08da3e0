import { useState } from 'react';
import { Copy } from '../shared/Value';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { sharedWords } from '../shared/words';
import { indent } from './json';
import { tokens } from './pattern';
import { knowledgeWords } from './words';

/** A pattern with its parts in different colours and weights. */
export function PatternView({ pattern }: { pattern: string }) {
  const w = useWords(knowledgeWords);
  return (
    <div>
      <h3>{w.pattern}</h3>
      <pre className="raw pattern" tabIndex={0} aria-label={w.pattern} role="group">
        {tokens(pattern).map((token, i) => (
          <span key={i} className={`token-${token.kind}`}>
            <Foreign text={token.text} />
          </span>
        ))}
      </pre>
    </div>
  );
}

/** The object exactly as it was received, or with indents for reading. */
export function RawView({ json }: { json: string }) {
  const w = useWords(knowledgeWords);
  const shared = useWords(sharedWords);
  const [indented, setIndented] = useState(true);
  return (
    <Panel
      title={w.raw}
      aside={
        <span className="row">
          <label className="small row">
            <input type="checkbox" checked={indented} onChange={(e) => setIndented(e.currentTarget.checked)} /> {w.indented}
          </label>
          <Copy text={json} label={shared.copyReal} />
        </span>
      }
    >
      <pre className="raw" tabIndex={0} aria-label={w.raw} role="group">
        <Foreign text={indented ? indent(json) : json} />
      </pre>
    </Panel>
  );
}
