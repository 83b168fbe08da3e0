import { Button, Checkbox, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { answered, hub } from '../api/client';
import { useDraft } from '../shared/drafts';
import { useWords } from '../shared/i18n';
import { Restored } from '../shared/Restored';
import { sendByKey } from '../shared/keys';
import { Failure } from '../shared/States';
import { intakeWords } from './words';

/** A member asks the CERT something. */
export function AskForm({ onSent }: { onSent: (id: string) => void }) {
  const w = useWords(intakeWords);
  const client = useQueryClient();
  const draft = useDraft('question', { text: '', anonymous: false });
  const { value: wish } = draft;
  const send = useMutation({
    mutationFn: () => answered(hub.POST('/api/reports', { body: { ...wish, channel: 'question' } })),
    onSuccess: ({ id }) => {
      draft.sent();
      void client.invalidateQueries({ queryKey: ['reports'] });
      onSent(id);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <form onSubmit={submit} className="panel stack narrow" onKeyDown={sendByKey}>
      <Restored draft={draft} />
      <Textarea
        label={w.question}
        value={wish.text}
        onChange={(e) => draft.change({ ...wish, text: e.currentTarget.value })}
        dir="auto"
        autosize
        minRows={5}
        maxRows={20}
        required
        withAsterisk={false}
        autoFocus
      />
      <Checkbox label={w.anonymous} description={w.anonymousHint} checked={wish.anonymous} onChange={(e) => draft.change({ ...wish, anonymous: e.currentTarget.checked })} />
      {send.error && <Failure error={send.error} again={() => send.mutate()} />}
      <div className="actions">
        <Button type="submit" loading={send.isPending} disabled={wish.text.trim() === ''}>{w.ask}</Button>
        <kbd>Ctrl Enter</kbd>
      </div>
    </form>
  );
}
