import { Checkbox, Radio, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { organizationsQuery } from '../accounts/queries';
import { FormDialog } from '../shared/FormDialog';
import { useWords } from '../shared/i18n';
import { collectionsQuery, NEW_COLLECTION, POSTINGS, saveCollection, toSave, type Collection, type CollectionToSave } from './collections';
import { collectionWords } from './collectionWords';

interface Reader {
  id: string;
  name: string;
}

/** The form of a collection. @param collection undefined: a new one */
export function EditCollection({ collection, groups, close }: { collection: Collection | undefined; groups: Reader[]; close: () => void }) {
  const w = useWords(collectionWords);
  const organizations = useQuery(organizationsQuery);
  const [value, setValue] = useState<CollectionToSave>(collection ? toSave(collection) : NEW_COLLECTION);
  const set = (part: Partial<CollectionToSave>) => setValue({ ...value, ...part });
  const changed = collection !== undefined && collection.query !== value.query.trim();
  return (
    <FormDialog title={collection?.title ?? w.add} send={() => saveCollection(collection?.id, value)} renews={collectionsQuery.queryKey} whole={value.title.trim() !== ''} close={close}>
      <TextInput label={w.name} description={w.nameHint} value={value.title} onChange={(e) => set({ title: e.currentTarget.value })} required withAsterisk={false} maxLength={100} data-autofocus />
      <Textarea label={w.description} value={value.description} onChange={(e) => set({ description: e.currentTarget.value })} maxLength={5000} autosize minRows={2} />
      {!collection && <FilledBy picked={value.picked} choose={(picked) => set({ picked, query: '', posting: 'nobody' })} />}
      {value.picked && <Select label={w.posting} description={w.postingHint} data={POSTINGS.map((posting) => ({ value: posting, label: w.postings[posting] ?? posting }))} value={value.posting} onChange={(posting) => set({ posting: posting ?? 'nobody' })} allowDeselect={false} />}
      {!value.picked && <TextInput label={w.query} description={w.queryHint} value={value.query} onChange={(e) => set({ query: e.currentTarget.value })} classNames={{ input: 'mono' }} />}
      {changed && <p className="quiet small">{w.asked}</p>}
      <Readers label={w.groups} all={groups} chosen={value.groups} choose={(chosen) => set({ groups: chosen })} />
      <Readers label={w.organizations} all={organizations.data?.organizations ?? []} chosen={value.organizations} choose={(chosen) => set({ organizations: chosen })} />
      {collection && <Checkbox label={w.ended} checked={value.ended} onChange={(e) => set({ ended: e.currentTarget.checked })} />}
    </FormDialog>
  );
}

function FilledBy({ picked, choose }: { picked: boolean; choose: (picked: boolean) => void }) {
  const w = useWords(collectionWords);
  return (
    <Radio.Group label={w.filledBy} value={picked ? 'hand' : 'question'} onChange={(chosen) => choose(chosen === 'hand')}>
      <div className="stack">
        <Radio value="question" label={w.byQuestion} />
        <Radio value="hand" label={w.byHand} />
      </div>
    </Radio.Group>
  );
}

function Readers({ label, all, chosen, choose }: { label: string; all: Reader[]; chosen: string[]; choose: (ids: string[]) => void }) {
  if (all.length === 0) {
    return null;
  }
  return (
    <Checkbox.Group label={label} value={chosen} onChange={choose}>
      <div className="stack">
        {all.map(({ id, name }) => <Checkbox key={id} value={id} label={name} />)}
      </div>
    </Checkbox.Group>
  );
}
