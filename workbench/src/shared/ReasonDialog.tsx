import { Button, Textarea } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Dialog } from './Dialog';
import { useWords } from './i18n';
import { sendByKey } from './keys';
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
  /** Nothing is taken from anybody: the button does not warn. */
  harmless?: boolean;
  /** What has to be known or chosen besides the reason. */
  children?: ReactNode;
  onSend: (reason: string) => void;
  onClose: () => void;
}

/** A step that needs a reason. */
export function ReasonDialog({ title, hint, label, action, pending, error, harmless = false, children, onSend, onClose }: Props) {
  const w = useWords(sharedWords);
  const [reason, setReason] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSend(reason.trim());
  };
  return (
    <Dialog onClose={onClose} title={title}>
      <form onSubmit={send} onKeyDown={sendByKey} className="stack">
        <p>{hint}</p>
        {children}
        <Textarea label={label} value={reason} onChange={(e) => setReason(e.currentTarget.value)} required withAsterisk={false} autosize minRows={3} maxLength={2_000} data-autofocus />
        {error != null && <Failure error={error} />}
        <div className="actions">
          <Button type="submit" loading={pending} disabled={reason.trim() === ''} {...(harmless ? {} : { color: 'red' })}>
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
