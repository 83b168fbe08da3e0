import { Link } from '@tanstack/react-router';
import { Foreign } from '../../shared/Foreign';
import { useLanguage, useWords } from '../../shared/i18n';
import { Panel } from '../../shared/Panel';
import { count, plainDay } from '../../shared/time';
import { shownName, typeName, typeWords } from '../../knowledge/types';
import { TypeTag } from '../../knowledge/TypeTag';
import type { World } from './world';
import { worldWords } from './words';

const MOST = 10;
const HEIGHT = 24;
const DAY_MS = 86_400_000;

/** What reports name, and whether more of them do than before. */
export function NamedPanel({ named }: { named: World['named'] }) {
  const w = useWords(worldWords);
  const { language } = useLanguage();
  const how = (now: number, before: number) => (before === 0 ? w.fresh : now > before ? w.rising : now < before ? w.falling : '');
  return (
    <Panel title={w.named}>
      <p className="quiet small">{named.length === 0 ? w.noNamed : w.namedHint}</p>
      <ul className="plain-list">
        {named.slice(0, MOST).map((one) => (
          <li key={one.id} className="world-named">
            <span className="break"><Link to="/objects/$id" params={{ id: one.id }}><Foreign text={shownName(one)} /></Link> <TypeTag type={one.type} /></span>
            <span className="figure" title={`${w.now}: ${one.now}, ${w.before}: ${one.before}`}>
              {count(one.now, language)} <span className="quiet small">{how(one.now, one.before)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** How much arrived week by week, each kind by its own measure. */
export function WeeksPanel({ weeks, at }: { weeks: World['weeks']; at: string }) {
  const w = useWords(worldWords);
  const types = useWords(typeWords);
  const { language } = useLanguage();
  return (
    <Panel title={w.weeks}>
      <p className="quiet small">{weeks.length === 0 ? w.noWeeks : w.weeksHint}</p>
      {weeks.map(({ type, counts, since: whole }) => {
        const most = Math.max(1, ...counts);
        return (
          <div key={type} className="world-weeks">
            <span>{typeName(type, types)}{Date.parse(whole) > weekBegan(at, counts.length) + DAY_MS && <span className="quiet small world-whole">{w.since(plainDay(whole.slice(0, 10), language))}</span>}</span>
            <svg viewBox={`0 0 ${counts.length * 10} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={`${typeName(type, types)}, ${w.perWeek(counts.join(', '))}`}>
              {counts.map((n, i) => {
                const height = n === 0 ? 0 : Math.max(1, ((HEIGHT - 2) * n) / most);
                return <rect key={i} x={i * 10 + 1} width={8} y={HEIGHT - height} height={height}><title>{`${plainDay(new Date(weekBegan(at, counts.length - i)).toISOString().slice(0, 10), language)}: ${count(n, language)}`}</title></rect>;
              })}
            </svg>
            <span className="figure">{count(counts.at(-1) ?? 0, language)}</span>
          </div>
        );
      })}
    </Panel>
  );
}

/** When the week began that is so many weeks ago. */
function weekBegan(at: string, ago: number): number {
  return Date.parse(at) - ago * 7 * DAY_MS;
}
