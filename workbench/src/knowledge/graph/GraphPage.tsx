import { Button, TextInput, useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { Core } from 'cytoscape';
import { lazy, Suspense, useCallback, useRef, useState, type FormEvent } from 'react';
import { answered, hub } from '../../api/client';
import { Foreign } from '../../shared/Foreign';
import { useLanguage, useWords } from '../../shared/i18n';
import { PageHead } from '../../shared/PageHead';
import { Panel } from '../../shared/Panel';
import { Empty, Failure, Loaded, Waiting } from '../../shared/States';
import { count } from '../../shared/time';
import { shownName, typeName, typeWords } from '../types';
import { readMoves, writeMoves, type Move, type Picture } from './graph';
import { usePicture } from './picture';
import { graphWords } from './words';
import '../knowledge.css';
import './graph.css';

const Canvas = lazy(() => import('./Canvas').then(({ Canvas: Drawing }) => ({ default: Drawing })));

/** A picture of how things hang together, built step by step; the steps stand in the address. */
export default function GraphPage() {
  const w = useWords(graphWords);
  const navigate = useNavigate();
  const dark = useComputedColorScheme() === 'dark';
  const { around = '', steps = '', at = '' }: { around?: string; steps?: string; at?: string } = useSearch({ strict: false });
  const moves = readMoves(steps);
  const drawn = usePicture(around, moves);
  const core = useRef<Core>(undefined);
  const ready = useCallback((drawing: Core | undefined) => {
    core.current = drawing;
  }, []);
  const go = (next: Move[], selected: string, replace = false) => void navigate({ to: '/graph', search: { around, steps: writeMoves(next), at: selected }, replace });
  const selected = drawn.picture.nodes.has(at) ? at : around;
  const { nodes, edges } = drawn.picture;
  if (around === '') {
    return (
      <>
        <PageHead title={w.title} lead={w.lead} />
        <Empty title={w.nothing}><Link to="/search" search={{}}>{w.nothingHint}</Link></Empty>
      </>
    );
  }
  return (
    <>
      <PageHead title={w.title} lead={w.lead}>
        <Button variant="default" size="xs" disabled={moves.length === 0} onClick={() => go(moves.slice(0, -1), selected)}>{w.undo}</Button>
        <Button variant="default" size="xs" onClick={() => core.current?.fit(undefined, 30)}>{w.fit}</Button>
        <Button variant="default" size="xs" onClick={() => core.current && savePicture(core.current)}>{w.png}</Button>
      </PageHead>
      {drawn.error != null && <Failure error={drawn.error} />}
      {drawn.noWay && <p className="notice small">{w.noWay}</p>}
      {drawn.cut && <p className="notice small">{w.cut}</p>}
      <div className="columns graph">
        <Suspense fallback={<Waiting lines={12} />}>
          <Canvas picture={drawn.picture} selected={selected} dark={dark} label={w.drawing(nodes.size, edges.size)} select={(id) => go(moves, id, true)} ready={ready} />
        </Suspense>
        <div aria-busy={drawn.pending}>
          {nodes.has(selected) && <Selected id={selected} picture={drawn.picture} moves={moves} go={(next) => go(next, selected)} />}
          <Everything picture={drawn.picture} selected={selected} select={(id) => go(moves, id, true)} />
        </div>
      </div>
    </>
  );
}

function savePicture(core: Core): void {
  const link = document.createElement('a');
  link.href = core.png({ full: true, scale: 2, bg: getComputedStyle(document.body).backgroundColor });
  link.download = 'theriac-graph.png';
  link.click();
}

interface SelectedProps {
  id: string;
  picture: Picture;
  moves: Move[];
  go: (moves: Move[]) => void;
}

/** What hangs on the selected object, counted before anything is loaded, and the way to another one. */
function Selected({ id, picture, moves, go }: SelectedProps) {
  const w = useWords(graphWords);
  const types = useWords(typeWords);
  const { language } = useLanguage();
  const node = picture.nodes.get(id) ?? { id, type: '', name: '' };
  const counts = useQuery({ queryKey: ['object', id, 'counts'], queryFn: () => answered(hub.GET('/api/objects/{id}/neighbours/counts', { params: { path: { id } } })) });
  return (
    <Panel title={shownName(node)} aside={<Link to="/objects/$id" params={{ id }} className="small">{w.open}</Link>}>
      <p className="quiet small">{w.expandHint}</p>
      <Loaded query={counts} lines={3}>
        {(data) => (
          <ul className="chips">
            {data.counts.length === 0 && <li className="quiet">{w.alone}</li>}
            {data.counts.map(({ direction, relationshipType, type, count: n, atLeast }) => {
              const done = moves.some((move) => move.kind === 'expand' && move.id === id && move.relationshipType === relationshipType && move.type === type);
              return (
                <li key={`${direction} ${relationshipType} ${type}`}>
                  <button type="button" className="chip" disabled={done} onClick={() => go([...moves, { kind: 'expand', id, relationshipType, type }])}>
                    {direction === 'from' ? '←' : '→'} <span className="mono">{relationshipType}</span> {typeName(type, types)} <strong className="figure">{count(n, language)}{atLeast && '+'}</strong>
                  </button>
                </li>
              );
            })}
          </ul>
        )}
      </Loaded>
      <PathTo id={id} find={(to) => go([...moves, { kind: 'path', from: id, to }])} />
    </Panel>
  );
}

function PathTo({ id, find }: { id: string; find: (to: string) => void }) {
  const w = useWords(graphWords);
  const [to, setTo] = useState('');
  const fits = /^[a-z0-9-]+--[0-9a-f-]{36}$/i.test(to.trim()) && to.trim() !== id;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fits) {
      find(to.trim());
      setTo('');
    }
  };
  return (
    <form className="by-hand" onSubmit={submit}>
      <TextInput size="xs" label={w.pathTo} description={w.pathHint} value={to} onChange={(e) => setTo(e.currentTarget.value)} classNames={{ input: 'mono' }} />
      <Button size="xs" variant="default" type="submit" disabled={!fits}>{w.find}</Button>
    </form>
  );
}

/** The same as the drawing, as a list for the keyboard and for those who see no drawing. */
function Everything({ picture, selected, select }: { picture: Picture; selected: string; select: (id: string) => void }) {
  const w = useWords(graphWords);
  const types = useWords(typeWords);
  return (
    <Panel title={w.drawing(picture.nodes.size, picture.edges.size)}>
      <ul className="plain-list graph-list" tabIndex={0} aria-label={w.all}>
        {[...picture.nodes.values()].map((node) => (
          <li key={node.id}>
            <button type="button" className="facet" aria-pressed={node.id === selected} onClick={() => select(node.id)} data-line>
              <Foreign text={shownName(node)} />
              <span className="quiet small">{typeName(node.type, types)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
