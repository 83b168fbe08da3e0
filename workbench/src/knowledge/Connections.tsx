import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { More } from '../shared/More';
import { Panel } from '../shared/Panel';
import { Failure, Waiting } from '../shared/States';
import { count } from '../shared/time';
import { objectWords } from './objectWords';
import { neighboursQuery } from './queries';
import { Relation } from './Relation';
import { shownName, typeName, typeWords } from './types';
import { TypeTag } from './TypeTag';
import { knowledgeWords } from './words';

/** What it is connected to: counted by kind first, loaded page after page when one is chosen. */
export function Connections({ page }: { page: Schema<'ObjectPage'> }) {
  const w = useWords(knowledgeWords);
  const o = useWords(objectWords);
  const types = useWords(typeWords);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const search: Record<string, string> = useSearch({ strict: false });
  const { id } = page.summary;
  const chosen = search['links'] ?? '';
  const choose = (links: string) =>
    void navigate({ to: '/objects/$id', params: { id }, search: { ...search, links: links === chosen ? '' : links }, replace: true, resetScroll: false });
  const groups = gathered(page.counts);
  return (
    <Panel title={w.connected} aside={<Ways id={id} type={page.summary.type} />}>
      {groups.length === 0 && page.relations.length === 0 && <p className="quiet">{w.connectedNone}</p>}
      {groups.length > 0 && (
        <>
          <p className="quiet small">{o.connectedHint}</p>
          <ul className="chips">
            {groups.map(({ key, relationshipType, directions, type, n, atLeast }) => (
              <li key={key}>
                <button type="button" className="chip" aria-expanded={key === chosen} onClick={() => choose(key)}>
                  <Relation type={relationshipType} directions={directions} /> {typeName(type, types)} <strong className="figure">{count(n, language)}{atLeast && '+'}</strong>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {chosen !== '' && <Neighbours id={id} chosen={chosen} />}
    </Panel>
  );
}

/** Of what a matrix has something to tell. */
const IN_MATRIX = new Set(['intrusion-set', 'threat-actor', 'campaign', 'malware', 'tool', 'report', 'grouping', 'incident', 'course-of-action']);

/** The same in pictures. */
function Ways({ id, type }: { id: string; type: string }) {
  const o = useWords(objectWords);
  return (
    <span className="row small">
      {IN_MATRIX.has(type) && <Link to="/attack" search={{ a: `w!${id}` }}>{o.matrix}</Link>}
      <Link to="/graph" search={{ around: id }}>{o.graph}</Link>
    </span>
  );
}

interface Group {
  key: string;
  relationshipType: string;
  directions: string[];
  type: string;
  n: number;
  atLeast: boolean;
}

/** Both directions of one kind of connection together. */
function gathered(counts: Schema<'RelationCount'>[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { direction, relationshipType, type, count: n, atLeast } of counts) {
    const key = `${relationshipType}|${type}`;
    const group = groups.get(key) ?? { key, relationshipType, directions: [], type, n: 0, atLeast: false };
    groups.set(key, { ...group, directions: [...group.directions, direction], n: group.n + n, atLeast: group.atLeast || atLeast });
  }
  return [...groups.values()];
}

function Neighbours({ id, chosen }: { id: string; chosen: string }) {
  const [relationshipType = '', type = ''] = chosen.split('|');
  const pages = useInfiniteQuery(neighboursQuery(id, relationshipType, type));
  const neighbours = pages.data?.pages.flatMap((page) => page.neighbours);
  if (!neighbours) {
    return pages.error ? <Failure error={pages.error} again={() => void pages.refetch()} /> : <Waiting lines={4} />;
  }
  return (
    <>
      <Relations relations={neighbours} />
      <More pages={pages} />
    </>
  );
}

function Relations({ relations }: { relations: Schema<'ObjectRelation'>[] }) {
  return (
    <ul className="plain-list">
      {relations.map((relation) => (
        <li key={`${relation.direction} ${relation.relationshipType} ${relation.otherId} ${relation.viaId}`} className="row">
          <span className="quiet small">
            {relation.direction === 'from' ? '←' : '→'} <Relation type={relation.relationshipType} directions={[relation.direction]} />
          </span>
          <TypeTag type={relation.type} />
          <Link to="/objects/$id" params={{ id: relation.otherId }} className="row-link" data-line>
            <Foreign text={shownName({ id: relation.otherId, type: relation.type, name: relation.otherName })} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
