import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Schema } from '../api/client';
import { useWords } from '../shared/i18n';
import { PageHead } from '../shared/PageHead';
import { Empty, Loaded } from '../shared/States';
import { organizationsQuery } from './queries';
import { useMay } from './session';
import { accountWords } from './words';

/** Who takes part. */
export default function MembersPage() {
  const w = useWords(accountWords);
  const organizations = useQuery(organizationsQuery);
  return (
    <>
      <PageHead title={w.members} lead={w.membersHint} />
      <Loaded query={organizations} lines={8}>
        {(data) => (data.organizations.length === 0 ? <Empty title={w.noMembers} /> : <Table organizations={data.organizations} />)}
      </Loaded>
    </>
  );
}

function Table({ organizations }: { organizations: Schema<'OrganizationRow'>[] }) {
  const w = useWords(accountWords);
  const may = useMay();
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.kind}</th>
          <th scope="col">{w.language}</th>
          {may('administer-tokens') && <th scope="col">{w.keys}</th>}
        </tr>
      </thead>
      <tbody>
        {organizations.map((organization) => (
          <tr key={organization.id}>
            <td className="main"><strong>{organization.name}</strong></td>
            <td>{w.kinds[organization.kind] ?? organization.kind}</td>
            <td>{w.languages[organization.language] ?? organization.language}</td>
            {may('administer-tokens') && (
              <td>
                <Link to="/keys" search={{ organization: organization.id }} data-line>
                  {w.keysOf}
                  <span className="visually-hidden"> {organization.name}</span>
                </Link>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
