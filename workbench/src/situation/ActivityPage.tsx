import { useInfiniteQuery } from '@tanstack/react-query';
import { useWords } from '../shared/i18n';
import { More } from '../shared/More';
import { PageHead } from '../shared/PageHead';
import { Empty, Failure, Waiting } from '../shared/States';
import { ActivityList } from './ActivityList';
import { activityQuery } from './queries';
import { situationWords } from './words';
import './situation.css';

/** Everything that happened, page after page. */
export default function ActivityPage() {
  const w = useWords(situationWords);
  const pages = useInfiniteQuery(activityQuery);
  const entries = pages.data?.pages.flatMap((page) => page.entries);
  return (
    <>
      <PageHead title={w.activity} />
      {pages.error && !entries && <Failure error={pages.error} again={() => void pages.refetch()} />}
      {!pages.error && !entries && <Waiting lines={12} />}
      {entries && entries.length === 0 && <Empty title={w.activityEmpty}>{w.activityEmptyHint}</Empty>}
      {entries && entries.length > 0 && <ActivityList entries={entries} />}
      <More pages={pages} />
    </>
  );
}
