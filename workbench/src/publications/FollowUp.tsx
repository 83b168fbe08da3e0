import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { table } from '../shared/csv';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { saveText } from '../shared/saveText';
import { Loaded } from '../shared/States';
import { followUpQuery, type Member } from './followUp';
import { followUpWords } from './followUpWords';
import type { Publication } from './queries';

const LOOK: Record<string, string> = { affected: 'bad', mitigated: 'good', 'not-applicable': '', acknowledged: '' };

/** At the CERT: what became of a warning at each member, and who has to be chased. */
export function FollowUp({ publication }: { publication: Publication }) {
  const w = useWords(followUpWords);
  const followUp = useQuery(followUpQuery(publication.id));
  return (
    <Panel title={w.title} aside={<span className="quiet small">{w.hint}</span>}>
      <Loaded query={followUp} lines={4}>{({ members }) => <Members name={publication.reference ?? publication.id} members={members} />}</Loaded>
    </Panel>
  );
}

function Members({ name, members }: { name: string; members: Member[] }) {
  const w = useWords(followUpWords);
  const [onlyOpen, setOnlyOpen] = useState(false);
  const open = members.filter(({ acknowledgedAt }) => acknowledgedAt == null);
  const head = [w.member, w.mail, w.opened, w.read, w.answer, w.by, w.note];
  const save = () =>
    saveText(
      `${name}.csv`,
      table([
        head,
        ...members.map((row) => [row.organization, row.mail, row.openedAt ?? '', row.acknowledgedAt ?? '', row.answer, row.answeredBy, row.note]),
      ]),
      'text/csv',
    );
  return (
    <div className="stack">
      <div className="spread">
        <strong>{w.chase(open.length)}</strong>
        <div className="row">
          <Checkbox label={w.onlyOpen} checked={onlyOpen} onChange={(e) => setOnlyOpen(e.currentTarget.checked)} />
          <Button variant="default" size="xs" onClick={save}>{w.csv}</Button>
        </div>
      </div>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={w.title}>
        <table className="list">
          <thead>
            <tr>{head.map((each) => <th scope="col" key={each}>{each}</th>)}</tr>
          </thead>
          <tbody>
            {(onlyOpen ? open : members).map((row) => (
              <tr key={row.organizationId}>
                <td><Foreign text={row.organization} /></td>
                <td>{w.mails[row.mail] ?? row.mail} <Moment at={row.mailedAt} /></td>
                <td><Moment at={row.openedAt} /></td>
                <td><Moment at={row.acknowledgedAt} /></td>
                <td>{row.answer !== '' && <span className={`tag ${LOOK[row.answer] ?? ''}`}>{w.answers[row.answer] ?? row.answer}</span>}</td>
                <td><Foreign text={row.answeredBy} /></td>
                <td className="break"><Foreign text={row.note} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
