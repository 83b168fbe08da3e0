import { Link } from '@tanstack/react-router';
import { useMay } from '../accounts/session';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { situationWords } from './words';

type Entry = Schema<'ActivityRow'>;

const LOOK: Record<string, string> = { recognised: 'good', published: 'good', withdrawn: 'bad', reported: 'wait', sighted: 'wait' };

/** What happened, newest first, each line with a link to what it is about. */
export function ActivityList({ entries }: { entries: Entry[] }) {
  const w = useWords(situationWords);
  const { language } = useLanguage();
  return (
    <ol className="plain-list activity">
      {entries.map((entry) => (
        <li key={entry.seq}>
          <span className={`tag ${LOOK[entry.kind] ?? ''}`}>{w.kinds[entry.kind] ?? entry.kind}</span>
          <span className="break">
            <About entry={entry} text={entry[language]} />
          </span>
          <Moment at={entry.at} />
        </li>
      ))}
    </ol>
  );
}

/** The sentence, as a link where this person may follow it. */
function About({ entry, text }: { entry: Entry; text: string }) {
  const may = useMay();
  const words = <Foreign text={text} />;
  if (entry.publicationId && may('read-publications')) {
    return <Link to="/publications/$id" params={{ id: entry.publicationId }} data-line>{words}</Link>;
  }
  if (entry.reportId && may('report')) {
    return <Link to="/desk/$id" params={{ id: entry.reportId }} data-line>{words}</Link>;
  }
  if (entry.runId && may('read-sources')) {
    return <Link to="/runs/$id" params={{ id: entry.runId }} data-line>{words}</Link>;
  }
  if (entry.objectId && may('read-objects')) {
    return <Link to="/objects/$id" params={{ id: entry.objectId }} data-line>{words}</Link>;
  }
  return words;
}
