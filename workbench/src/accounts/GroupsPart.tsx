import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { Waits } from '../proposals/Waits';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Panel } from '../shared/Panel';
import { Empty, Failure, Loaded } from '../shared/States';
import { sharedWords } from '../shared/words';
import { groupsQuery, OUTSIDE, partiesChanged, saveGroup, type Group } from './members';
import { memberWords } from './memberWords';
import { organizationsQuery } from './queries';
import { useMay } from './session';

/** Groups of organisations. */
export function GroupsPart() {
  const w = useWords(memberWords);
  const may = useMay();
  const groups = useQuery(groupsQuery);
  const [edited, setEdited] = useState<Group | 'new'>();
  const [waits, setWaits] = useState(false);
  const cares = may('administer-members');
  return (
    <>
      {cares && <div className="filters"><Button onClick={() => setEdited('new')}>{w.addGroup}</Button></div>}
      {waits && <Waits />}
      <Loaded query={groups}>
        {(data) => (data.groups.length === 0 ? <Empty title={w.nobody} /> : data.groups.map((group) => <One key={group.id} group={group} edit={cares && !group.kept ? () => setEdited(group) : undefined} />))}
      </Loaded>
      {edited && <EditGroup group={edited === 'new' ? undefined : edited} waits={setWaits} close={() => setEdited(undefined)} />}
    </>
  );
}

function One({ group, edit }: { group: Group; edit: (() => void) | undefined }) {
  const w = useWords(memberWords);
  return (
    <Panel
      title={group.name}
      aside={edit && <button type="button" className="copy" onClick={edit} data-line>{w.change}<span className="visually-hidden"> {group.name}</span></button>}
    >
      {group.kept && <p className="quiet">{w.kept}</p>}
      {group.description !== '' && <p><Foreign text={group.description} /></p>}
      <p>{w.members}: {group.organizations.length === 0 ? w.nobody : <Foreign text={group.organizations.map(({ name }) => name).join(', ')} />}</p>
    </Panel>
  );
}

function EditGroup({ group, waits, close }: { group: Group | undefined; waits: (some: boolean) => void; close: () => void }) {
  const w = useWords(memberWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const organizations = useQuery(organizationsQuery);
  const [name, setName] = useState(group?.name ?? '');
  const [description, setDescription] = useState(group?.description ?? '');
  const [chosen, setChosen] = useState(group?.organizations.map(({ id }) => id) ?? []);
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () => saveGroup(group?.id, { name, description, organizations: chosen, reason }),
    onSuccess: async ({ proposed }) => {
      waits(proposed.length > 0);
      await partiesChanged(client);
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const offered = (organizations.data?.organizations ?? []).filter(({ id, closedAt }) => closedAt == null || chosen.includes(id));
  const before = group?.organizations.map(({ id }) => id) ?? [];
  const outside = offered.filter(({ id, kind }) => chosen.includes(id) && !before.includes(id) && OUTSIDE.includes(kind)).map((each) => each.name);
  return (
    <Dialog title={group?.name ?? w.addGroup} onClose={close}>
      <form className="stack" onSubmit={submit} onKeyDown={sendByKey}>
        <TextInput label={w.name} value={name} onChange={(e) => setName(e.currentTarget.value)} required withAsterisk={false} maxLength={100} data-autofocus />
        <TextInput label={w.description} value={description} onChange={(e) => setDescription(e.currentTarget.value)} maxLength={500} />
        <Checkbox.Group label={w.members} value={chosen} onChange={setChosen}>
          <div className="stack">
            {offered.map((each) => <Checkbox key={each.id} value={each.id} label={each.name} />)}
          </div>
        </Checkbox.Group>
        {outside.length > 0 && (
          <>
            <p className="notice warn">{w.outside(outside.join(', '))}</p>
            <TextInput label={w.outsideReason} value={reason} onChange={(e) => setReason(e.currentTarget.value)} required withAsterisk={false} maxLength={500} />
          </>
        )}
        {save.error && <Failure error={save.error} />}
        <div className="actions">
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>{w.save}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
