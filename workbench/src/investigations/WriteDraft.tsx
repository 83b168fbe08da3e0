import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Problem } from '../api/problem';
import { typeName, typeWords } from '../knowledge/types';
import { Dialog } from '../shared/Dialog';
import { useDraft } from '../shared/drafts';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Restored } from '../shared/Restored';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { Explained } from '../shared/Why';
import { Choose } from './Choose';
import { emptyForm, fieldsOf, formOf, told, WRITABLE, type Form } from './form';
import { PickMany, PickOne } from './Pick';
import { investigationQuery, rewriteDraft, taken, writeDraft, type Draft, type Investigation } from './queries';
import { investigationWords } from './words';

interface Typed {
  form: Form;
  revision: number;
}

/** One object that is written here: a new one, or one that was begun. */
export function WriteDraft({ page, draft, close }: { page: Investigation; draft?: Draft; close: () => void }) {
  const w = useWords(investigationWords);
  const common = useWords(sharedWords);
  const types = useWords(typeWords);
  const client = useQueryClient();
  const typed = useDraft<Typed>(`investigation.${page.id}.draft.${draft?.id ?? 'new'}`, { form: draft ? formOf(draft) : emptyForm('note'), revision: draft?.revision ?? 0 });
  const { form } = typed.value;
  const fields = fieldsOf(form.type);
  const [theirs, setTheirs] = useState<Draft>();
  const change = (more: Partial<Form>) => typed.change({ ...typed.value, form: { ...form, ...more } });
  const save = useMutation({
    mutationFn: ({ form: wish, revision }: Typed) => (draft ? rewriteDraft(page.id, draft.id, revision, told(wish)) : writeDraft(page.id, told(wish))),
    onSuccess: (next) => {
      typed.sent();
      taken(client, next);
      void client.invalidateQueries({ predicate: ({ queryKey }) => ['object', 'objects'].includes(String(queryKey[0])) });
      close();
    },
    onError: async (error) => {
      if (draft && error instanceof Problem && error.reason === 'investigation.changed') {
        const now = await client.fetchQuery({ ...investigationQuery(page.id), staleTime: 0 });
        setTheirs(now.drafts.find(({ id }) => id === draft.id));
      }
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(typed.value);
  };
  const drop = () => {
    typed.discard();
    close();
  };
  return (
    <Dialog title={draft ? w.edit : w.writeDraft} onClose={close} size="lg">
      <form className="stack" onSubmit={submit} onKeyDown={sendByKey}>
        <Restored draft={{ restoredAt: typed.restoredAt, discard: drop }} />
        {!draft && <NativeSelect label={w.type} value={form.type} onChange={(e) => change({ type: e.currentTarget.value })} data={WRITABLE.map((type) => ({ value: type, label: typeName(type, types) }))} data-autofocus />}
        {fields.link && (
          <>
            <PickOne label={w.from} value={form.from} page={page} choose={(from) => change({ from })} />
            <TextInput label={w.link} description={w.linkHint} value={form.link} onChange={(e) => change({ link: e.currentTarget.value })} maxLength={100} spellCheck={false} />
            <PickOne label={w.to} value={form.to} page={page} choose={(to) => change({ to })} />
          </>
        )}
        {fields.name && <TextInput label={w.name} value={form.name} onChange={(e) => change({ name: e.currentTarget.value })} maxLength={300} />}
        {fields.pattern && <Explained topic="pattern"><Textarea label={w.pattern} description={w.patternHint} value={form.pattern} onChange={(e) => change({ pattern: e.currentTarget.value })} autosize spellCheck={false} classNames={{ input: 'mono' }} /></Explained>}
        <Textarea label={w.text} value={form.text} onChange={(e) => change({ text: e.currentTarget.value })} autosize minRows={3} maxRows={20} />
        {fields.objects && <PickMany label={w.about} hint={w.aboutHint} values={form.objects} page={page} choose={(objects) => change({ objects })} />}
        {save.error && !theirs && <Failure error={save.error} />}
        <div className="actions">
          <Button type="submit" loading={save.isPending}>{w.save}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
      {theirs && (
        <Choose
          mine={`${form.name}\n${form.pattern}\n${form.text}`.trim()}
          theirs={`${theirs.name}\n${theirs.pattern}\n${theirs.text}`.trim()}
          keepMine={() => save.mutate({ form, revision: theirs.revision })}
          takeTheirs={drop}
        />
      )}
    </Dialog>
  );
}
