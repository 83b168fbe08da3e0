import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { useDraft } from '../shared/drafts';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Restored } from '../shared/Restored';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { begin, describe, taken, type Investigation } from './queries';
import { investigationWords } from './words';

/** Title and summary: of a new one, or of one that is there. */
export function Begin({ page, close }: { page?: Investigation; close: () => void }) {
  const w = useWords(investigationWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const draft = useDraft(`investigation.${page?.id ?? 'new'}.head`, { title: page?.title ?? '', summary: page?.summary ?? '' });
  const { title, summary } = draft.value;
  const save = useMutation({
    mutationFn: () => (page ? describe(page.id, { revision: page.revision, title, summary }) : begin(title, summary)),
    onSuccess: async (next) => {
      draft.sent();
      taken(client, next);
      close();
      if (!page) {
        await navigate({ to: '/investigations/$id', params: { id: next.id }, search: {} });
      }
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog title={page ? w.edit : w.begin} onClose={close}>
      <form className="stack" onSubmit={submit} onKeyDown={sendByKey}>
        <Restored draft={draft} />
        <TextInput label={w.name} value={title} onChange={(e) => draft.change({ title: e.currentTarget.value, summary })} required withAsterisk={false} maxLength={200} data-autofocus />
        <Textarea label={w.summary} value={summary} onChange={(e) => draft.change({ title, summary: e.currentTarget.value })} autosize minRows={3} maxRows={12} />
        {save.error && <Failure error={save.error} />}
        <div className="actions">
          <Button type="submit" loading={save.isPending} disabled={title.trim() === ''}>{page ? w.save : w.begin}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
