import { Button } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMay } from '../accounts/session';
import { answered, hub, type Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { Failure, Loaded } from '../shared/States';
import { objectWords } from './objectWords';

const choicesQuery = (id: string) =>
  queryOptions({
    queryKey: ['object', id, 'collections'],
    queryFn: () => answered(hub.GET('/api/objects/{id}/collections', { params: { path: { id } } })),
  });

/** The TAXII collections that are filled by hand: whether the object is in one, and a way to put it in or take it out. */
export function InCollections({ id }: { id: string }) {
  const may = useMay();
  return may('configure-sharing') ? <Choices id={id} /> : null;
}

function Choices({ id }: { id: string }) {
  const w = useWords(objectWords);
  const choices = useQuery(choicesQuery(id));
  if (choices.error || choices.data?.collections.length === 0) {
    return null;
  }
  return (
    <Panel title={w.inCollections}>
      <Loaded query={choices} lines={2}>
        {({ collections }) => (
          <>
            <ul className="plain-list">
              {collections.map((choice) => <One key={choice.id} id={id} choice={choice} />)}
            </ul>
            <p className="quiet small">{w.inCollectionsHint}</p>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function One({ id, choice }: { id: string; choice: Schema<'PickChoice'> }) {
  const w = useWords(objectWords);
  const client = useQueryClient();
  const change = useMutation<unknown>({
    mutationFn: () =>
      choice.holds
        ? answered(hub.DELETE('/api/collections/{id}/objects/{object}', { params: { path: { id: choice.id, object: id } } }))
        : answered(hub.POST('/api/collections/{id}/objects', { params: { path: { id: choice.id } }, body: { objects: [id] } })),
    onSuccess: () => client.invalidateQueries({ queryKey: choicesQuery(id).queryKey }),
  });
  return (
    <li>
      <div className="spread">
        <span className={choice.holds ? undefined : 'quiet'}><Foreign text={choice.title} /></span>
        <Button size="compact-sm" variant="default" loading={change.isPending} onClick={() => change.mutate()}>
          {choice.holds ? w.takeOut : w.putIn}<span className="visually-hidden"> {choice.title}</span>
        </Button>
      </div>
      {change.error && <Failure error={change.error} />}
    </li>
  );
}
