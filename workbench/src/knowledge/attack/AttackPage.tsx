import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay, useSession } from '../../accounts/session';
import { useWords } from '../../shared/i18n';
import { PageHead } from '../../shared/PageHead';
import { saveText } from '../../shared/saveText';
import { Empty, Failure, Loaded, Waiting } from '../../shared/States';
import { shownName } from '../types';
import { columns, lines, readScope, sideOf, writeScope, type By, type Frame, type Parts, type Scope, type Shown, type Side } from './heat';
import { writeLayer, type ReadLayer } from './layer';
import { LayerFile } from './LayerFile';
import { Legend } from './Legend';
import { MatrixView } from './MatrixView';
import { frameQuery, heatQuery, matricesQuery } from './queries';
import { Remarks } from './Remarks';
import { ScopeChoice } from './ScopeChoice';
import { TechniqueAside } from './TechniqueAside';
import { WarmTable } from './WarmTable';
import { attackWords } from './words';
import '../knowledge.css';
import './attack.css';

/** What stands in the address. */
interface Asked {
  matrix?: string;
  a?: string;
  b?: string;
  by?: string;
  parts?: string;
  warm?: string;
  view?: string;
  at?: string;
}

/** The ATT&CK matrix of what the reader may see. */
export default function AttackPage() {
  const w = useWords(attackWords);
  const asked: Asked = useSearch({ strict: false });
  const matrices = useQuery(matricesQuery);
  const frame = useQuery(frameQuery(asked.matrix ?? chief(matrices.data?.matrices)));
  const may = useMay();
  if (matrices.data?.matrices.length === 0) {
    return (
      <>
        <PageHead title={w.title} lead={w.lead} />
        <Empty title={w.none}>
          <p>{w.noneHint}</p>
          {may('read-sources') && <Link to="/sources" search={{}}>{w.sources}</Link>}
        </Empty>
      </>
    );
  }
  if (!matrices.data) {
    return (
      <>
        <PageHead title={w.title} lead={w.lead} />
        <Loaded query={matrices} lines={14}>{() => null}</Loaded>
      </>
    );
  }
  return (
    <Loaded query={frame} lines={14}>
      {(data) => <Content key={data.matrix.id} frame={data} matrices={matrices.data.matrices} asked={asked} />}
    </Loaded>
  );
}

/** The matrix that is shown when nobody chose one: that of enterprises where there is one. */
function chief(matrices: readonly { id: string; domain: string }[] = []): string {
  return (matrices.find(({ domain }) => domain.startsWith('enterprise')) ?? matrices[0])?.id ?? '';
}

const KINDS = { o: 'object', w: 'object', d: 'days' } as Record<string, string>;

/** One side of the comparison: what was chosen, and what is known of it so far. */
function useSide(text: string, layer: ReadLayer | undefined) {
  const w = useWords(attackWords);
  const scope = readScope(text);
  const query = useQuery(heatQuery(scope));
  const names: Record<Scope['kind'], string> = {
    object: query.data?.of ? shownName(query.data.of) : '',
    days: scope?.kind === 'days' ? `${scope.from} – ${scope.to}` : '',
    seen: w.ofSeen,
    layer: layer?.name ?? '',
  };
  const side: Side | undefined = scope?.kind === 'layer' ? layer?.side : scope && query.data ? sideOf(query.data, names[scope.kind]) : undefined;
  return { scope, side, kind: scope?.kind ?? KINDS[text] ?? '', pending: query.isLoading, error: query.error, again: () => void query.refetch() };
}

interface ContentProps {
  frame: Frame;
  matrices: { id: string; name: string; version: string }[];
  asked: Asked;
}

