import { Drop } from '../shared/Drop';
import { useWords } from '../shared/i18n';
import { COLUMNS, type Column } from './columns';
import { searchWords } from './searchWords';

interface Props {
  columns: readonly Column[];
  toggle: (column: Column) => void;
}

/** Which columns a list has beside the name. */
export function ColumnChoice({ columns, toggle }: Props) {
  const s = useWords(searchWords);
  return (
    <Drop label={s.columns}>
      {COLUMNS.map((column) => (
        <label key={column} className="row small check">
          <input type="checkbox" checked={columns.includes(column)} onChange={() => toggle(column)} /> {s.columnNames[column]}
        </label>
      ))}
    </Drop>
  );
}
