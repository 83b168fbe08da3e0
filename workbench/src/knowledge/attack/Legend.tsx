import { Foreign } from '../../shared/Foreign';
import { useWords } from '../../shared/i18n';
import { LEVELS } from './heat';
import { attackWords } from './words';

/** What the colours mean; every cell says the same in figures and letters. */
export function Legend({ names }: { names: string[] }) {
  const w = useWords(attackWords);
  return (
    <ul className="legend small">
      {names.length < 2 ? (
        <li className="matrix-scale">
          {Array.from({ length: LEVELS }, (_, i) => <span key={i} className="swatch" data-level={i + 1} data-whose="a" />)} {w.scale}
        </li>
      ) : (
        <>
          <li><span className="swatch" data-level={LEVELS} data-whose="a" /> A: <Foreign text={w.only(names[0] ?? '')} /></li>
          <li><span className="swatch" data-level={LEVELS} data-whose="b" /> B: <Foreign text={w.only(names[1] ?? '')} /></li>
          <li><span className="swatch" data-level={LEVELS} data-whose="both" /> A B: {w.both}</li>
        </>
      )}
    </ul>
  );
}
