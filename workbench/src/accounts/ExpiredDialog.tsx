import { Text } from '@mantine/core';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { IssuerButtons } from './IssuerButtons';
import { LogInForm } from './LogInForm';
import { PasskeyLogIn } from './PasskeyButton';
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
      <PasskeyLogIn />
      <IssuerButtons />
    </Dialog>
  );
}
