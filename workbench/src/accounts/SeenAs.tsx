import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { answered, hub } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Failure } from '../shared/States';
import { memberWords } from './memberWords';
import { peopleWords } from './peopleWords';
import { useSession } from './session';

/** Stands over every page while somebody looks through others' eyes. */
export function SeenAs() {
  const w = useWords(memberWords);
  const { short } = useWords(peopleWords);
  const { view } = useSession();
  const end = useMutation({ mutationFn: () => answered(hub.DELETE('/api/view')), onSuccess: () => window.location.assign('/') });
  if (!view) {
    return null;
  }
  return (
    <div className="seen-as" role="region" aria-label={w.seen(view.organization.name)}>
      <div>
        <strong><Foreign text={w.seen(view.organization.name)} /></strong> ({view.roles.map(short).join(', ')}, {w.untilShort} <Moment at={view.expiresAt} />) {w.seenHint}
        {end.error && <Failure error={end.error} />}
      </div>
      <Button size="xs" loading={end.isPending} onClick={() => end.mutate()}>{w.seenEnd}</Button>
    </div>
  );
}
