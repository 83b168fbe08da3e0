import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { PageHead } from '../shared/PageHead';
import { Empty, Loaded } from '../shared/States';
import { DelegationsPart } from './DelegationsPart';
import { EditOrganization } from './EditOrganization';
import { GroupsPart } from './GroupsPart';
import type { Organization } from './members';
import { memberWords } from './memberWords';
import { organizationsQuery } from './queries';
import { useMay } from './session';
import { accountWords } from './words';

const PARTS = [
  { name: 'organizations', Part: OrganizationsPart },
  { name: 'groups', Part: GroupsPart },
  { name: 'delegations', Part: DelegationsPart },
] as const;

/** Who takes part; the open part stands in the address. */
export default function MembersPage() {
  const w = useWords(memberWords);
  const { part = '' }: { part?: string } = useSearch({ strict: false });
  const shown = PARTS.find(({ name }) => name === part) ?? PARTS[0];
  return (
    <>
      <PageHead title={w.title} lead={w.lead} />
      <nav className="tabs" aria-label={w.title}>
        {PARTS.map(({ name }) => (
          <Link key={name} to="/members" search={{ part: name }} aria-current={name === shown.name ? 'page' : undefined}>
            {w.parts[name]}
          </Link>
        ))}
      </nav>
      <p className="quiet tabs-hint">{w.hints[shown.name]}</p>
      <shown.Part />
    </>
  );
}

function OrganizationsPart() {
  const w = useWords(memberWords);
  const common = useWords(accountWords);
  const may = useMay();
  const organizations = useQuery(organizationsQuery);
  const [adding, setAdding] = useState(false);
  const [closed, setClosed] = useState(false);
  return (
    <>
      <div className="filters">
        {may('administer-members') && <Button onClick={() => setAdding(true)}>{w.add}</Button>}
        <Checkbox label={w.showClosed} checked={closed} onChange={(e) => setClosed(e.currentTarget.checked)} />
      </div>
      <Loaded query={organizations} lines={8}>
        {(data) => {
          const shown = data.organizations.filter(({ closedAt }) => closed || closedAt == null);
          return shown.length === 0 ? <Empty title={common.noMembers} /> : <Table organizations={shown} />;
        }}
      </Loaded>
      {adding && <EditOrganization close={() => setAdding(false)} />}
    </>
  );
}

function Table({ organizations }: { organizations: Organization[] }) {
  const w = useWords(memberWords);
  const common = useWords(accountWords);
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.kind}</th>
          <th scope="col">{w.size}</th>
          <th scope="col">{w.language}</th>
        </tr>
      </thead>
      <tbody>
        {organizations.map(({ id, name, kind, size, language, closedAt }) => (
          <tr key={id}>
            <td className="main">
              <Link to="/members/$id" params={{ id }} className="row-link" data-line><Foreign text={name} /></Link>{' '}
              {closedAt != null && <span className="tag bad">{w.closed}</span>}
            </td>
            <td>{common.kinds[kind] ?? kind}</td>
            <td>{size != null && w.sizes[size]}</td>
            <td>{common.languages[language] ?? language}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
