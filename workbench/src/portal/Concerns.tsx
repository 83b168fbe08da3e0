import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useSession } from '../accounts/session';
import { answered, hub, type Schema } from '../api/client';
import { assetsQuery } from '../assets/queries';
import { shownName } from '../knowledge/types';
import { TypeTag } from '../knowledge/TypeTag';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import { count } from '../shared/time';
import { Tlp } from '../shared/Tlp';
import { portalWords } from './words';

const QUESTION = 'concerns:us NOT type:identity';
const SHOWN = 6;

/** The newest of what is about the organisation's own things, and how much there is. */
export function Concerns() {
  const w = useWords(portalWords);
  const own = useSession().me.organization.id;
  const assets = useQuery(assetsQuery(own));
  return (
    <Panel title={w.concerns} aside={<Link to="/search" search={{ query: QUESTION }}>{w.concernsAll}</Link>}>
      <Loaded query={assets} lines={4}>
        {(data) =>
          data.assets.length === 0 ? (
            <div className="stack">
              <p>{w.nothingEntered}</p>
              <div><Button component={Link} to="/ours" variant="default">{w.enter}</Button></div>
            </div>
          ) : (
            <Found />
          )
        }
      </Loaded>
    </Panel>
  );
}

function Found() {
  const w = useWords(portalWords);
  const { language } = useLanguage();
  const page = useQuery({
    queryKey: ['objects', 'concerns'],
    queryFn: () => answered(hub.GET('/api/objects', { params: { query: { query: QUESTION, limit: SHOWN } } })),
  });
  const facets = useQuery({
    queryKey: ['objects', 'concerns', 'facets'],
    queryFn: () => answered(hub.GET('/api/objects/facets', { params: { query: { query: QUESTION } } })),
  });
  return (
    <Loaded query={page} lines={4}>
      {({ objects }) =>
        objects.length === 0 ? (
          <p className="quiet">{w.concernsNone}</p>
        ) : (
          <>
            <p className="quiet small">
              {facets.data && <strong>{w.count(facets.data.total.count, count(facets.data.total.count, language), facets.data.total.more)}. </strong>}
              {w.concernsHint}
            </p>
            <ul className="plain-list">{objects.map((object) => <Line key={object.id} object={object} />)}</ul>
          </>
        )
      }
    </Loaded>
  );
}

function Line({ object }: { object: Schema<'ObjectRow'> }) {
  return (
    <li>
      <Link to="/objects/$id" params={{ id: object.id }} className="row-link"><Foreign text={shownName(object)} /></Link>
      <div className="spread small">
        <span className="row"><TypeTag type={object.type} /> <Tlp label={object.tlp} /></span>
        <span className="quiet"><Moment at={object.addedAt} /></span>
      </div>
    </li>
  );
}
