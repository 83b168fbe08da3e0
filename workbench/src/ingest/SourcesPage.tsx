import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../accounts/session';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Empty, Loaded } from '../shared/States';
import { Tlp } from '../shared/Tlp';
import { Credentials } from './Credentials';
import { NewSource } from './EditSource';
import { feedWords } from './feedWords';
import { Presets } from './Presets';
import { sourcesQuery, type Source } from './queries';
import { RunCounts, RunState } from './RunCounts';
import { ingestWords } from './words';

/** Every source with its last delivery. */
export default function SourcesPage() {
  const w = useWords(ingestWords);
  const f = useWords(feedWords);
  const may = useMay();
  const [making, setMaking] = useState(false);
  const sources = useQuery(sourcesQuery);
  return (
    <>
      <PageHead title={w.sources} lead={w.sourcesHint}>
        {may('configure-sources') && <Button onClick={() => setMaking(true)}>{f.newSource}</Button>}
      </PageHead>
      {making && <NewSource close={() => setMaking(false)} />}
      <Loaded query={sources} lines={8}>
        {(data) => (data.sources.length === 0 ? <Empty title={w.none}>{w.noneHint}</Empty> : <Table sources={data.sources} />)}
      </Loaded>
      {may('configure-sources') && (
        <div className="columns">
          <Presets />
          <Credentials />
        </div>
      )}
    </>
  );
}

function Table({ sources }: { sources: Source[] }) {
  const w = useWords(ingestWords);
  const f = useWords(feedWords);
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.kind}</th>
          <th scope="col">{w.reliability}</th>
          <th scope="col">{w.label}</th>
          <th scope="col">{w.lastRun}</th>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <tr key={source.id}>
            <td className="main">
              <Link to="/sources/$id" params={{ id: source.id }} className="row-link" data-line>
                {source.name}
              </Link>
              <div className="quiet small">
                {source.organization}
                {!source.enabled && <> · <span className="tag wait">{w.disabled}</span></>}
                {source.enabled && source.plan && source.plan.failures > 0 && <> · <span className="tag bad">{f.failures(source.plan.failures)}</span></>}
              </div>
            </td>
            <td>{w.kinds[source.kind] ?? source.kind}</td>
            <td title={w.reliabilities[source.reliability]} data-label={w.reliability}>{source.reliability}</td>
            <td><Tlp label={source.tlp} /></td>
            <td>
              {source.lastRun ? (
                <span className="row">
                  <RunState run={source.lastRun} />
                  <Moment at={source.lastRun.startedAt} />
                  <RunCounts run={source.lastRun} />
                </span>
              ) : (
                <span className="quiet">{w.neverRun}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
