import { Button, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { KINDS, OUTSIDE } from '../accounts/members';
import { organizationsQuery } from '../accounts/queries';
import { answered, hub, type Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { FormDialog } from '../shared/FormDialog';
import { useWords } from '../shared/i18n';
import { linesOf } from '../shared/lines';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { RemoveButton } from '../shared/RemoveButton';
import { Empty, Loaded } from '../shared/States';
import { channelWords } from './channelWords';
import { SigningPanel } from './SigningPanel';

const SHAPES = ['teams', 'slack', 'mattermost'];

const channelsQuery = queryOptions({ queryKey: ['webhooks'], queryFn: () => answered(hub.GET('/api/webhooks')) });

/** Chat channels of members that warnings are posted to. */
export default function ChannelsPage() {
  const w = useWords(channelWords);
  const channels = useQuery(channelsQuery);
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHead title={w.title} lead={w.hint}>
        <Button onClick={() => setAdding(true)}>{w.add}</Button>
      </PageHead>
      <Loaded query={channels}>
        {({ webhooks }) => (webhooks.length === 0 ? <Empty title={w.none}>{w.noneHint}</Empty> : <Table rows={webhooks} />)}
      </Loaded>
      <SigningPanel />
      {adding && <Add close={() => setAdding(false)} />}
    </>
  );
}

function Table({ rows }: { rows: Schema<'WebhookRow'>[] }) {
  const w = useWords(channelWords);
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.member}</th>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.service}</th>
          <th scope="col">{w.server}</th>
          <th scope="col">{w.since}</th>
          <th scope="col"><span className="visually-hidden">{w.actions}</span></th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td className="main"><Foreign text={row.organization} /></td>
            <td data-label={w.name}><Foreign text={row.name} /></td>
            <td data-label={w.service}>{w.shapes[row.shape]}</td>
            <td data-label={w.server} className="mono break"><Foreign text={row.host} /></td>
            <td data-label={w.since}><Moment at={row.createdAt} /></td>
            <td><RemoveButton name={row.name} remove={() => answered(hub.DELETE('/api/webhooks/{id}', { params: { path: { id: row.id } } }))} queryKey={['webhooks']} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Add({ close }: { close: () => void }) {
  const w = useWords(channelWords);
  const organizations = useQuery(organizationsQuery);
  const members = (organizations.data?.organizations ?? []).filter(({ kind, closedAt }) => KINDS.includes(kind) && !OUTSIDE.includes(kind) && closedAt == null);
  const [whose, setWhose] = useState('');
  const [name, setName] = useState('');
  const [shape, setShape] = useState('teams');
  const [address, setAddress] = useState('');
  const [allow, setAllow] = useState('');
  const organization = whose || (members[0]?.id ?? '');
  const send = () => answered(hub.POST('/api/webhooks', { body: { organization, name, shape, address, allow: linesOf(allow) } }));
  return (
    <FormDialog title={w.add} send={send} renews={['webhooks']} whole={organization !== '' && name.trim() !== '' && address.trim() !== ''} close={close}>
      <NativeSelect label={w.member} value={organization} onChange={(e) => setWhose(e.currentTarget.value)} data={members.map((each) => ({ value: each.id, label: each.name }))} data-autofocus />
      <NativeSelect label={w.service} value={shape} onChange={(e) => setShape(e.currentTarget.value)} data={SHAPES.map((value) => ({ value, label: w.shapes[value] ?? value }))} />
      <TextInput label={w.name} description={w.nameHint} value={name} onChange={(e) => setName(e.currentTarget.value)} maxLength={100} />
      <PasswordInput label={w.address} description={w.addressHint} value={address} onChange={(e) => setAddress(e.currentTarget.value)} maxLength={2_000} autoComplete="off" />
      <Textarea label={w.allow} description={w.allowHint} value={allow} onChange={(e) => setAllow(e.currentTarget.value)} autosize minRows={2} />
    </FormDialog>
  );
}
