import { useState } from 'react';
import { useLanguage, useWords } from '../../shared/i18n';
import { count } from '../../shared/time';
import { worldWords } from './words';

const FEW = 12;

interface Props {
  counts: [string, number][];
  chosen: string | undefined;
  choose: (term: string) => void;
  name: (term: string) => string;
  /** What is said when there is nothing to count. */
  none: string;
  /** The choice of everything. */
  all?: { word: string; chosen: boolean; choose: () => void };
}

/** Names with how often each is meant, as buttons; the chosen one is always in sight. */
export function Counts({ counts, chosen, choose, name, none, all }: Props) {
  const w = useWords(worldWords);
  const { language } = useLanguage();
  const [open, setOpen] = useState(false);
  const most = counts[0]?.[1] ?? 1;
  const shown = open ? counts : counts.filter(([term], n) => n < FEW || term === chosen);
  return (
    <ul className="plain-list world-counts">
      {all && (
        <li>
          <button type="button" aria-pressed={all.chosen} onClick={all.choose}><span>{all.word}</span></button>
        </li>
      )}
      {counts.length === 0 && <li className="quiet">{none}</li>}
      {shown.map(([term, n]) => (
        <li key={term}>
          <button type="button" aria-pressed={term === chosen} onClick={() => choose(term)}>
            <span className="world-bar" aria-hidden="true" style={{ width: `${(100 * n) / most}%` }} />
            <span>{name(term)}</span>
            <span className="figure">{count(n, language)}</span>
          </button>
        </li>
      ))}
      {counts.length > shown.length && <li><button type="button" className="copy small" onClick={() => setOpen(true)}>{w.showMore(counts.length - shown.length)}</button></li>}
    </ul>
  );
}
