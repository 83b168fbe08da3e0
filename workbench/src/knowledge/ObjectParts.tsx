import { Link } from '@tanstack/react-router';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { shownName } from './types';
import { TypeTag } from './TypeTag';
import { knowledgeWords } from './words';

/** What it is connected to, by the kind of connection. */
export function Connections({ relations }: { relations: Schema<'ObjectRelation'>[] }) {
  const w = useWords(knowledgeWords);
  return (
    <Panel title={w.connected} aside={<span className="quiet small">{relations.length || ''}</span>}>
      {relations.length === 0 && <p className="quiet">{w.connectedNone}</p>}
      <ul className="plain-list">
        {relations.map((relation, i) => (
          <li key={i} className="row">
            <span className="quiet small mono">
              {relation.direction === 'from' ? '←' : '→'} {relation.relationshipType}
            </span>
            <TypeTag type={relation.type} />
            <Link to="/objects/$id" params={{ id: relation.otherId }} className="row-link" data-line>
              <Foreign text={shownName({ id: relation.otherId, type: relation.type, name: relation.otherName })} />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function Sightings({ sightings }: { sightings: Schema<'ObjectSighting'>[] }) {
  const w = useWords(knowledgeWords);
  return (
    <Panel title={w.seen}>
      {sightings.length === 0 && <p className="quiet">{w.seenNone}</p>}
      <ul className="plain-list">
        {sightings.map((sighting) => (
          <li key={sighting.id}>
            <div className="spread">
              <strong>{sighting.organization}</strong>
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

export function Versions({ versions }: { versions: Schema<'ObjectVersion'>[] }) {
  const w = useWords(knowledgeWords);
  return (
    <Panel title={w.versions}>
      <ol className="plain-list">
        {versions.map((version, i) => (
          <li key={i}>
            <div className="spread">
              <span className="mono">{version.modified}</span>
              <span className="row">
                {version.revoked && <span className="tag bad">{w.revoked}</span>}
                {version.withdrawnAt && <span className="tag bad">{w.withdrawnAt}</span>}
              </span>
            </div>
            <div className="quiet small">
              {w.received} <Moment at={version.at} /> · {version.sources.join(', ')}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
