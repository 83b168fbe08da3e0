import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { askedListQuery } from './requests';
import { requestWords } from './requestWords';

/** What the CERT asks, on the page where a member begins; nothing while nothing was asked. */
export function AskedPanel() {
  const r = useWords(requestWords);
  const asked = useQuery(askedListQuery);
  if (!asked.data || asked.data.requests.length === 0) {
    return null;
  }
  return (
    <Panel title={r.toAnswer}>
      <ul className="plain-list">
        {asked.data.requests.slice(0, 5).map((row) => (
          <li key={row.id}>
            <Link to="/asked/$id" params={{ id: row.id }} className="row-link"><Foreign text={row.title} /></Link>
            <div className="spread small">
              <span className={`tag ${row.answeredAt ? 'good' : row.closed ? '' : 'wait'}`}>{row.answeredAt ? r.answered : row.closed ? r.closed : r.unanswered}</span>
              <span className="quiet">{r.due}: <Moment at={row.due} /></span>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
