import type { Schema } from '../api/client';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { SeenByOthers, WhoSaw } from '../shared/WhoSaw';
import { knowledgeWords } from './words';

/** Who saw it, how often and when: oneself, whom feeds name, and how many others. */
export function Sightings({ page, now }: { page: Schema<'ObjectPage'>; now: boolean }) {
  const w = useWords(knowledgeWords);
  const { sightings, seenByOthers } = page;
  return (
    <Panel title={w.seen}>
      {sightings.length === 0 && !seenByOthers && <p className="quiet">{w.seenNone}</p>}
      <SeenByOthers seen={seenByOthers} />
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
      {now && <WhoSaw objects={[page.summary.id]} />}
    </Panel>
  );
}
