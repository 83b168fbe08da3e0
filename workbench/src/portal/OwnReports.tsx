import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answered, hub } from '../api/client';
import { StateTag } from '../intake/Tags';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import { portalWords } from './words';

const SHOWN = 4;

/** The newest reports of the own organisation, what became of them, and whether the CERT asked for its name. */
export function OwnReports() {
  const w = useWords(portalWords);
  const reports = useQuery({ queryKey: ['reports', 'newest'], queryFn: () => answered(hub.GET('/api/reports', { params: { query: {} } })) });
  const asked = useQuery({ queryKey: ['disclosures'], queryFn: () => answered(hub.GET('/api/disclosures')) });
  const times = asked.data?.disclosures.length ?? 0;
  return (
    <Panel title={w.reports} aside={<Link to="/desk">{w.reportsAll}</Link>}>
      {times > 0 && <p className="notice">{w.asked(times)} <Link to="/desk">{w.reportsAll}</Link></p>}
      <Loaded query={reports} lines={3}>
        {(data) =>
          data.reports.length === 0 ? (
            <p className="quiet">{w.reportsNone}</p>
          ) : (
            <ul className="plain-list">
              {data.reports.slice(0, SHOWN).map((report) => (
                <li key={report.id}>
                  <Link to="/desk/$id" params={{ id: report.id }} className="row-link excerpt"><Foreign text={report.excerpt} /></Link>
                  <div className="spread small">
                    <StateTag state={report.state} />
                    <span className="quiet"><Moment at={report.receivedAt} /></span>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
