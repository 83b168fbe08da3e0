import { useRef, type KeyboardEvent } from 'react';
import { Foreign } from '../../shared/Foreign';
import { useLanguage, useWords } from '../../shared/i18n';
import { count } from '../../shared/time';
import { whose, type Cell, type Column } from './heat';
import { attackWords } from './words';

interface Props {
  columns: Column[];
  /** The names of the two that are compared; one: nothing is compared. */
  names: string[];
  selected: string;
  select: (number: string) => void;
}

/** A place in the matrix: a technique may stand in several columns. */
const place = (column: number, row: number) => `${column}-${row}`;

/** The matrix: a column for each tactic. One stop of the Tab key; the arrows move inside. */
export function MatrixView({ columns, names, selected, select }: Props) {
  const w = useWords(attackWords);
  const box = useRef<HTMLDivElement>(null);
  const first = columns.findIndex(({ cells }) => cells.length > 0);
  const at = columns.findIndex(({ cells }) => cells.some(({ number }) => number === selected));
  const column = at < 0 ? first : at;
  const stop = place(column, Math.max(0, columns[column]?.cells.findIndex(({ number }) => number === selected) ?? 0));
  const press = (event: KeyboardEvent<HTMLButtonElement>, x: number, y: number) => {
    const to = target(columns, event.key, x, y);
    if (to) {
      event.preventDefault();
      event.stopPropagation();
      box.current?.querySelector<HTMLElement>(`[data-place="${place(to.x, to.y)}"]`)?.focus();
    }
  };
  return (
    <div className="matrix" ref={box} role="group" aria-label={`${w.title}. ${w.help}`} data-compares={names.length > 1}>
      {columns.map((tactic, x) => (
        <section key={tactic.id} aria-label={tactic.name}>
          <h2 className="small"><Foreign text={tactic.name} /> <span className="quiet figure">{tactic.cells.filter(({ level }) => level > 0).length}</span></h2>
          <ul>
            {tactic.cells.map((cell, y) => (
              <li key={cell.number} data-part={cell.parent !== undefined}>
                <button type="button" tabIndex={place(x, y) === stop ? 0 : -1} data-place={place(x, y)} data-level={cell.level} data-whose={whose(cell)} aria-pressed={cell.number === selected} onClick={() => select(cell.number)} onKeyDown={(event) => press(event, x, y)}>
                  <span className="technique"><Foreign text={cell.name} /></span>
                  <span className="quiet mono number">{cell.number.replace(/^T\d{4}(?=\.)/, '')}</span>
                  <Figures cell={cell} names={names} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Figures({ cell, names }: { cell: Cell; names: string[] }) {
  const w = useWords(attackWords);
  const { language } = useLanguage();
  const side = whose(cell);
  return (
    <span className="figures figure">
      {side === '' && <span className="visually-hidden">{w.cold}</span>}
      {side !== '' && names.length < 2 && count(cell.a, language)}
      {names.length > 1 && cell.a > 0 && <span>A<span className="visually-hidden"> {names[0]}</span> {count(cell.a, language)}</span>}
      {names.length > 1 && cell.b > 0 && <span>B<span className="visually-hidden"> {names[1]}</span> {count(cell.b, language)}</span>}
      {cell.hidden > 0 && <span title={w.hidden(cell.hidden)}>+{cell.hidden}<span className="visually-hidden"> {w.hidden(cell.hidden)}</span></span>}
    </span>
  );
}

/** Where an arrow leads from a cell; undefined: the key is none. Empty columns are passed over. */
function target(columns: Column[], key: string, x: number, y: number): { x: number; y: number } | undefined {
  const last = (column: number) => (columns[column]?.cells.length ?? 0) - 1;
  switch (key) {
    case 'ArrowDown':
      return { x, y: Math.min(last(x), y + 1) };
    case 'ArrowUp':
      return { x, y: Math.max(0, y - 1) };
    case 'Home':
      return { x, y: 0 };
    case 'End':
      return { x, y: last(x) };
    case 'ArrowLeft':
    case 'ArrowRight': {
      const step = key === 'ArrowRight' ? 1 : -1;
      for (let to = x + step; to >= 0 && to < columns.length; to += step) {
        if (last(to) >= 0) {
          return { x: to, y: Math.min(last(to), y) };
        }
      }
      return { x, y };
    }
    default:
      return undefined;
  }
}
