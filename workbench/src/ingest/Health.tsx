import type { Schema } from '../api/client';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { count } from '../shared/time';
import { feedWords } from './feedWords';
import { ProblemText } from './ProblemText';
import type { Source } from './queries';

type Plan = Schema<'PlanRow'>;

/** How a source is asked, when next, and how it went. */
export function Health({ source, plan }: { source: Source; plan: Plan }) {
  const f = useWords(feedWords);
  const { language } = useLanguage();
  return (
    <Panel title={f.health} aside={<State source={source} plan={plan} />}>
      {plan.problem && <p className="notice warn"><ProblemText problem={plan.problem} code={plan.problemCode} /></p>}
      <dl className="facts">
        <dt>{f.way}</dt>
        <dd>{f.ways[plan.way] ?? plan.way}</dd>
        <dt>{f.every}</dt>
        <dd>{plan.everyMinutes ? f.everyMinutes(count(plan.everyMinutes, language)) : f.byHand}</dd>
        <dt>{f.nextRun}</dt>
        <dd>{source.enabled ? <Moment at={plan.nextRun} /> : f.off}</dd>
        <dt>{f.lastSuccess}</dt>
        <dd><Moment at={plan.lastSuccess} /></dd>
        <dt>{f.lastFailure}</dt>
        <dd><Moment at={plan.lastFailure} /></dd>
      </dl>
    </Panel>
  );
}

function State({ source, plan }: { source: Source; plan: Plan }) {
  const f = useWords(feedWords);
  if (!source.enabled) {
    return <span className="tag wait">{f.off}</span>;
  }
  if (plan.running) {
    return <span className="tag wait">{f.running}</span>;
  }
  if (plan.failures > 0) {
    return <span className="tag bad">{f.failures(plan.failures)}</span>;
  }
  return <span className={`tag ${plan.lastSuccess ? 'good' : ''}`}>{plan.lastSuccess ? f.good : f.waiting}</span>;
}
