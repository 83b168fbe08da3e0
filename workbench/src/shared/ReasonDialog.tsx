import { Button, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Dialog } from './Dialog';
import { useWords } from './i18n';
import { Failure } from './States';
import { sharedWords } from './words';

interface Props {
  title: string;
  /** What happens, and who reads the reason. */
  hint: string;
  label: string;
  action: string;
  pending: boolean;
  error: unknown;
  onSend: (reason: string) => void;
  onClose: () => void;
}

/** A step that needs a reason. */
export function ReasonDialog({ title, hint, label, action, pending, error, onSend, onClose }: Props) {
  const w = useWords(sharedWords);
  const [reason, setReason] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSend(reason.trim());
  };
  return (
    <Dialog onClose={onClose} title={title}>
      <form onSubmit={send} className="stack">
        <p>{hint}</p>
        <Textarea label={label} value={reason} onChange={(e) => setReason(e.currentTarget.value)} required withAsterisk={false} autosize minRows={3} data-autofocus />
        {error != null && <Failure error={error} />}
        <div className="actions">
          <Button type="submit" loading={pending} color="red" disabled={reason.trim() === ''}>
            {action}
          </Button>
          <Button variant="default" onClick={onClose}>
            {w.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
