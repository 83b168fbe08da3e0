import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import { count, duration } from '../shared/time';
import { FindingText } from './FindingText';
import { ProblemText } from './ProblemText';
import { runQuery, type Run } from './queries';
import { RunState } from './RunCounts';
import { TakeBack } from './TakeBack';
import { ingestWords } from './words';
import './ingest.css';

/** One delivery: its figures, and every record that was not taken in, with the place and the reason. */
export default function RunPage() {
  const w = useWords(ingestWords);
  const { id = '' } = useParams({ strict: false });
  const run = useQuery(runQuery(id));
  return (
    <Loaded query={run}>
      {(data) => (
        <>
          <PageHead title={data.run.source} lead={<span className="mono break"><Foreign text={data.run.name} /></span>} />
          <Panel title={w.run} aside={<RunState run={data.run} />}>
            <Figures run={data.run} />
          </Panel>
          <TakeBack scope={{ kind: 'run', id }} source={data.run.source} run={data.run} />
          <Panel title={w.findings} aside={<span className="quiet small">{w.findingsHint}</span>}>
            {data.findings.length === 0 ? <p className="quiet">{w.noFindings}</p> : <Findings findings={data.findings} />}
          </Panel>
        </>
      )}
    </Loaded>
  );
}

function Figures({ run }: { run: Run }) {
  const w = useWords(ingestWords);
  const { language } = useLanguage();
  const figures: [number, string][] = [
    [run.read, w.read],
    [run.created, w.created],
    [run.revised, w.revised],
    [run.unchanged, w.unchanged],
    [run.rejected, w.rejected],
  ];
  return (
    <div className="stack">
      <div className="run-figures">
        {figures.map(([n, word]) => (
          <span key={word}>
            <span className="figure">{count(n, language)}</span>
            <span className="quiet small">{word}</span>
          </span>
        ))}
      </div>
      {run.problem && <p className="notice warn"><ProblemText problem={run.problem} code={run.problemCode} /></p>}
      <p className="quiet small">
        {w.started} <Moment at={run.startedAt} /> · {w.took} {duration(run.seconds, language)} · {w.perSecond(count(run.objectsPerSecond, language))}
      </p>
    </div>
  );
}

function Findings({ findings }: { findings: Schema<'FindingRow'>[] }) {
  const w = useWords(ingestWords);
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.message}</th>
          <th scope="col">{w.state}</th>
          <th scope="col">{w.rule}</th>
          <th scope="col">{w.place}</th>
        </tr>
      </thead>
      <tbody>
        {findings.map((finding, i) => (
          <tr key={i}>
            <td className="main"><FindingText finding={finding} /></td>
            <td><span className={`tag ${finding.severity === 'error' ? 'bad' : 'wait'}`}>{w.severities[finding.severity] ?? finding.severity}</span></td>
            <td className="mono">{finding.rule}</td>
            <td className="mono break"><Foreign text={finding.pointer} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
