import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useComputedColorScheme } from '@mantine/core';
import { lazy, Suspense, useMemo, useRef, useState, type ReactNode } from 'react';
import { KeepGraph } from '../../investigations/KeepGraph';
import { investigationQuery } from '../../investigations/queries';
import { useDraft } from '../../shared/drafts';
import { useWords } from '../../shared/i18n';
import { PageHead } from '../../shared/PageHead';
import { Restored } from '../../shared/Restored';
import { Empty, Failure, Loaded, Waiting } from '../../shared/States';
import { ObjectPicker } from '../ObjectPicker';
import { typeName, typeWords } from '../types';
import { addressOf, boardOf, NO_HAND, readBoard, writeBoard, type Asked, type Board, type Hand } from './board';
import type { Drawing } from './Canvas';
import { Everything } from './Everything';
import { usePicture } from './picture';
import { savedGraph } from './saved';
import { SavedPanel } from './SavedPanel';
import { placed, sceneOf } from './scene';
import { Selected } from './Selected';
import { during, fold, without } from './shape';
import { TimeSlider } from './TimeSlider';
import { Tools } from './Tools';
import { useLayout } from './useLayout';
import { graphWords } from './words';
import '../knowledge.css';
import './graph.css';

const Canvas = lazy(() => import('./Canvas').then(({ Canvas: Shown }) => ({ default: Shown })));

/** A picture of how things hang together, built step by step; the steps stand in the address. */
export default function GraphPage() {
  const asked: Asked = useSearch({ strict: false });
  const saved = useQuery(savedGraph(asked.saved ?? ''));
  const investigation = useQuery({ ...investigationQuery(asked.investigation ?? ''), enabled: asked.investigation !== undefined && asked.around === undefined });
  if (asked.saved) {
    return <Loaded query={saved}>{({ saved: row, picture }) => <Begun key={row.id} asked={asked} kept={readBoard(picture)} name={row.name} />}</Loaded>;
  }
  if (asked.investigation && !asked.around) {
    return <Loaded query={investigation}>{({ picture, title }) => (readBoard(picture) ? <Begun key={asked.investigation} asked={asked} kept={readBoard(picture)} name={title} /> : <Start asked={asked} />)}</Loaded>;
  }
  if (!asked.around) {
    return <Start asked={asked} />;
  }
  return <Begun key={asked.around} asked={asked} kept={undefined} name="" />;
}

/** Nothing is drawn yet: where to begin, and what was kept. */
function Start({ asked }: { asked: Asked }) {
  const w = useWords(graphWords);
  const navigate = useNavigate();
  return (
    <>
      <PageHead title={w.title} lead={w.lead} />
      <Empty title={w.nothing}>
        <ObjectPicker label={w.begin} pick={({ id }) => void navigate({ to: '/graph', search: { ...asked, around: id } })} />
      </Empty>
      <SavedPanel board={undefined} />
    </>
  );
}

interface BegunProps {
  asked: Asked;
  /** The graph as it was saved; the address says what was changed since. */
  kept: Board | undefined;
  name: string;
}

function Begun({ asked, kept, name }: BegunProps) {
  const navigate = useNavigate();
  const hand = useDraft<Hand>(`graph.${asked.saved ?? asked.investigation ?? asked.around ?? ''}`, kept ? { gone: kept.gone, pins: kept.pins, notes: kept.notes } : NO_HAND);
  // A link to a saved graph holds nothing else until somebody builds on.
  const whole: Asked = kept && asked.around === undefined ? { ...addressOf(kept), ...asked } : asked;
  const board = boardOf(whole, hand.value);
  const [history, setHistory] = useState<Board[]>([]);
  const go = (more: Asked, replace = false) => void navigate({ to: '/graph', search: { ...whole, ...more }, replace, resetScroll: false });
  const change = (next: Partial<Board>, at = whole.at ?? '') => {
    setHistory([...history.slice(-50), board]);
    const changed = { ...board, ...next };
    if (next.gone ?? next.pins ?? next.notes) {
      hand.change({ gone: changed.gone, pins: changed.pins, notes: changed.notes });
    }
    if (next.moves ?? next.layout ?? next.fold) {
      go({ ...addressOf(changed), at });
    }
  };
  const undo = () => {
    const last = history.at(-1) ?? { ...board, moves: board.moves.slice(0, -1) };
    setHistory(history.slice(0, -1));
    hand.change({ gone: last.gone, pins: last.pins, notes: last.notes });
    go({ ...addressOf(last) }, true);
  };
  return <Graph asked={whole} board={board} name={name} change={change} go={go} undo={history.length > 0 || board.moves.length > 0 ? undo : undefined} settled={hand.sent} notice={<Restored draft={hand} />} />;
}

