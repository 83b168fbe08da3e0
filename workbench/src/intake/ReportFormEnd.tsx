import { Button, Checkbox } from '@mantine/core';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { intakeWords } from './words';

interface Props {
  anonymous: boolean;
  onAnonymous: (anonymous: boolean) => void;
  send: { error: Error | null; isPending: boolean; mutate: () => void };
  action: string;
  whole: boolean;
}

/** The end of a form that becomes a report: whether its name is passed on, and sending. */
export function ReportFormEnd({ anonymous, onAnonymous, send, action, whole }: Props) {
  const w = useWords(intakeWords);
  return (
    <>
      <Checkbox label={w.anonymous} description={w.anonymousHint} checked={anonymous} onChange={(e) => onAnonymous(e.currentTarget.checked)} />
      {send.error && <Failure error={send.error} again={() => send.mutate()} />}
      <div className="actions">
        <Button type="submit" loading={send.isPending} disabled={!whole}>{action}</Button>
        <kbd>Ctrl Enter</kbd>
      </div>
    </>
  );
}
