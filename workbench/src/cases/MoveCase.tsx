import { NativeSelect, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../shared/FormDialog';
import { useWords } from '../shared/i18n';
import { moveCase, taken, type Case } from './queries';
import { caseWords } from './words';

/** Another state; those that end a case need to say how it ended. */
export function MoveCase({ page, close }: { page: Case; close: () => void }) {
  const w = useWords(caseWords);
  const client = useQueryClient();
  const choices = page.states.filter((state) => state !== page.state && (page.kind !== 'request' || state === 'closed'));
  const [state, setState] = useState(choices[0] ?? page.state);
  const [outcome, setOutcome] = useState('');
  const send = async () => taken(client, await moveCase(page.id, { state, outcome }));
  return (
    <FormDialog title={w.move} send={send} renews={['cases']} whole={choices.length > 0} close={close}>
      <NativeSelect label={w.moveTo} value={state} onChange={(e) => setState(e.currentTarget.value)} data={choices.map((value) => ({ value, label: w.states[value] ?? value }))} data-autofocus />
      <Textarea label={w.outcome} description={w.outcomeHint} value={outcome} onChange={(e) => setOutcome(e.currentTarget.value)} autosize minRows={2} maxLength={20_000} />
    </FormDialog>
  );
}