export interface GraphProps {
  asked: Asked;
  board: Board;
  name: string;
  change: (next: Partial<Board>, at?: string) => void;
  go: (more: Asked, replace?: boolean) => void;
  /** Absent: there is nothing to take back. */
  undo: (() => void) | undefined;
  /** It was saved: what was kept in this browser may go. */
  settled: () => void;
  notice: ReactNode;
}

function Graph({ asked, board, name, change, go, undo, settled, notice }: GraphProps) {
  const w = useWords(graphWords);
  const types = useWords(typeWords);
  const dark = useComputedColorScheme() === 'dark';
  const drawn = usePicture(board.around, board.moves);
  const [again, setAgain] = useState(0);
  const drawing = useRef<Drawing>(null);
  const from = asked.from ?? '';
  const to = asked.to ?? '';
  const gone = board.gone.join(' ');
  const folds = board.fold.join(' ');
  const hands = Object.keys({ ...board.pins, ...board.notes }).join('|');
  const whole = useMemo(() => without(drawn.picture, new Set(gone.split(' '))), [drawn.picture, gone]);
  const folded = useMemo(() => fold(during(whole, from, to), new Set(folds.split(' ').filter(Boolean)), new Set(hands.split('|'))), [whole, from, to, folds, hands]);
  const { picture } = folded;
  const bare = useMemo(() => sceneOf(picture, (type) => typeName(type, types)), [picture, types]);
  const laid = useLayout(bare, picture, board.layout, board.pins, again);
  const scene = useMemo(() => placed(bare, laid.points, board.pins), [bare, laid.points, board.pins]);
  const selected = picture.nodes.has(asked.at ?? '') ? (asked.at ?? '') : picture.nodes.has(board.around) ? board.around : '';
  const select = (id: string) => go({ at: id }, true);
  const marks = { pinned: useMemo(() => new Set(Object.keys(board.pins)), [board.pins]), noted: useMemo(() => new Set(Object.keys(board.notes)), [board.notes]) };
  // Nothing to draw (the object may be for others only): then nothing is laid out either.
  const waits = drawn.pending || (bare.ids.length > 0 && laid.of !== bare);
  return (
    <>
      <PageHead title={name || w.title} lead={w.lead}>
        <Tools board={board} change={change} undo={undo} fit={() => drawing.current?.fit()} again={() => setAgain(again + 1)} scene={scene} picture={picture} folds={folded.folds} colour={(one) => drawing.current?.colour(one) ?? ''} />
      </PageHead>
      {notice}
      {drawn.error != null && <Failure error={drawn.error} />}
      {drawn.noWay && <p className="notice small">{w.noWay}</p>}
      {drawn.cut && <p className="notice small">{w.cut}</p>}
      <div className="columns graph">
        <div>
          <Suspense fallback={<Waiting lines={12} />}>
            <Canvas scene={scene} selected={selected} {...marks} dark={dark} label={w.drawing(picture.nodes.size, picture.edges.size)} whole={`${board.layout} ${again} ${bare.ids.length} ${laid.of === bare}`} select={select} put={(id, x, y) => change({ pins: { ...board.pins, [id]: { x, y } } })} drawing={drawing} />
          </Suspense>
          <p className="quiet small" aria-hidden="true" data-took={laid.took.toFixed(0)}>{w.handle}</p>
          <TimeSlider picture={whole} from={from} to={to} choose={(one, other) => go({ from: one, to: other }, true)} />
        </div>
        <div aria-busy={waits}>
          {selected !== '' && <Selected key={selected} id={selected} picture={picture} folds={folded.folds} board={board} place={laid.points.get(selected)} change={change} />}
          <Everything picture={picture} board={board} selected={selected} select={select} />
          {asked.investigation && <KeepGraph id={asked.investigation} picture={writeBoard(board)} settled={settled} />}
          <SavedPanel board={board} saved={asked.saved} name={name} settled={settled} />
        </div>
      </div>
    </>
  );
}
