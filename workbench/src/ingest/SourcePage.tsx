import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../accounts/session';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { Failure, Loaded } from '../shared/States';
import { duration } from '../shared/time';
import { Tlp } from '../shared/Tlp';
import { DropFile } from './DropFile';
import { EditSource } from './EditSource';
import { feedWords } from './feedWords';
import { Health } from './Health';
import { LookFirst } from './LookFirst';
import { ProblemText } from './ProblemText';
import { PushKeys } from './PushKeys';
import { poll, sourceQuery, upload, type Run, type Source } from './queries';
import { RedReaders } from './RedReaders';
import { RunCounts, RunState } from './RunCounts';
import { Scorecard } from './Scorecard';
import { SourceRecipients } from './SourceRecipients';
import { TakeBack } from './TakeBack';
import { ingestWords } from './words';
import './ingest.css';

/** One source: what it is, a file or a question for news, and what became of each delivery. */
export default function SourcePage() {
  const { id = '' } = useParams({ strict: false });
  const source = useQuery(sourceQuery(id));
  const may = useMay();
  return (
    <Loaded query={source}>
      {(data) => (
        <>
          <Head source={data.source} />
          <div className="columns">
            <Runs runs={data.runs} />
            <div>
              {data.source.plan && <Health source={data.source} plan={data.source.plan} />}
              <About source={data.source} />
              <Scorecard id={id} />
              {may('configure-sources') && data.source.kind !== 'taxii' && <PushKeys source={id} />}
              {may('configure-sources') && <SourceRecipients source={id} />}
              {may('configure-sources') && <RedReaders source={id} />}
              <TakeBack scope={{ kind: 'source', id }} source={data.source.name} />
            </div>
          </div>
        </>
      )}
    </Loaded>
  );
}

function Head({ source }: { source: Source }) {
  const w = useWords(ingestWords);
  const f = useWords(feedWords);
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const [brought, setBrought] = useState<File | undefined>();
  const client = useQueryClient();
  const taken = () => Promise.all(['source', 'sources', 'overview', 'objects'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const asking = useMutation({ mutationFn: () => poll(source.id), onSettled: taken });
  const sending = useMutation({ mutationFn: (file: File) => upload(source.id, file), onSettled: taken });
  const fault = asking.error ?? sending.error;
  return (
    <>
      <PageHead title={source.name} lead={`${w.kinds[source.kind] ?? source.kind} · ${source.organization}`}>
        {may('configure-sources') && <Button variant="default" onClick={() => setEditing(true)}>{f.change}</Button>}
        {may('run-sources') && source.plan && (
          <Button onClick={() => asking.mutate()} loading={asking.isPending} disabled={!source.enabled}>
            {w.poll}
          </Button>
        )}
      </PageHead>
      {editing && <EditSource id={source.id} sample={brought} close={() => setEditing(false)} />}
      {brought && !editing && (
        <LookFirst
          source={source.id}
          file={brought}
          takeIn={() => {
            sending.mutate(brought);
            setBrought(undefined);
          }}
          changeMapping={() => setEditing(true)}
          close={() => setBrought(undefined)}
        />
      )}
      {asking.data && !asking.data.run && <p className="notice" role="status">{f.nothingNew}</p>}
      {may('run-sources') && source.kind !== 'taxii' && <DropFile busy={sending.isPending} send={setBrought} />}
      {fault && <Failure error={fault} />}
    </>
  );
}

function About({ source }: { source: Source }) {
  const w = useWords(ingestWords);
  const f = useWords(feedWords);
  return (
    <Panel title={w.terms}>
      <dl className="facts">
        <dt>{w.reliability}</dt>
        <dd>{source.reliability} · {w.reliabilities[source.reliability]}</dd>
        <dt>{w.unmarked}</dt>
        <dd><Tlp label={source.tlp} /></dd>
        <dt>{w.terms}</dt>
        <dd>{source.terms ? <Foreign text={source.terms} /> : '—'}</dd>
        <dt>{f.licence}</dt>
        <dd>{source.licence ? <Foreign text={source.licence} /> : '—'}</dd>
      </dl>
    </Panel>
  );
}

function Runs({ runs }: { runs: Run[] }) {
  const w = useWords(ingestWords);
  const { language } = useLanguage();
  return (
    <Panel title={w.runs}>
      {runs.length === 0 && <p className="quiet">{w.noRuns}</p>}
      <ul className="plain-list">
        {runs.map((run) => (
          <li key={run.id}>
            <div className="spread">
              <Link to="/runs/$id" params={{ id: run.id }} className="row-link" data-line>
                <Foreign text={run.name} />
              </Link>
              <span className="row">
                <RunState run={run} />
                <Moment at={run.startedAt} />
                <span className="quiet small">{duration(run.seconds, language)}</span>
              </span>
            </div>
            <RunCounts run={run} />
            {run.problem && <p className="small"><ProblemText problem={run.problem} code={run.problemCode} /></p>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
