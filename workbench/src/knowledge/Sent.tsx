import { useQuery } from '@tanstack/react-query';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import { sentQuery } from './queries';
import { grouped } from './sent';
import { knowledgeWords } from './words';

/** To whom it went, by which ways and when, and whether a machine there confirmed it. */
export function Sent({ id }: { id: string }) {
  const w = useWords(knowledgeWords);
  const sent = useQuery(sentQuery(id));
  return (
    <Panel title={w.sent}>
      <Loaded query={sent} lines={3}>
        {(data) => (
          <div className="stack">
            {data.heldBack.length > 0 && (
              <p className="notice" role="status">{w.sentHeld} <Foreign text={data.heldBack.join(', ')} /></p>
            )}
            {data.sent.length === 0 && <p className="quiet">{w.sentNone}</p>}
            <ul className="plain-list">
              {grouped(data.sent).map(({ recipient, ways, confirmedAt }) => (
                <li key={recipient}>
                  <div className="spread">
                    <strong><Foreign text={recipient} /></strong>
                    {confirmedAt && <span className="tag good">{w.confirmed}</span>}
                  </div>
                  {ways.map((way) => (
                    <div key={`${way.way} ${way.what}`} className="spread small">
                      <span className="break">
                        {w.channels[way.way] ?? way.way} {way.what && <code>{way.what}</code>} {way.gone && <span className="tag">{w.sentGone}</span>}
                      </span>
                      <span className="quiet"><Moment at={way.at} /></span>
                    </div>
                  ))}
                </li>
              ))}
            </ul>
          </div>
        )}
      </Loaded>
    </Panel>
  );
}
