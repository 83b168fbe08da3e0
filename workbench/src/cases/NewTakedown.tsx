import { Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { FormDialog } from '../shared/FormDialog';
import { useWords } from '../shared/i18n';
import { taken } from './queries';
import { openTakedown } from './takedowns';
import { takedownWords } from './takedownWords';
import { caseWords } from './words';

/** What is to disappear, typed or taken from a report. */
export function NewTakedown({ report, close }: { report?: string; close: () => void }) {
  const w = useWords(caseWords);
  const t = useWords(takedownWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [value, setValue] = useState('');
  const [brand, setBrand] = useState('');
  const [text, setText] = useState('');
  const send = async () => {
    const next = await openTakedown({ report: report ?? null, value, brand, text, title: null });
    taken(client, next);
    await navigate({ to: '/cases/$id', params: { id: next.id } });
  };
  return (
    <FormDialog title={w.begin.takedown ?? ''} send={send} renews={['cases']} whole={report !== undefined || value.trim() !== ''} close={close}>
      <TextInput label={t.value} description={t.valueHint} value={value} onChange={(e) => setValue(e.currentTarget.value)} maxLength={2_000} data-autofocus />
      <TextInput label={t.brand} value={brand} onChange={(e) => setBrand(e.currentTarget.value)} maxLength={200} />
      <Textarea label={w.text} value={text} onChange={(e) => setText(e.currentTarget.value)} autosize minRows={2} maxLength={20_000} />
    </FormDialog>
  );
}
