import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../accounts/session';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { plainDay } from '../shared/time';
import { investigationsQuery } from './queries';
import { dayOf, isLate } from './timeline';
import { investigationWords } from './words';

const SHOWN = 8;

/** What waits for the reader herself in her investigations; nothing when nothing does. */
export function OwnTasks() {
  const w = useWords(investigationWords);
  const { language } = useLanguage();
  const may = useMay()('investigate');
  const investigations = useQuery({ ...investigationsQuery, enabled: may });
  const tasks = investigations.data?.tasks ?? [];
  const today = dayOf(new Date().toISOString());
  if (tasks.length === 0) {
    return null;
  }
  return (
    <Panel title={w.yourTasks} aside={<Link to="/investigations">{w.title}</Link>}>
      <ul className="plain-list">
        {tasks.slice(0, SHOWN).map((task, i) => (
          <li key={i} className="spread">
            <span className="break">
              <Link to="/investigations/$id" params={{ id: task.investigationId }} search={{}} data-line><Foreign text={task.title} /></Link>{' '}
              <span className="quiet small"><Foreign text={task.investigation} /></span>
            </span>
            <span className="row small quiet">
              {task.due != null && <span>{w.due} {plainDay(task.due, language)}</span>}
              {isLate(task, today) && <span className="tag bad">{w.late}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
