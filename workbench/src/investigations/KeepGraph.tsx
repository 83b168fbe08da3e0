import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { Problem } from '../api/problem';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { Failure, Loaded } from '../shared/States';
import { draw, investigationQuery, useChange } from './queries';
import { investigationWords } from './words';

/** The investigation to which a graph belongs, and keeping the graph there. */
export function KeepGraph({ id, picture, settled }: { id: string; picture: string; settled: () => void }) {
  const w = useWords(investigationWords);
  const investigation = useQuery(investigationQuery(id));
  const keep = useChange((revision: number) => draw(id, revision, picture), settled);
  const changed = keep.error instanceof Problem && keep.error.reason === 'investigation.changed';
  return (
    <Panel title={w.graphOf}>
      <Loaded query={investigation} lines={2}>
        {(page) => (
          <div className="stack">
            <Link to="/investigations/$id" params={{ id }} search={{}}><Foreign text={page.title} /></Link>
            {changed ? <p className="notice small" role="alert">{w.graphChanged}</p> : keep.error && <Failure error={keep.error} />}
            {keep.isSuccess && <p role="status" className="small">{w.graphKept}</p>}
            {!page.closed && (
              <div className="actions">
                <Button size="xs" variant="default" loading={keep.isPending} onClick={() => keep.mutate(page.pictureRevision)}>{changed ? w.graphReplace : w.keepGraph}</Button>
              </div>
            )}
          </div>
        )}
      </Loaded>
    </Panel>
  );
}
