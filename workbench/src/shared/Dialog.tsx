import { Modal, type ModalProps } from '@mantine/core';
import { useWords } from './i18n';
import { sharedWords } from './words';

/** A dialog whose closing button has a name; without `onClose` it closes only by one of its own buttons. */
export function Dialog({ onClose, ...props }: Omit<ModalProps, 'opened' | 'onClose'> & { onClose?: (() => void) | undefined }) {
  const w = useWords(sharedWords);
  return (
    <Modal
      opened
      onClose={onClose ?? (() => undefined)}
      withCloseButton={onClose !== undefined}
      closeOnEscape={onClose !== undefined}
      closeOnClickOutside={onClose !== undefined}
      closeButtonProps={{ 'aria-label': w.close }}
      {...props}
    />
  );
}