function Content({ frame, matrices, asked }: ContentProps) {
  const w = useWords(attackWords);
  const navigate = useNavigate();
  const { me } = useSession();
  const [layer, setLayer] = useState<ReadLayer>();
  const go = (changed: Asked, replace = false) => void navigate({ to: '/attack', search: { ...asked, ...changed }, replace, resetScroll: false });
  const a = useSide(asked.a ?? '', layer);
  const b = useSide(asked.b ?? '', layer);
  const by: By = asked.by === 'seen' || (a.kind === 'seen' && b.kind === '') ? 'seen' : 'statements';
  const parts: Parts = asked.parts === 'none' || asked.parts === 'all' ? asked.parts : 'warm';
  // Without the first side the second one stands alone.
  const sides = [a.side, b.side].filter((side) => side !== undefined);
  const shown: Shown = { a: sides[0], b: sides[1], by, parts, onlyWarm: asked.warm === 'yes' };
  const warm = lines(frame, shown);
  const inMatrix = warm.filter(({ tactics }) => tactics.length > 0);
  const names = sides.map(({ name }) => name);
  const picked = asked.at ?? '';
  const select = (number: string) => go({ at: number === picked ? '' : number }, true);
  const save = () => sides[0] && saveText('theriac-layer.json', writeLayer({ frame, lines: warm, a: sides[0], b: sides[1], description: w.description(me.organization.name) }), 'application/json');
  return (
    <>
      <PageHead title={w.title} lead={w.lead}>
        <LayerFile
          frame={frame}
          taken={(read) => {
            setLayer(read);
            go(asked.a === undefined || asked.a === '' ? { a: 'layer' } : { b: 'layer' });
          }}
          save={sides.length === 0 || inMatrix.length === 0 ? undefined : save}
        />
      </PageHead>
      <div className="scopes">
        <ScopeChoice label={w.first} kind={a.kind} scope={a.scope} layer={layer?.name} choose={(kind, scope) => go({ a: scope ? writeScope(scope) : kind === 'object' ? 'o' : '', at: '' })} />
        <ScopeChoice label={w.second} kind={b.kind} scope={b.scope} layer={layer?.name} choose={(kind, scope) => go({ b: scope ? writeScope(scope) : kind === 'object' ? 'o' : '', at: '' })} />
      </div>
      <div className="filters">
        {matrices.length > 1 && (
          <NativeSelect label={w.matrix} value={frame.matrix.id} onChange={(e) => go({ matrix: e.currentTarget.value, at: '' })} data={matrices.map(({ id, name, version }) => ({ value: id, label: version ? `${name}, ${w.release(version)}` : name }))} />
        )}
        <NativeSelect label={w.by} value={by} onChange={(e) => go({ by: e.currentTarget.value })} data={[{ value: 'statements', label: w.byStatements }, { value: 'seen', label: w.bySeen }]} />
        <NativeSelect label={w.parts} value={parts} onChange={(e) => go({ parts: e.currentTarget.value })} data={[{ value: 'none', label: w.partsNone }, { value: 'warm', label: w.partsWarm }, { value: 'all', label: w.partsAll }]} />
        <label className="row small check"><input type="checkbox" checked={shown.onlyWarm} onChange={(e) => go({ warm: e.currentTarget.checked ? 'yes' : '' })} /> {w.onlyWarm}</label>
        <label className="row small check"><input type="checkbox" checked={asked.view === 'table'} onChange={(e) => go({ view: e.currentTarget.checked ? 'table' : '' })} /> {w.asTable}</label>
      </div>
      {[a, b].map((side, i) => side.error != null && <Failure key={i} error={side.error} again={side.again} />)}
      {layer && layer.domain !== '' && layer.domain !== frame.matrix.domain && [a.kind, b.kind].includes('layer') && <p className="notice small">{w.otherDomain(layer.domain)}</p>}
      <p role="status" className="quiet" aria-busy={a.pending || b.pending}>
        {sides.length === 0 ? w.chooseFirst : warm.length === 0 ? w.nothingWarm : w.counted(inMatrix.length, frame.techniques.length)}
      </p>
      {(a.pending || b.pending) && sides.length === 0 && <Waiting lines={2} />}
      {picked !== '' && <TechniqueAside number={picked} frame={frame} sides={sides} close={() => go({ at: '' }, true)} />}
      {sides.length > 0 && <Legend names={names} />}
      <Remarks sides={sides} outside={warm.filter(({ tactics }) => tactics.length === 0)} />
      {asked.view === 'table' ? (
        inMatrix.length > 0 && <WarmTable lines={inMatrix} headings={names.length > 1 ? names : [by === 'seen' ? w.seenBy : w.statements]} selected={picked} select={select} />
      ) : (
        <MatrixView columns={columns(frame, shown)} names={names} selected={picked} select={select} />
      )}
    </>
  );
}
