import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { Empty, Loaded } from '../shared/States';
import { SureDialog } from '../shared/SureDialog';
import { EditPerson } from './EditPerson';
import { Invite } from './Invite';
import { issuerWords } from './issuerWords';
import { peopleQuery, takeBack, type Invitation, type PeopleList, type Person } from './people';
import { peopleWords } from './peopleWords';
import { RequiredFactors } from './RequiredFactors';
import { useMay, useSession } from './session';

/** The people of an organisation, for its admin; for the CERT's admin of any. */
export default function PeoplePage() {
  const own = useSession().me.organization.id;
  const { organization = own } = useSearch({ strict: false }) as { organization?: string };
  const whose = organization === own ? undefined : organization;
  const people = useQuery(peopleQuery(whose));
  return <Loaded query={people} lines={8}>{(data) => <People list={data} whose={whose} />}</Loaded>;
}

function People({ list, whose }: { list: PeopleList; whose: string | undefined }) {
  const w = useWords(peopleWords);
  const i = useWords(issuerWords);
  const may = useMay();
  const [open, setOpen] = useState<Person | 'invite'>();
  return (
    <>
      <PageHead title={w.title} lead={w.lead(list.organization.name)}>
        <Button onClick={() => setOpen('invite')}>{w.invite}</Button>
      </PageHead>
      {list.people.length === 0 ? <Empty title={w.nobody} /> : <Table people={list.people} edit={setOpen} />}
      {list.invitations.length > 0 && (
        <Panel title={w.invited}>
          <ul className="plain-list">
            {list.invitations.map((one) => <Invited key={one.id} invitation={one} whose={whose} />)}
          </ul>
        </Panel>
      )}
      {may('administer-members') && whose === undefined && <RequiredFactors />}
      {may('administer-members') && whose === undefined && <p><Link to="/issuers">{i.toIssuers}</Link></p>}
      {open === 'invite' && <Invite whose={whose} grants={list.grants} close={() => setOpen(undefined)} />}
      {open !== undefined && open !== 'invite' && <EditPerson person={open} whose={whose} grants={list.grants} close={() => setOpen(undefined)} />}
    </>
  );
}

function Table({ people, edit }: { people: Person[]; edit: (person: Person) => void }) {
  const w = useWords(peopleWords);
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.login}</th>
          <th scope="col">{w.roles}</th>
          <th scope="col"><span className="visually-hidden">{w.change}</span></th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id}>
            <td className="main">
              <strong><Foreign text={person.name} /></strong>{' '}
              {person.disabledAt != null && <span className="tag bad">{w.closed}</span>}
              {person.lockedUntil != null && <span className="tag wait">{w.locked} <Moment at={person.lockedUntil} /></span>}
            </td>
            <td className="mono break">{person.login}</td>
            <td>{person.roles.map(w.short).join(', ')}</td>
            <td>
              <button type="button" className="copy" onClick={() => edit(person)} data-line>
                {w.change}<span className="visually-hidden"> {person.name}</span>
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Invited({ invitation, whose }: { invitation: Invitation; whose: string | undefined }) {
  const w = useWords(peopleWords);
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const act = useMutation({
    mutationFn: () => takeBack(whose, invitation.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['people'] }),
  });
  return (
    <li>
      <div className="spread">
        <span><strong><Foreign text={invitation.name} /></strong> <span className="mono break">{invitation.login}</span></span>
        <button type="button" className="copy" onClick={() => setAsked(true)}>{w.takeBack}<span className="visually-hidden"> {invitation.name}</span></button>
      </div>
      <p className="quiet small">
        {invitation.roles.map(w.short).join(', ')} · {w.invitedBy} {invitation.by} · {w.until} <Moment at={invitation.expiresAt} />
      </p>
      {asked && <SureDialog title={w.takeBackAsk(invitation.name)} hint={w.takeBackHint} action={w.takeBack} pending={act.isPending} error={act.error} onSure={() => act.mutate()} onClose={() => setAsked(false)} />}
    </li>
  );
}
