import type { Schema } from '../api/client';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { publicationWords } from './words';

/** Who got it how, and who recognises it. Who saw it is told for a purpose only. */
export function MemberTable({ members }: { members: Schema<'ImmunityMember'>[] }) {
  const w = useWords(publicationWords);
  if (members.length === 0) {
    return <p className="quiet">{w.noMembers}</p>;
  }
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={w.perMember}>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{w.member}</th>
            <th scope="col">{w.mailed}</th>
            <th scope="col">{w.acknowledged}</th>
            <th scope="col">{w.fetched}</th>
            <th scope="col">{w.recognised}</th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.organization}>
              <td>{member.organization}</td>
              <td><Moment at={member.mailedAt} /></td>
              <td><Moment at={member.acknowledgedAt} /></td>
              <td>
                <Moment at={member.fetchedAt} />{' '}
                <span className="quiet small">
                  {member.fetchedBy ? w.via[member.fetchedBy] : member.inFiles > 0 ? w.partInFiles(member.inFiles) : ''}
                </span>
              </td>
              <td>
                {member.recognisedAt ? <span className="tag good">{w.immune}</span> : null} <Moment at={member.recognisedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
