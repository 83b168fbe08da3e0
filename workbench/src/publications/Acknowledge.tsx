import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useMay, useSession } from '../accounts/session';
import { Icon } from '../shared/Icon';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Failure } from '../shared/States';
import { useTaken } from './FlowActions';
import { acknowledge, type Publication } from './queries';
import { publicationWords } from './words';

/** A member says that it has read the warning. */
export function Acknowledge({ publication }: { publication: Publication }) {
  const w = useWords(publicationWords);
  const may = useMay();
  const { name } = useSession().me.organization;
  const taken = useTaken();
  const read = useMutation({ mutationFn: () => acknowledge(publication.id), onSuccess: taken });
  const own = publication.acknowledgements.find(({ organization }) => organization === name);
  if (own) {
    return (
      <span className="row done">
        <Icon name="check" /> {w.youRead} <Moment at={own.at} />
      </span>
    );
  }
  if (publication.state !== 'published' || !may('acknowledge')) {
    return null;
  }
  return (
    <>
      <Button onClick={() => read.mutate()} loading={read.isPending}>
        {w.acknowledge}
      </Button>
      {read.error && <Failure error={read.error} />}
    </>
  );
}
