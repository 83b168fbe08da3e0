import { Link } from '@tanstack/react-router';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { deskWords } from './deskWords';

type Entry = Schema<'DeskEntry'>;

/** What colleagues did with a report, and what they noted; nothing when they did nothing. */
export function DeskLog({ entries }: { entries: Entry[] }) {
  const d = useWords(deskWords);
  if (entries.length === 0) {
    return null;
  }
  return (
    <Panel title={d.log}>
      <p className="quiet small">{d.logHint}</p>
      <ul className="plain-list">
        {entries.map((entry, i) => (
          <li key={i}>
            <div className="small">
              <span className="quiet"><Moment at={entry.at} /></span> <Foreign text={entry.by} /> {d.entries[entry.kind] ?? entry.kind} <Subject entry={entry} />
            </div>
            {entry.text && <div className="written"><Foreign text={entry.text} /></div>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** A colleague, a moment or another report, as the kind of the entry asks. */
function Subject({ entry: { kind, subject } }: { entry: Entry }) {
  const d = useWords(deskWords);
  switch (kind) {
    case 'handed':
      return <strong><Foreign text={subject} /></strong>;
    case 'later':
      return <Moment at={subject} />;
    case 'leads':
    case 'left':
    case 'follows':
    case 'stands':
      return <Link to="/desk/$id" params={{ id: subject }}>({d.toReport})</Link>;
    default:
      return null;
  }
}
