import { Button } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import { ReasonDialog } from './ReasonDialog';

interface Props<T> {
  action: string;
  hint: string;
  label: string;
  /** What is asked, with the reason; whoever shows the answer no longer shows this. */
  ask: UseMutationResult<T, Error, string>;
}

/** A question that is answered to who says why; the reason is kept. */
export function AskWhy<T>({ action, hint, label, ask }: Props<T>) {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button variant="default" size="xs" onClick={() => setOpen(true)}>{action}</Button>
      {open && <ReasonDialog title={action} hint={hint} label={label} action={action} harmless pending={ask.isPending} error={ask.error} onSend={(reason) => ask.mutate(reason)} onClose={() => setOpen(false)} />}
    </div>
  );
}
