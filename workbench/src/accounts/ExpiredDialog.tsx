import { Modal, Text } from '@mantine/core';
import { useWords } from '../shared/i18n';
import { LogInForm } from './LogInForm';
import { useExpired, useSession } from './session';
import { accountWords } from './words';

/** A log-in over the page whose session ended: what was typed stays where it is. */
export function ExpiredDialog() {
  const w = useWords(accountWords);
  const expired = useExpired();
  const { login } = useSession().me.account;
  return (
    <Modal
      opened={expired}
      onClose={() => undefined}
      title={w.expired}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      centered
    >
      <Text mb="md">{w.expiredHint}</Text>
      <LogInForm known={login} />
    </Modal>
  );
}
