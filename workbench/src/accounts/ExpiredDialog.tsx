import { Text } from '@mantine/core';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { LogInForm } from './LogInForm';
import { useExpired, useSession } from './session';
import { accountWords } from './words';

/** A log-in over the page whose session ended: what was typed stays where it is. */
export function ExpiredDialog() {
  const w = useWords(accountWords);
  const expired = useExpired();
  const { login } = useSession().me.account;
  if (!expired) {
    return null;
  }
  return (
    <Dialog title={w.expired} centered>
      <Text mb="md">{w.expiredHint}</Text>
      <LogInForm known={login} />
    </Dialog>
  );
}
