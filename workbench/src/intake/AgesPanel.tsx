import { useQuery } from '@tanstack/react-query';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { ageWords, daysSince } from './ageWords';
import { agesQuery } from './queries';

/** When the domains of a report were registered, and who said so; nothing where nobody is asked. */
export function AgesPanel({ report }: { report: string }) {
  const w = useWords(ageWords);
  const ages = useQuery(agesQuery(report));
  if (!ages.data?.on || ages.data.domains.length === 0) {
    return null;
  }
  return (
    <Panel title={w.title}>
      <ul className="plain-list">
        {ages.data.domains.map((age) => <Age key={age.domain} age={age} />)}
      </ul>
    </Panel>
  );
}

function Age({ age }: { age: Schema<'DomainAgeView'> }) {
  const w = useWords(ageWords);
  const says = age.registeredAt != null ? w.registered(daysSince(age.registeredAt, new Date())) : (w.problems[age.problem ?? ''] ?? w.states[age.state] ?? age.state);
  return (
    <li>
      <div className="mono break"><Foreign text={age.domain} /></div>
      <div className="small">
        {says}
        {age.server != null && <> · {w.by} <Foreign text={age.server} /></>}
        {age.askedAt != null && <span className="quiet"> · {w.asked} <Moment at={age.askedAt} /></span>}
      </div>
    </li>
  );
}
