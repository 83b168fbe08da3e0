import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../accounts/session';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Failure } from '../shared/States';
import { Tlp } from '../shared/Tlp';
import { alertsQuery, howMany, looked, type QueryAlerts } from './alerts';
import { alertWords } from './alertWords';
import { TypeTag } from './TypeTag';

const SHOWN = 3;

/** Where the panel stands on its page, for links to it. */
export const NEW_ANSWERS = 'new-answers';

/** The saved questions of which something is new to the reader. */
export function useNewAnswers(): QueryAlerts[] {
  const may = useMay()('read-objects');
  const alerts = useQuery({ ...alertsQuery, enabled: may });
  return (alerts.data?.queries ?? []).filter((one) => one.fresh > 0);
}

/** What the reader's saved questions newly choose; nothing when there is nothing. */
export function NewAnswers() {
  const w = useWords(alertWords);
  const fresh = useNewAnswers();
  return (
    <div aria-live="polite" className="new-answers" id={NEW_ANSWERS}>
      {fresh.length > 0 && (
        <Panel title={w.title} aside={<span className="quiet small">{w.sum(howMany(fresh))}</span>}>
          <ul className="plain-list">
            {fresh.map((one) => (
              <OfOne key={one.queryId} one={one} />
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

function OfOne({ one }: { one: QueryAlerts }) {
  const w = useWords(alertWords);
  const seen = useLooked();
  const shown = one.newest.slice(0, SHOWN);
  return (
    <li>
      <div className="spread">
        <span className="row break">
          <span className="figure">{howMany([one])}</span>
          <Link to="/search" search={{ query: one.query }}><Foreign text={one.name} /></Link>
        </span>
        <button type="button" className="copy" onClick={() => seen.mutate(one)}>
          {w.looked}<span className="visually-hidden"> {one.name}</span>
        </button>
      </div>
      <ul className="plain-list small">
        {shown.map(({ id, type, name, tlp, at }) => (
          <li key={id} className="row">
            <TypeTag type={type} />
            <Link to="/objects/$id" params={{ id }} className="break"><Foreign text={name || id} /></Link>
            <Tlp label={tlp} />
            <span className="quiet"><Moment at={at} /></span>
          </li>
        ))}
        {one.fresh > shown.length && <li className="quiet">{w.more(howMany([{ ...one, fresh: one.fresh - shown.length }]))}</li>}
      </ul>
      {seen.error && <Failure error={seen.error} />}
    </li>
  );
}

/** Says that the reader has seen what is new of a question. */
export function useLooked() {
  const client = useQueryClient();
  return useMutation({ mutationFn: looked, onSuccess: () => client.invalidateQueries({ queryKey: alertsQuery.queryKey }) });
}
