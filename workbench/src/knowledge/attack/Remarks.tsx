import { Link } from '@tanstack/react-router';
import { Foreign } from '../../shared/Foreign';
import { useWords } from '../../shared/i18n';
import type { Line, Moved, Side } from './heat';
import { attackWords } from './words';

const FEW = 3;

/** What is shown elsewhere than it was named, and what is in no column. */
export function Remarks({ sides, outside }: { sides: Side[]; outside: Line[] }) {
  const w = useWords(attackWords);
  const moved = [...new Map(sides.flatMap((side) => side.moved.map((one) => [one.from, one] as const))).values()];
  return (
    <>
      {moved.length > 0 && (
        <details className="notice small" open={moved.length <= FEW}>
          <summary>{w.moved(moved.length)}</summary>
          <ul className="plain-list">{moved.map((one) => <Step key={one.from} moved={one} />)}</ul>
        </details>
      )}
      {outside.length > 0 && (
        <details className="notice small" open={outside.length <= FEW}>
          <summary>{w.outside(outside.length)}</summary>
          <ul className="plain-list">
            {outside.map(({ number, id, name }) => (
              <li key={number}>
                {id ? <Link to="/objects/$id" params={{ id }}><Foreign text={name || number} /></Link> : <Foreign text={name} />} <span className="mono">{number === id ? '' : number}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Step({ moved }: { moved: Moved }) {
  const w = useWords(attackWords);
  return (
    <li>
      <span className="mono">{moved.from}</span> <Foreign text={moved.name} /> → {w.movedTo} <span className="mono">{moved.to}</span>
    </li>
  );
}
