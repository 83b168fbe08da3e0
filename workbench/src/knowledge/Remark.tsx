import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { groupsQuery } from '../accounts/members';
import { organizationsQuery } from '../accounts/queries';
import { useMay } from '../accounts/session';
import { answered, hub, type Schema } from '../api/client';
import { Waits } from '../proposals/Waits';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { PresentAt } from '../shared/Present';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { Explained } from '../shared/Why';
import { logins } from './logins';
import { markingQuery } from './queries';
import { remarkWords } from './remarkWords';

const LABELS = ['clear', 'green', 'amber', 'amber+strict'];
/** For named people, and only the own organisation's word. */
const RED = 'red';
const USES = ['none', 'clear', 'green', 'amber', 'red'];

/** Decides for whom a word about an object is, in place of the marking that it came with: the own one, for the CERT others' too. */
export function Remark({ page }: { page: Schema<'ObjectPage'> }) {
  const w = useWords(remarkWords);
  const may = useMay()('mark-objects');
  const marking = useQuery({ ...markingQuery(page.summary.id), enabled: may });
  const [open, setOpen] = useState(false);
  const [waits, setWaits] = useState(false);
  const words = (marking.data?.words ?? []).filter((word) => word.mayChange).sort((a, b) => Number(b.own) - Number(a.own));
  if (!may || words.length === 0) {
    return null;
  }
  return (
    <>
      {waits && <Waits />}
      <Button variant="default" onClick={() => setOpen(true)}>{w.change}</Button>
      {open && <WhoseWord id={page.summary.id} words={words} waits={setWaits} close={() => setOpen(false)} />}
    </>
  );
}

interface Opened {
  id: string;
  waits: (some: boolean) => void;
  close: () => void;
}

function WhoseWord({ words, close, ...rest }: Opened & { words: Schema<'WordRow'>[] }) {
  const w = useWords(remarkWords);
  const [owner, setOwner] = useState(words[0]?.organization);
  const word = words.find((each) => each.organization === owner);
  return (
    <Dialog title={w.change} onClose={close}>
      <PresentAt object={rest.id} />
      {words.length > 1 && <NativeSelect label={w.whose} value={owner} onChange={(e) => setOwner(e.currentTarget.value)} data={words.map((each) => ({ value: each.organization, label: each.name }))} />}
      {word && <Form key={word.organization} word={word} close={close} {...rest} />}
    </Dialog>
  );
}

function Form({ id, word, waits, close }: Opened & { word: Schema<'WordRow'> }) {
  const w = useWords(remarkWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const before = (word.tlp[0] ?? '').toLowerCase().replace('tlp:', '');
  const labels = word.own ? [...LABELS, RED] : LABELS;
  const [tlp, setTlp] = useState(labels.includes(before) ? before : 'amber+strict');
  const [people, setPeople] = useState(word.people.map(({ login }) => login).join(', '));
  const [pap, setPap] = useState((word.pap ?? '').toLowerCase().replace('pap:', '') || 'none');
  const [organizations, setOrganizations] = useState<string[]>([]);
  const [groups, setGroups] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const change = useMutation({
    mutationFn: () => answered(hub.POST('/api/objects/{id}/marking', { params: { path: { id } }, body: { owner: word.organization, tlp, pap, reason, ...(tlp === RED ? { organizations: [], groups: [], people: logins(people) } : { organizations, groups }) } })),
    onSuccess: async ({ proposal }) => {
      waits(proposal != null);
      await client.invalidateQueries({ predicate: ({ queryKey }) => ['object', 'objects', 'proposals', 'who-sees'].includes(String(queryKey[0])) });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form className="stack" onSubmit={submit} onKeyDown={sendByKey}>
      <p>{word.own ? w.hint : w.anothers}</p>
      <Explained topic="tlp">
        <NativeSelect label={w.label} value={tlp} onChange={(e) => setTlp(e.currentTarget.value)} data={labels.map((each) => ({ value: each, label: `TLP:${each.toUpperCase()}` }))} data-autofocus />
      </Explained>
      <p className="small quiet">{w.meaning[tlp]}</p>
      <Explained topic="pap">
        <NativeSelect label={w.use} value={pap} onChange={(e) => setPap(e.currentTarget.value)} data={USES.map((each) => ({ value: each, label: each === 'none' ? w.noUse : `PAP:${each.toUpperCase()}` }))} />
      </Explained>
      <p className="small quiet">{w.uses[pap]}</p>
      {tlp === RED ? (
        <TextInput label={w.people} description={w.peopleHint} value={people} onChange={(e) => setPeople(e.currentTarget.value)} autoComplete="off" />
      ) : (
        <Recipients owner={word.organization} chosen={{ organizations, groups }} choose={{ setOrganizations, setGroups }} />
      )}
      <Textarea label={w.reason} value={reason} onChange={(e) => setReason(e.currentTarget.value)} autosize minRows={2} maxLength={2000} />
      {change.error && <Failure error={change.error} />}
      <div className="actions">
        <Button type="submit" loading={change.isPending} disabled={reason.trim() === '' || (tlp === RED && logins(people).length === 0)}>{w.change}</Button>
        <Button variant="default" onClick={close}>{common.cancel}</Button>
      </div>
    </form>
  );
}

interface Choice {
  owner: string;
  chosen: { organizations: string[]; groups: string[] };
  choose: { setOrganizations: (ids: string[]) => void; setGroups: (ids: string[]) => void };
}

/** Recipients beside the owner; groups only for those who may know them. */
export function Recipients({ owner, chosen, choose }: Choice) {
  const w = useWords(remarkWords);
  const knows = useMay()('read-members');
  const organizations = useQuery(organizationsQuery);
  const groups = useQuery({ ...groupsQuery, enabled: knows });
  const others = (organizations.data?.organizations ?? []).filter(({ id, closedAt }) => id !== owner && closedAt == null);
  return (
    <>
      {knows && (
        <Checkbox.Group label={w.groups} value={chosen.groups} onChange={choose.setGroups}>
          <div className="stack">{(groups.data?.groups ?? []).map((each) => <Checkbox key={each.id} value={each.id} label={each.name} />)}</div>
        </Checkbox.Group>
      )}
      <Checkbox.Group label={w.organizations} value={chosen.organizations} onChange={choose.setOrganizations}>
        <div className="stack">{others.map((each) => <Checkbox key={each.id} value={each.id} label={each.name} />)}</div>
      </Checkbox.Group>
    </>
  );
}
