import { Button, Checkbox, Fieldset, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { organizationsQuery } from '../accounts/queries';
import type { Schema } from '../api/client';
import { FormDialog } from '../shared/FormDialog';
import { useWords } from '../shared/i18n';
import { localInput } from '../shared/time';
import { taken, type Case } from './queries';
import { changeRequest, itemOf, openRequest, type Readers, type Written } from './requests';
import { requestWords } from './requestWords';
import { caseWords } from './words';

interface Props {
  page?: Case;
  request?: Schema<'RequestView'>;
  close: () => void;
}

const WEEK = 7 * 86_400_000;
const NOT_ASKED = new Set(['cert']);

/** What is asked, by when, of whom, and who reads what they answer: all off as long as nobody says so. */
export function RequestForm({ page, request, close }: Props) {
  const w = useWords(caseWords);
  const r = useWords(requestWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const organizations = useQuery(organizationsQuery);
  const [title, setTitle] = useState(page?.title ?? '');
  const [text, setText] = useState(page?.text ?? '');
  const [due, setDue] = useState(() => localInput(request ? new Date(request.due) : new Date(Date.now() + WEEK)));
  const [items, setItems] = useState<Written[]>(request?.items.map((item) => ({ text: item.text, choices: item.choices.join('\n') })) ?? [{ text: '', choices: '' }]);
  const [whom, setWhom] = useState(new Set(request?.recipients.map(({ id }) => id) ?? []));
  const [readers, setReaders] = useState<Readers>(request?.readers ?? { namesToCert: false, answersToMembers: false, namesToMembers: false });
  const possible = (organizations.data?.organizations ?? []).filter(({ kind, closedAt }) => !NOT_ASKED.has(kind) && closedAt == null);
  const send = async () => {
    const wish = { title, text, due: new Date(due).toISOString(), readers, items: items.filter((item) => item.text.trim()).map(itemOf), recipients: [...whom] };
    const next = await (page ? changeRequest(page.id, { revision: page.revision, request: wish }) : openRequest(wish));
    taken(client, next);
    if (!page) {
      await navigate({ to: '/cases/$id', params: { id: next.id } });
    }
  };
  const change = (at: number, part: Partial<Written>) => setItems(items.map((item, i) => (i === at ? { ...item, ...part } : item)));
  const toggle = (id: string, on: boolean) => setWhom(new Set(on ? [...whom, id] : [...whom].filter((each) => each !== id)));
  const read = (part: Partial<Readers>) => {
    const next = { ...readers, ...part };
    setReaders({ ...next, namesToMembers: next.namesToMembers && next.namesToCert && next.answersToMembers });
  };
  return (
    <FormDialog title={page ? w.edit : (w.begin.request ?? '')} send={send} renews={['cases']} whole={title.trim() !== '' && due !== ''} close={close}>
      <TextInput label={w.title} value={title} onChange={(e) => setTitle(e.currentTarget.value)} required withAsterisk={false} maxLength={200} data-autofocus />
      <Textarea label={w.text} description={r.noPersonal} value={text} onChange={(e) => setText(e.currentTarget.value)} autosize minRows={2} maxLength={20_000} />
      {items.map((item, i) => (
        <Fieldset key={i} legend={r.question(i + 1)} className="stack">
          <Textarea aria-label={r.question(i + 1)} value={item.text} onChange={(e) => change(i, { text: e.currentTarget.value })} autosize minRows={1} maxLength={1_000} />
          <Textarea label={r.choices} value={item.choices} onChange={(e) => change(i, { choices: e.currentTarget.value })} autosize minRows={1} maxLength={4_000} />
          {items.length > 1 && <div><Button size="xs" variant="default" onClick={() => setItems(items.filter((_, at) => at !== i))}>{r.fewer}</Button></div>}
        </Fieldset>
      ))}
      <div><Button size="xs" variant="default" disabled={items.length >= 30} onClick={() => setItems([...items, { text: '', choices: '' }])}>{r.more}</Button></div>
      <TextInput type="datetime-local" label={r.due} value={due} onChange={(e) => setDue(e.currentTarget.value)} />
      <Fieldset legend={r.whom} className="stack">
        <Checkbox label={r.everyone} checked={possible.length > 0 && possible.every(({ id }) => whom.has(id))} onChange={(e) => setWhom(new Set(e.currentTarget.checked ? possible.map(({ id }) => id) : []))} />
        <div className="pair">
          {possible.map(({ id, name }) => <Checkbox key={id} label={name} checked={whom.has(id)} onChange={(e) => toggle(id, e.currentTarget.checked)} />)}
        </div>
      </Fieldset>
      <Fieldset legend={r.readers} className="stack">
        <p className="quiet small">{r.readersHint}</p>
        <Checkbox label={r.namesToCert} checked={readers.namesToCert} onChange={(e) => read({ namesToCert: e.currentTarget.checked })} />
        <Checkbox label={r.answersToMembers} checked={readers.answersToMembers} onChange={(e) => read({ answersToMembers: e.currentTarget.checked })} />
        <Checkbox label={r.namesToMembers} checked={readers.namesToMembers} disabled={!readers.namesToCert || !readers.answersToMembers} onChange={(e) => read({ namesToMembers: e.currentTarget.checked })} />
      </Fieldset>
    </FormDialog>
  );
}
