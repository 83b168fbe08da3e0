import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { count } from '../shared/time';
import { otherWays } from './otherWays';
import { otherWayWords } from './otherWayWords';
import type { Publication } from './queries';

/** At the CERT: chat channels and short messages, how many arrived, and each that did not with what was said. Mails stand with what became of the warning. */
export function OtherWays({ publication }: { publication: Publication }) {
  const w = useWords(otherWayWords);
  const { language } = useLanguage();
  const ways = otherWays(publication.deliveries);
  if (ways.length === 0) {
    return null;
  }
  return (
    <Panel title={w.title}>
      <ul className="plain-list">
        {ways.map(({ channel, states, troubled }) => (
          <li key={channel}>
            <p><strong>{w.channels[channel] ?? channel}</strong>: {states.map(([state, n]) => `${count(n, language)} ${w.states[state] ?? state}`).join(', ')}</p>
            {troubled.length > 0 && (
              <ul className="plain-list small">
                {troubled.map((each, i) => (
                  <li key={i}><Foreign text={each.organization} /> · {w.states[each.state] ?? each.state} · <Moment at={each.at} /> · <Foreign text={each.problem ?? ''} /></li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
