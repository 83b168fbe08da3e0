import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../shared/FormDialog';
import { useWords } from '../shared/i18n';
import { localInput } from '../shared/time';
import { remindLater, tomorrowAtNine } from './desk';
import { deskWords } from './deskWords';

const HOUR_MS = 3_600_000;

/** Takes a report out of the queue until a moment. */
export function LaterDialog({ report, close }: { report: string; close: () => void }) {
  const d = useWords(deskWords);
  const inHours = (n: number) => localInput(new Date(Date.now() + n * HOUR_MS));
  const [at, setAt] = useState(() => inHours(1));
  const [note, setNote] = useState('');
  return (
    <FormDialog title={d.later} send={() => remindLater(report, new Date(at).toISOString(), note)} renews={['report']} whole={at !== ''} close={close}>
      <p>{d.laterHint}</p>
      <TextInput type="datetime-local" label={d.at} value={at} onChange={(e) => setAt(e.currentTarget.value)} data-autofocus />
      <div className="actions">
        {[1, 4].map((n) => <Button key={n} size="xs" variant="default" onClick={() => setAt(inHours(n))}>{d.inHours(n)}</Button>)}
        <Button size="xs" variant="default" onClick={() => setAt(localInput(tomorrowAtNine(new Date())))}>{d.tomorrow}</Button>
      </div>
      <Textarea label={d.note} description={d.noteHint} value={note} onChange={(e) => setNote(e.currentTarget.value)} autosize minRows={2} maxLength={2_000} />
    </FormDialog>
  );
}
