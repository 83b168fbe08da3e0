import { Link } from '@tanstack/react-router';
import { Foreign } from '../../shared/Foreign';
import { useLanguage, useWords } from '../../shared/i18n';
import { Panel } from '../../shared/Panel';
import { count } from '../../shared/time';
import { sharedWords } from '../../shared/words';
import type { Frame, Side } from './heat';
import { attackWords } from './words';

interface Props {
  number: string;
  frame: Frame;
  sides: Side[];
  close: () => void;
}

/** What is known of one technique, and the ways on from it. */
export function TechniqueAside({ number, frame, sides, close }: Props) {
  const w = useWords(attackWords);
  const common = useWords(sharedWords);
  const { language } = useLanguage();
  const technique = frame.techniques.find((one) => one.number === number);
  const warm = sides.map((side) => side.warm.get(number));
  const name = technique?.name ?? warm.find((one) => one)?.name ?? number;
  const id = technique?.id ?? warm.find((one) => one)?.id ?? '';
  const tactics = frame.tactics.filter(({ techniques }) => techniques.includes(number)).map((tactic) => tactic.name);
  const former = [...new Map(sides.flatMap((side) => side.moved).filter((moved) => moved.to === number).map((moved) => [moved.from, moved])).values()];
  return (
    <Panel title={`${number} ${name}`} aside={<button type="button" className="plain-button" onClick={close}>{common.close}</button>}>
      <dl className="facts">
        <dt>{w.tactics}</dt>
        <dd>{tactics.join(', ') || '—'}</dd>
        {sides.map((side, i) => (
          <div key={i} style={{ display: 'contents' }}>
            <dt><Foreign text={side.name} /></dt>
            <dd>
              {w.statements}: {count(warm[i]?.statements ?? 0, language)} · {w.seenBy}: {count(warm[i]?.seenBy ?? 0, language)}
            </dd>
          </div>
        ))}
      </dl>
      {former.map((moved) => (
        <p key={moved.from} className="notice small apart">
          <span className="mono">{moved.from}</span> <Foreign text={moved.name} /> → {w.movedTo} <span className="mono">{number}</span>
        </p>
      ))}
      <p className="row apart">
        {id !== '' && <Link to="/objects/$id" params={{ id }}>{w.open}</Link>}
        {/^T\d/.test(number) && <Link to="/search" search={{ query: `technique:${number}`, links: 'yes' }}>{w.names}</Link>}
        {id !== '' && <Link to="/graph" search={{ around: id }}>{w.graph}</Link>}
      </p>
    </Panel>
  );
}
