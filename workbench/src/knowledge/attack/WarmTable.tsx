import { Foreign } from '../../shared/Foreign';
import { useLanguage, useWords } from '../../shared/i18n';
import { count } from '../../shared/time';
import type { Line } from './heat';
import { attackWords } from './words';

interface Props {
  lines: Line[];
  /** The heading of each figure: the names of those compared, or what is counted. */
  headings: string[];
  selected: string;
  select: (number: string) => void;
}

/** The warm techniques as lines, warmest first. */
export function WarmTable({ lines, headings, selected, select }: Props) {
  const w = useWords(attackWords);
  const { language } = useLanguage();
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.number}</th>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.tactics}</th>
          {headings.map((heading, i) => <th key={i} scope="col" className="number"><Foreign text={heading} /></th>)}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.number} aria-current={line.number === selected ? true : undefined}>
            <td className="mono">{line.number.startsWith('attack-pattern--') ? '—' : line.number}</td>
            <td className="main">
              <button type="button" className="plain-button row-link" onClick={() => select(line.number)} data-line><Foreign text={line.name || line.number} /></button>
            </td>
            <td className="small quiet">{line.tactics.join(', ')}</td>
            {headings.map((heading, i) => <td key={i} className="number" data-label={heading}>{count(i === 0 ? line.a : line.b, language)}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
