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
