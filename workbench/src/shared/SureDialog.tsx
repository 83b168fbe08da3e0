import { Button } from '@mantine/core';
import { Dialog } from './Dialog';
import { useWords } from './i18n';
import { Failure } from './States';
import { sharedWords } from './words';

interface Props {
  title: string;
  /** What happens. */
  hint: string;
  action: string;
  pending: boolean;
  error: unknown;
  onSure: () => void;
  onClose: () => void;
}

/** Asks once more before a step that takes something from somebody. */
export function SureDialog({ title, hint, action, pending, error, onSure, onClose }: Props) {
  const w = useWords(sharedWords);
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="stack">
        <p>{hint}</p>
        {error != null && <Failure error={error} />}
        <div className="actions">
          <Button color="red" loading={pending} onClick={onSure} data-autofocus>{action}</Button>
          <Button variant="default" onClick={onClose}>{w.cancel}</Button>
        </div>
      </div>
    </Dialog>
  );
}
