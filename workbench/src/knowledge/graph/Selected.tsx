import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, hub } from '../../api/client';
import { AddTo } from '../../investigations/AddTo';
import { Foreign } from '../../shared/Foreign';
import { useLanguage, useWords } from '../../shared/i18n';
import { Panel } from '../../shared/Panel';
import { Loaded } from '../../shared/States';
import { count } from '../../shared/time';
import { ObjectPicker } from '../ObjectPicker';
import { Relation } from '../Relation';
import { shownName, typeName, typeWords } from '../types';
import type { Board } from './board';
import type { Move, Picture } from './graph';
import { MOST_OF_A_STEP } from './picture';
import type { Folds } from './shape';
import type { Point } from './useLayout';
import { graphWords } from './words';

interface Props {
  id: string;
  picture: Picture;
  folds: Folds;
  board: Board;
  /** Where it lies. */
  place: Point | undefined;
  change: (next: Partial<Board>, at?: string) => void;
}

const FEW = 30;

/** What hangs on the selected object, counted before anything is loaded, and what can be done with it. */
export function Selected({ id, picture, folds, board, place, change }: Props) {
  const w = useWords(graphWords);
  const types = useWords(typeWords);
  const { language } = useLanguage();
  const node = picture.nodes.get(id) ?? { id, type: '', name: '', at: '', holds: 0 };
  const inside = folds.get(id);
  const object = node.holds === 0;
  const title = object ? shownName(node) : `${count(node.holds, language)} × ${typeName(node.type, types)}`;
  const without = (things: Record<string, unknown>) => Object.fromEntries(Object.entries(things).filter(([key]) => key !== id));
  const pinned = board.pins[id] !== undefined;
  return (
    <Panel title={title} aside={object ? <Link to="/objects/$id" params={{ id }} className="small">{w.open}</Link> : undefined}>
      {inside && (
        <ul className="plain-list graph-list small">
          {inside.slice(0, FEW).map((one) => <li key={one.id}><Link to="/objects/$id" params={{ id: one.id }}><Foreign text={shownName(one)} /></Link></li>)}
          {inside.length > FEW && <li className="quiet">{w.more(inside.length - FEW)}</li>}
        </ul>
      )}
      {!object && !inside && <p className="quiet small">{w.lotHint}</p>}
      {object && <AddTo ids={[id]} size="xs" />}
      {object && <Around id={id} board={board} change={change} />}
      <Ties id={id} picture={picture} />
      <div className="graph-hand apart">
        <div className="row">
          {place && <Button size="compact-xs" variant="default" aria-pressed={pinned} onClick={() => change({ pins: pinned ? (without(board.pins) as Board['pins']) : { ...board.pins, [id]: place } })}>{pinned ? w.unpin : w.pin}</Button>}
          {id !== board.around && <Button size="compact-xs" variant="default" onClick={() => change(object ? { gone: [...board.gone, id] } : inside ? { gone: [...board.gone, ...inside.map((one) => one.id)] } : { moves: board.moves.filter((move) => !isLot(move, id)) })}>{w.remove}</Button>}
        </div>
        {object && <Note key={`${id} ${board.notes[id] ?? ''}`} text={board.notes[id] ?? ''} keep={(text) => change({ notes: text === '' ? (without(board.notes) as Board['notes']) : { ...board.notes, [id]: text } })} />}
        {object && <ObjectPicker label={w.pathTo} hint={w.pathHint} pick={({ id: to }) => to !== id && change({ moves: [...board.moves, { kind: 'path', from: id, to }] })} />}
      </div>
    </Panel>
  );
}

function isLot(move: Move, id: string): boolean {
  return move.kind === 'lot' && id === `lot ${move.direction} ${move.id} ${move.relationshipType} ${move.type}`;
}

function Around({ id, board, change }: { id: string; board: Board; change: Props['change'] }) {
  const w = useWords(graphWords);
  const types = useWords(typeWords);
  const { language } = useLanguage();
  const counts = useQuery({ queryKey: ['object', id, 'counts'], queryFn: () => answered(hub.GET('/api/objects/{id}/neighbours/counts', { params: { path: { id } } })) });
  const done = (relationshipType: string, type: string) => board.moves.some((move) => move.kind !== 'path' && move.id === id && move.relationshipType === relationshipType && move.type === type);
  return (
    <>
      <p className="quiet small">{w.expandHint}</p>
      <Loaded query={counts} lines={3}>
        {(data) => (
          <ul className="chips">
            {data.counts.length === 0 && <li className="quiet">{w.alone}</li>}
            {data.counts.map(({ direction, relationshipType, type, count: n, atLeast }) => {
              const many = n > MOST_OF_A_STEP || atLeast;
              const add = (move: Move) => change({ moves: [...board.moves, move] }, id);
              return (
                <li key={`${direction} ${relationshipType} ${type}`} className="row">
                  <button type="button" className="chip" disabled={done(relationshipType, type)} onClick={() => add({ kind: 'expand', id, relationshipType, type })}>
                    {direction === 'from' ? '←' : '→'} <Relation type={relationshipType} directions={[direction]} /> {typeName(type, types)} <strong className="figure">{count(n, language)}{atLeast && '+'}</strong>
                  </button>
                  {(many || n > FEW) && !done(relationshipType, type) && (
                    <button type="button" className="copy" onClick={() => add({ kind: 'lot', id, direction, relationshipType, type, count: n })}>{w.asOne}<span className="visually-hidden"> {relationshipType} {typeName(type, types)}</span></button>
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </Loaded>
    </>
  );
}

/** The connections of the selected object that are in the picture, in words. */
function Ties({ id, picture }: { id: string; picture: Picture }) {
  const w = useWords(graphWords);
  const types = useWords(typeWords);
  const { language } = useLanguage();
  const ties = [...picture.edges.values()].filter(({ from, to }) => from === id || to === id);
  if (ties.length === 0) {
    return null;
  }
  const name = (other: string) => {
    const node = picture.nodes.get(other);
    return node === undefined ? other : node.holds > 0 ? `${count(node.holds, language)} × ${typeName(node.type, types)}` : shownName(node);
  };
  return (
    <details className="small apart">
      <summary>{w.ties(ties.length)}</summary>
      <ul className="plain-list graph-list">
        {ties.slice(0, FEW).map((tie) => (
          <li key={tie.id}>
            {tie.from === id ? '→' : '←'} <Relation type={tie.label} directions={[tie.from === id ? 'to' : 'from']} /> <Foreign text={name(tie.from === id ? tie.to : tie.from)} />
          </li>
        ))}
        {ties.length > FEW && <li className="quiet">{w.more(ties.length - FEW)}</li>}
      </ul>
    </details>
  );
}

function Note({ text, keep }: { text: string; keep: (text: string) => void }) {
  const w = useWords(graphWords);
  const [now, setNow] = useState(text);
  return <Textarea label={w.note} description={w.noteHint} autosize minRows={1} maxRows={6} maxLength={2000} value={now} onChange={(e) => setNow(e.currentTarget.value)} onBlur={() => now.trim() !== text && keep(now.trim())} />;
}
