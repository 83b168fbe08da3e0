import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { answered, hub, type Schema } from '../api/client';
import { useDraft } from '../shared/drafts';

/** A form that becomes a report: what is typed is kept until it was sent. */
export function useReporting<T extends { text: string }>(name: string, empty: T, told: (wish: T) => Schema<'NewReport'>, onSent: (id: string) => void) {
  const client = useQueryClient();
  const draft = useDraft<T>(name, empty);
  const send = useMutation({
    mutationFn: () => answered(hub.POST('/api/reports', { body: told(draft.value) })),
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
  return { draft, send, submit };
}
