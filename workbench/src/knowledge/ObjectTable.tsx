import { Link } from '@tanstack/react-router';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { count } from '../shared/time';
import { Tlp } from '../shared/Tlp';
import { COLUMNS, type Column } from './columns';
import { searchWords } from './searchWords';
import { TypeTag } from './TypeTag';
import { shownName } from './types';
import { knowledgeWords } from './words';

interface Props {
  objects: Schema<'ObjectRow'>[];
  clusters: Schema<'MergedObjects'>[];
  /** Beside the name; absent: all. */
  columns?: readonly Column[];
  /** Lines that somebody chose; absent: nothing is chosen here. */
  chosen?: { ids: ReadonlySet<string>; toggle: (id: string) => void };
}

/** Objects as lines: what, for whom, how sure then and now, by how many, since when; what is one thing has one line. */
export function ObjectTable({ objects, clusters, columns = COLUMNS, chosen }: Props) {
  const w = useWords(knowledgeWords);
  const s = useWords(searchWords);
  const together = new Map(clusters.map((cluster) => [cluster.row, cluster]));
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.name}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className={NUMBERS.has(column) ? 'number' : undefined} title={column === 'score' ? s.scoreHint : undefined}>{s.columnNames[column]}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {objects.map((object) => (
          <tr key={object.id}>
            <td className="main">
              {chosen && <input type="checkbox" checked={chosen.ids.has(object.id)} onChange={() => chosen.toggle(object.id)} aria-label={s.choose(shownName(object))} />}{chosen && ' '}
              <Link to="/objects/$id" params={{ id: object.id }} className="row-link" data-line>
                <Foreign text={shownName(object)} />
              </Link>
              <span className="under">
                <TypeTag type={object.type} /> {object.revoked && <span className="tag bad">{w.revoked}</span>}
                <Together cluster={together.get(object.id)} />
              </span>
            </td>
            {columns.map((column) => <Cell key={column} column={column} object={object} />)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const NUMBERS: ReadonlySet<Column> = new Set(['score', 'confidence', 'sources']);

function Cell({ column, object }: { column: Column; object: Schema<'ObjectRow'> }) {
  const w = useWords(knowledgeWords);
  const s = useWords(searchWords);
  const { language } = useLanguage();
  const name = s.columnNames[column];
  switch (column) {
    case 'tlp':
      return <td><Tlp label={object.tlp} /></td>;
    case 'score':
      return <td className="number" data-label={name} title={object.confidence == null ? undefined : `${w.confidence}: ${object.confidence}`}>{object.score ?? '—'}</td>;
    case 'confidence':
      return <td className="number" data-label={name}>{object.confidence ?? '—'}</td>;
    case 'sources':
      return <td className="number" data-label={name}>{count(object.sources, language)}</td>;
    case 'modified':
      return <td data-label={name}><Moment at={object.modified} /></td>;
    case 'added':
      return <td><Moment at={object.addedAt} /></td>;
  }
}

/** That a line stands for several objects, and what they say together. */
function Together({ cluster }: { cluster: Schema<'MergedObjects'> | undefined }) {
  const s = useWords(searchWords);
  const { language } = useLanguage();
  if (!cluster) {
    return null;
  }
  const { sources, confidence } = cluster.figures;
  return (
    <span className="quiet small" title={cluster.members.join('\n')}>
      {s.together(count(cluster.members.length, language), count(sources, language))}
      {confidence != null && <> · {s.togetherSure(confidence)}</>}
    </span>
  );
}
