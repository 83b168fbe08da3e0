import { NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../shared/FormDialog';
import { useWords } from '../shared/i18n';
import { colleaguesQuery, handReport } from './desk';
import { deskWords } from './deskWords';

/** Gives a report to a colleague, or back to the queue, with a note. */
export function HandDialog({ report, close }: { report: string; close: () => void }) {
  const d = useWords(deskWords);
  const colleagues = useQuery(colleaguesQuery);
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const people = colleagues.data?.colleagues ?? [];
  return (
    <FormDialog title={d.hand} send={() => handReport(report, to, note)} renews={['report']} whole={colleagues.data !== undefined} close={close}>
      <p>{d.handHint}</p>
      <NativeSelect label={d.to} value={to} onChange={(e) => setTo(e.currentTarget.value)} data={[{ value: '', label: d.back }, ...people.map(({ id, name }) => ({ value: id, label: name }))]} data-autofocus />
      <Textarea label={d.note} description={d.noteHint} value={note} onChange={(e) => setNote(e.currentTarget.value)} autosize minRows={3} maxLength={2_000} />
    </FormDialog>
  );
}
