import { useQuery } from '@tanstack/react-query';
import { answered, hub } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { listedWords } from './listedWords';

const MOST = 1_000;

/** Which warning lists the values of an object are on now; nothing when they are on none. */
export function Listed({ values }: { values: string[] }) {
  const w = useWords(listedWords);
  const asked = values.slice(0, MOST);
  const checked = useQuery({
    queryKey: ['listed', ...asked],
    queryFn: () => answered(hub.POST('/api/warning-lists/check', { body: { values: asked } })),
    enabled: asked.length > 0,
  });
  const listed = (checked.data?.values ?? []).filter(({ lists }) => lists.length > 0);
  if (listed.length === 0) {
    return null;
  }
  return (
    <div className="notice warn">
      <strong>{w.listed}</strong>
      <ul className="plain-list small">
        {listed.flatMap(({ text, lists }) =>
          lists.map(({ list, whole }) => (
            <li key={`${text} ${list}`}>
              <Foreign text={list} /> {!whole && <span className="quiet">({w.hostOnly})</span>}
            </li>
          )),
        )}
      </ul>
    </div>
  );
}
