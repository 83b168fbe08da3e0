import { useWords } from '../shared/i18n';
import { searchWords } from './searchWords';

const EXAMPLES = [
  ['words', 'ransomware ziekenhuis'],
  ['phrase', '"false invoice"'],
  ['fields', 'type:indicator tlp<=green confidence>=60'],
  ['not', '(type:malware OR type:tool) NOT revoked:true'],
  ['values', 'value:*.example OR value:198.51.100*'],
  ['time', 'added:7d OR seen:[2026-01-01 TO 2026-06-30]'],
  ['links', 'technique:T1566 OR actor:"Harbour Rat"'],
  ['ours', 'concerns:us'],
] as const;

/** The language of the box by examples that can be tried. */
export function HowToAsk({ ask }: { ask: (question: string) => void }) {
  const w = useWords(searchWords);
  return (
    <details className="how-to">
      <summary>{w.help}</summary>
      <dl className="facts">
        {EXAMPLES.map(([part, example]) => (
          <div key={part} style={{ display: 'contents' }}>
            <dt>
              <button type="button" className="plain-button mono" onClick={() => ask(example)}>
                {example}
              </button>
            </dt>
            <dd>{w.helpParts[part]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
