import { useQuery } from '@tanstack/react-query';
import { useAtCert, useMay } from '../accounts/session';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import { Tlp } from '../shared/Tlp';
import { Preview } from './Preview';
import { readingsQuery, type Publication } from './queries';
import { sectionWords } from './sectionWords';

type Reading = Schema<'ReadingView'>;

const FEW = 20;

/** Of a warning with sections: what exactly who gets, organisation by organisation. Nothing when it has none. */
export function Readings({ publication }: { publication: Publication }) {
  const w = useWords(sectionWords);
  const may = useMay();
  const asks = useAtCert() && may('read-members') && publication.sections.length > 0;
  const readings = useQuery({ ...readingsQuery(publication.id, publication.revision), enabled: asks });
  if (!asks) {
    return null;
  }
  return (
    <Panel title={w.title}>
      <Loaded query={readings} lines={4}>
        {(data) => (
          <div className="stack">
            <p className="quiet small hint">{data.sent ? w.readingsSent : w.readingsHint}</p>
            {data.readings.map((reading) => (
              <One key={reading.labels.join()} reading={reading} publication={publication} />
            ))}
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

function One({ reading, publication }: { reading: Reading; publication: Publication }) {
  const w = useWords(sectionWords);
  const without = reading.labels.length === 0;
  return (
    <section className="reading">
      <div className="row">
        <Tlp label={reading.whole} />
        <strong>{without ? w.without : w.with(reading.labels.join(', '))}</strong>
      </div>
      {reading.readers == null ? <p className="small quiet">{w.unnamed}</p> : <Names names={reading.readers} />}
      {without && <p className="small quiet">{w.ways}</p>}
      <details>
        <summary>{w.text}</summary>
        <Preview nl={publication.nl} en={publication.en} sections={reading.sections} />
      </details>
    </section>
  );
}

function Names({ names }: { names: string[] }) {
  const w = useWords(sectionWords);
  if (names.length === 0) {
    return <p className="small quiet">{w.nobody}</p>;
  }
  return (
    <details open={names.length <= FEW}>
      <summary>{w.readers(names.length)}</summary>
      <ul className="plain-list small">{names.map((name) => <li key={name}><Foreign text={name} /></li>)}</ul>
    </details>
  );
}
