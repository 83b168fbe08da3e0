import type { Schema } from '../api/client';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { knowledgeWords } from './words';

/** Who saw it, how often and when. */
export function Sightings({ sightings }: { sightings: Schema<'ObjectSighting'>[] }) {
  const w = useWords(knowledgeWords);
  return (
    <Panel title={w.seen}>
      {sightings.length === 0 && <p className="quiet">{w.seenNone}</p>}
      <ul className="plain-list">
        {sightings.map((sighting) => (
          <li key={sighting.id}>
            <div className="spread">
              <strong>{sighting.organization || w.unnamed}</strong>
              <span>{w.times(sighting.count)}</span>
            </div>
            <div className="quiet small">
              {w.firstSeen} <Moment at={sighting.firstSeen} /> · {w.lastSeen} <Moment at={sighting.lastSeen} />
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** To whom it went by which way, and who confirmed. */
export function Sendings({ sendings }: { sendings: Schema<'ObjectSending'>[] }) {
  const w = useWords(knowledgeWords);
  return (
    <Panel title={w.sent}>
      {sendings.length === 0 && <p className="quiet">{w.sentNone}</p>}
      <ul className="plain-list">
        {sendings.map((sending, i) => (
          <li key={i} className="spread">
            <span>
              {sending.organization} <span className="tag">{w.channels[sending.channel] ?? sending.channel}</span>
            </span>
            <span className="quiet small">
              <Moment at={sending.at} />
              {sending.confirmedAt && <> · {w.confirmed}</>}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
