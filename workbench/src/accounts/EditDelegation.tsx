import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { endOfDay, localDay, partiesChanged, PURPOSES, saveDelegation, type Delegation, type Organization } from './members';
import { memberWords } from './memberWords';
import { organizationsQuery } from './queries';

const NO_MEMBERS = ['cert', 'partner', 'security-firm'];
const A_YEAR_MS = 365 * 86_400_000;

/** Which firm acts for whom, why, until when. @param delegation undefined: a new one */
export function EditDelegation({ delegation, close }: { delegation?: Delegation; close: () => void }) {
  const w = useWords(memberWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const all = useQuery(organizationsQuery).data?.organizations.filter(({ closedAt }) => closedAt == null) ?? [];
  const firms = all.filter(({ kind }) => kind === 'security-firm');
  const members = all.filter(({ kind }) => !NO_MEMBERS.includes(kind));
  const [firm, setFirm] = useState(delegation?.firm.id ?? '');
  const [member, setMember] = useState(delegation?.member.id ?? '');
  const [purposes, setPurposes] = useState(delegation?.purposes ?? ['monitoring']);
  const [until, setUntil] = useState(() => localDay(new Date(Date.now() + A_YEAR_MS)));
  const save = useMutation({
    mutationFn: () => saveDelegation(firm || (firms[0]?.id ?? ''), member || (members[0]?.id ?? ''), { purposes, until: endOfDay(until).toISOString() }),
    onSuccess: async () => {
      await partiesChanged(client);
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const named = (list: Organization[]) => list.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Dialog title={delegation ? `${delegation.firm.name} → ${delegation.member.name}` : w.addDelegation} onClose={close}>
      <form className="stack" onSubmit={submit}>
        {!delegation && firms.length === 0 && <p className="notice">{w.noFirms}</p>}
        {!delegation && (
          <div className="pair">
            <NativeSelect label={w.firm} value={firm} onChange={(e) => setFirm(e.currentTarget.value)} data={named(firms)} />
            <NativeSelect label={w.member} value={member} onChange={(e) => setMember(e.currentTarget.value)} data={named(members)} />
          </div>
        )}
        <Checkbox.Group label={w.purposes} description={w.purposesHint} value={purposes} onChange={setPurposes}>
          <div className="stack">
            {PURPOSES.map((purpose) => <Checkbox key={purpose} value={purpose} label={w.purpose[purpose]} />)}
          </div>
        </Checkbox.Group>
        <TextInput type="date" label={w.until} value={until} onChange={(e) => setUntil(e.currentTarget.value)} min={localDay(new Date())} required withAsterisk={false} />
        {save.error && <Failure error={save.error} />}
        <div className="actions">
          <Button type="submit" loading={save.isPending} disabled={purposes.length === 0 || until === '' || (!delegation && firms.length === 0)}>{w.save}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
