import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { organizationQuery } from '../accounts/members';
import { peopleQuery } from '../accounts/people';
import { tokensQuery } from '../accounts/queries';
import { useMay, useSession } from '../accounts/session';
import { answered, hub } from '../api/client';
import { AskedPanel } from '../cases/AskedPanel';
import { connected } from '../detection/scouts';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import { count } from '../shared/time';
import { Concerns } from './Concerns';
import { keyFigures } from './keys';
import { OwnReports } from './OwnReports';
import { portalWords } from './words';

/** What a member's person asks first: what concerns us, and how our people, keys, scouts and reports are. */
export function Portal() {
  const may = useMay();
  return (
    <div className="columns">
      <div>
        {may('read-objects') && <Concerns />}
        {may('report') && <AskedPanel />}
        {may('report') && <OwnReports />}
      </div>
      <div>
        {may('administer-people') ? <People /> : <Contacts />}
        {may('administer-tokens') && <Keys />}
        <Scouts />
      </div>
    </div>
  );
}

/** Figures with a word each; those that are nothing are left out. */
function Figures({ lines, none }: { lines: [number, string][]; none: string }) {
  const { language } = useLanguage();
  const some = lines.filter(([n]) => n > 0);
  if (some.length === 0) {
    return <p className="quiet">{none}</p>;
  }
  return (
    <ul className="figures">
      {some.map(([n, what]) => (
        <li key={what}>
          <span className="figure">{count(n, language)}</span>
          <span>{what}</span>
        </li>
      ))}
    </ul>
  );
}

function Part({ title, way, children }: { title: string; way: ReactNode; children: ReactNode }) {
  return <Panel title={title} aside={way}>{children}</Panel>;
}

function People() {
  const w = useWords(portalWords);
  const people = useQuery(peopleQuery(undefined));
  return (
    <Part title={w.people} way={<Link to="/people">{w.peopleAll}</Link>}>
      <Loaded query={people} lines={2}>
        {(data) => {
          const able = data.people.filter(({ disabledAt }) => disabledAt == null).length;
          return <Figures lines={[[able, w.canLogIn(able)], [data.invitations.length, w.invited(data.invitations.length)]]} none="" />;
        }}
      </Loaded>
      <FirstContact />
    </Part>
  );
}

function Contacts() {
  const w = useWords(portalWords);
  const own = useSession().me.organization.id;
  return <Part title={w.people} way={<Link to="/members/$id" params={{ id: own }}>{w.toContacts}</Link>}><FirstContact /></Part>;
}

/** Whom the CERT calls first; an organisation without anybody is told so. */
function FirstContact() {
  const w = useWords(portalWords);
  const own = useSession().me.organization.id;
  const detail = useQuery(organizationQuery(own));
  return (
    <Loaded query={detail} lines={1}>
      {({ contacts: [first] }) => (
        <p className={first ? 'small apart' : 'notice warn apart'}>
          {first ? <>{w.contacts}: <strong><Foreign text={first.name} /></strong></> : <>{w.noContacts} <Link to="/members/$id" params={{ id: own }}>{w.toContacts}</Link></>}
        </p>
      )}
    </Loaded>
  );
}

function Keys() {
  const w = useWords(portalWords);
  const tokens = useQuery(tokensQuery(undefined));
  return (
    <Part title={w.keys} way={<Link to="/keys">{w.keysAll}</Link>}>
      <Loaded query={tokens} lines={2}>
        {(data) => {
          const { all, ending, idle } = keyFigures(data.tokens, new Date());
          return <Figures lines={[[all, w.keysCount(all)], [ending, w.ending(ending)], [idle, w.idle(idle)]]} none={w.keysNone} />;
        }}
      </Loaded>
    </Part>
  );
}

function Scouts() {
  const w = useWords(portalWords);
  const scouts = useQuery({ queryKey: ['scouts'], queryFn: () => answered(hub.GET('/api/scouts')), refetchInterval: 30_000 });
  return (
    <Part title={w.scouts} way={<Link to="/scouts">{w.scoutsAll}</Link>}>
      <Loaded query={scouts} lines={2}>
        {(data) => {
          const now = new Date();
          const heard = data.scouts.filter(({ seenAt }) => connected(seenAt, now)).length;
          const silent = data.scouts.length - heard;
          return <Figures lines={[[heard, w.connected(heard)], [silent, w.silent(silent)]]} none={w.scoutsNone} />;
        }}
      </Loaded>
    </Part>
  );
}
