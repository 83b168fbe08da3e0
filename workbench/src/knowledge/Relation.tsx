import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { relationName, relationWords } from './relationWords';

/** The kind of a connection in the reader's words, with its name in the standard on hover; a name of a source's own as it is. */
export function Relation({ type, directions }: { type: string; directions: readonly string[] }) {
  const names = useWords(relationWords);
  const said = [...new Set(directions.map((direction) => relationName(type, direction, names)))].filter((words) => words !== '');
  return said.length === 0 ? <span className="mono"><Foreign text={type} /></span> : <span title={type}>{said.join(' / ')}</span>;
}
