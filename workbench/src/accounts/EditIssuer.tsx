import { Checkbox, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../shared/FormDialog';
import { useWords } from '../shared/i18n';
import { linesOf } from '../shared/lines';
import { issuersQuery, NEW_ISSUER, saveIssuer, tableOf, tableText, toSave, type Issuer, type IssuerToSave } from './issuers';
import { issuerWords } from './issuerWords';
import { organizationsQuery } from './queries';

/** The form of an issuer. @param issuer undefined: a new one */
export function EditIssuer({ issuer, close }: { issuer: Issuer | undefined; close: () => void }) {
  const w = useWords(issuerWords);
  const [value, setValue] = useState<IssuerToSave>(issuer ? toSave(issuer) : NEW_ISSUER);
  const [table, setTable] = useState(tableText(value.roles));
  const set = (part: Partial<IssuerToSave>) => setValue({ ...value, ...part });
  const whole = value.name.trim() !== '' && value.address.trim() !== '' && value.client.trim() !== '';
  return (
    <FormDialog title={issuer?.name ?? w.add} send={() => saveIssuer(issuer?.id, { ...value, roles: tableOf(table) })} renews={issuersQuery.queryKey} whole={whole} close={close}>
      <TextInput label={w.name} description={w.nameHint} value={value.name} onChange={(e) => set({ name: e.currentTarget.value })} maxLength={60} data-autofocus />
      {!issuer && <Fixed value={value} set={set} />}
      <PasswordInput label={w.secret} description={issuer?.hasSecret ? w.secretKept : w.secretHint} value={value.secret} onChange={(e) => set({ secret: e.currentTarget.value })} autoComplete="off" />
      <TextInput label={w.scopes} description={w.scopesHint} value={value.scopes} onChange={(e) => set({ scopes: e.currentTarget.value })} classNames={{ input: 'mono' }} />
      <TextInput label={w.groupsClaim} description={w.groupsHint} value={value.groupsClaim} onChange={(e) => set({ groupsClaim: e.currentTarget.value })} classNames={{ input: 'mono' }} />
      <Textarea label={w.roles} description={w.rolesHint((issuer?.grants ?? ['reader', 'reporter', 'analyst', 'member-admin']).join(', '))} value={table} onChange={(e) => setTable(e.currentTarget.value)} autosize minRows={2} classNames={{ input: 'mono' }} />
      <Textarea label={w.networks} description={w.networksHint} value={value.networks.join('\n')} onChange={(e) => set({ networks: linesOf(e.currentTarget.value) })} autosize minRows={1} classNames={{ input: 'mono' }} />
      <Checkbox label={w.secondFactor} checked={value.secondFactor} onChange={(e) => set({ secondFactor: e.currentTarget.checked })} />
      <Checkbox label={w.listed} checked={value.listed} onChange={(e) => set({ listed: e.currentTarget.checked })} />
    </FormDialog>
  );
}

/** What cannot be changed later. */
function Fixed({ value, set }: { value: IssuerToSave; set: (part: Partial<IssuerToSave>) => void }) {
  const w = useWords(issuerWords);
  const organizations = useQuery(organizationsQuery);
  return (
    <>
      <TextInput label={w.address} description={w.addressHint} value={value.address} onChange={(e) => set({ address: e.currentTarget.value })} classNames={{ input: 'mono' }} inputMode="url" />
      <TextInput label={w.client} value={value.client} onChange={(e) => set({ client: e.currentTarget.value })} classNames={{ input: 'mono' }} autoComplete="off" />
      <NativeSelect
        label={w.organization}
        value={value.organization ?? ''}
        onChange={(e) => set({ organization: e.currentTarget.value === '' ? null : e.currentTarget.value })}
        data={[{ value: '', label: w.everyone }, ...(organizations.data?.organizations ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
      />
    </>
  );
}
