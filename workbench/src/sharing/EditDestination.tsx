import { Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { organizationsQuery } from '../accounts/queries';
import { FormDialog } from '../shared/FormDialog';
import { useWords } from '../shared/i18n';
import { linesOf } from '../shared/lines';
import { collectionsQuery } from './collections';
import { credentialsQuery, destinationsQuery, NEW_DESTINATION, saveDestination, toSave, type Destination, type DestinationToSave } from './destinations';
import { destinationWords } from './destinationWords';

/** The form of a destination. @param destination undefined: a new one */
export function EditDestination({ destination, close }: { destination: Destination | undefined; close: () => void }) {
  const w = useWords(destinationWords);
  const [value, setValue] = useState<DestinationToSave>(destination ? toSave(destination) : NEW_DESTINATION);
  const set = (part: Partial<DestinationToSave>) => setValue({ ...value, ...part });
  const whole = value.title.trim() !== '' && value.address.trim() !== '' && value.collection !== '' && value.organization !== '' && (value.kind !== 'misp' || value.credential !== '');
  const misp = value.kind === 'misp';
  return (
    <FormDialog title={destination?.title ?? w.add} send={() => saveDestination(destination?.id, value)} renews={destinationsQuery.queryKey} whole={whole} close={close}>
      <TextInput label={w.name} value={value.title} onChange={(e) => set({ title: e.currentTarget.value })} required withAsterisk={false} maxLength={100} data-autofocus />
      <NativeSelect
        label={w.kind}
        value={value.kind ?? 'taxii'}
        onChange={(e) => set({ kind: e.currentTarget.value })}
        data={[{ value: 'taxii', label: w.kinds.taxii }, { value: 'misp', label: w.kinds.misp }]}
      />
      <TextInput label={misp ? w.addressMisp : w.address} description={misp ? w.addressMispHint : w.addressHint} value={value.address} onChange={(e) => set({ address: e.currentTarget.value })} classNames={{ input: 'mono' }} />
      <Choices value={value} set={set} />
      <NumberInput label={w.every} description={w.everyHint} value={value.everyMinutes} onChange={(n) => set({ everyMinutes: Number(n) || 1 })} min={1} max={43_200} />
      <Textarea label={w.allow} description={w.allowHint} value={value.allow.join('\n')} onChange={(e) => set({ allow: linesOf(e.currentTarget.value) })} autosize minRows={1} classNames={{ input: 'mono' }} />
      <Checkbox label={w.on} checked={value.on} onChange={(e) => set({ on: e.currentTarget.checked })} />
    </FormDialog>
  );
}

function Choices({ value, set }: { value: DestinationToSave; set: (part: Partial<DestinationToSave>) => void }) {
  const w = useWords(destinationWords);
  const collections = useQuery(collectionsQuery);
  const organizations = useQuery(organizationsQuery);
  const credentials = useQuery(credentialsQuery);
  const none = { value: '', label: w.choose };
  const open = (collections.data?.collections ?? []).filter((each) => each.endedAt == null || each.id === value.collection);
  return (
    <>
      <NativeSelect label={w.collection} value={value.collection} onChange={(e) => set({ collection: e.currentTarget.value })} data={[none, ...open.map(({ id, title }) => ({ value: id, label: title }))]} />
      <NativeSelect
        label={w.organization}
        description={w.organizationHint}
        value={value.organization}
        onChange={(e) => set({ organization: e.currentTarget.value })}
        data={[none, ...(organizations.data?.organizations ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <NativeSelect
        label={w.credential}
        description={value.kind === 'misp' ? w.credentialMispHint : w.credentialHint}
        value={value.credential}
        onChange={(e) => set({ credential: e.currentTarget.value })}
        data={[{ value: '', label: w.noCredential }, ...(credentials.data?.credentials ?? []).map(({ name, host }) => ({ value: name, label: `${name} (${host})` }))]}
      />
    </>
  );
}
