import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { KINDS, NEW_ORGANIZATION, partiesChanged, saveOrganization, SIZES, type OrganizationDetail, type OrganizationToSave } from './members';
import { memberWords } from './memberWords';
import { accountWords } from './words';

function toSave({ organization: { name, kind, size, language }, mail }: OrganizationDetail): OrganizationToSave {
  return { name, kind, size: size ?? '', language, mail: mail ?? '' };
}

/** The form of an organisation. @param detail undefined: a new one */
export function EditOrganization({ detail, close }: { detail?: OrganizationDetail; close: () => void }) {
  const w = useWords(memberWords);
  const account = useWords(accountWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [value, setValue] = useState(detail ? toSave(detail) : NEW_ORGANIZATION);
  const set = (part: Partial<OrganizationToSave>) => setValue({ ...value, ...part });
  const save = useMutation({
    mutationFn: () => saveOrganization(detail?.organization.id, value),
    onSuccess: async (saved) => {
      await partiesChanged(client);
      close();
      if (!detail) {
        await navigate({ to: '/members/$id', params: { id: saved.organization.id } });
      }
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog title={detail?.organization.name ?? w.add} onClose={close}>
      <form className="stack" onSubmit={submit} onKeyDown={sendByKey}>
        <TextInput label={w.name} value={value.name} onChange={(e) => set({ name: e.currentTarget.value })} required withAsterisk={false} maxLength={200} data-autofocus />
        <div className="pair">
          {value.kind !== 'cert' && <NativeSelect label={w.kind} value={value.kind} onChange={(e) => set({ kind: e.currentTarget.value })} data={KINDS.map((kind) => ({ value: kind, label: account.kinds[kind] ?? kind }))} />}
          <NativeSelect label={w.size} value={value.size} onChange={(e) => set({ size: e.currentTarget.value })} data={['', ...SIZES].map((size) => ({ value: size, label: w.sizes[size] ?? size }))} />
        </div>
        <NativeSelect label={w.language} value={value.language} onChange={(e) => set({ language: e.currentTarget.value })} data={['nl', 'en'].map((language) => ({ value: language, label: account.languages[language] ?? language }))} />
        <TextInput label={w.mail} description={w.mailHint} value={value.mail} onChange={(e) => set({ mail: e.currentTarget.value })} maxLength={320} inputMode="email" autoComplete="off" />
        {save.error && <Failure error={save.error} />}
        <div className="actions">
          <Button type="submit" loading={save.isPending} disabled={value.name.trim() === ''}>{w.save}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
