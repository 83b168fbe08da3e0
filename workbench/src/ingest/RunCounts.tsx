import { useLanguage, useWords } from '../shared/i18n';
import { count } from '../shared/time';
import type { Run } from './queries';
import { ingestWords } from './words';

/** Read, new, revised, unchanged, rejected: a delivery in figures. */
export function RunCounts({ run }: { run: Run }) {
  const w = useWords(ingestWords);
  const { language } = useLanguage();
  const parts = [
    [run.read, w.read],
    [run.created, w.created],
    [run.revised, w.revised],
    [run.unchanged, w.unchanged],
  ] as const;
  return (
    <span className="row small">
      {parts.map(([n, word]) => (
        <span key={word}>
          <span className="figure">{count(n, language)}</span> <span className="quiet">{word}</span>
        </span>
      ))}
      {run.rejected > 0 && (
        <span className="tag bad">
          {count(run.rejected, language)} {w.rejected}
        </span>
      )}
    </span>
  );
}

export function RunState({ run }: { run: Run }) {
  const w = useWords(ingestWords);
  const look = run.state === 'failed' ? 'bad' : run.state === 'running' || run.state === 'open' ? 'wait' : 'good';
  return <span className={`tag ${look}`}>{w.states[run.state] ?? run.state}</span>;
}
