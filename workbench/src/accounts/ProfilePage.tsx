import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { Failure, Loaded } from '../shared/States';
import { FactorPanel } from './FactorPanel';
import { logInsQuery } from './issuers';
import { LogInsPanel } from './LogInsPanel';
import { PasskeysPanel } from './PasskeysPanel';
import { browserOf, changePassword, endSession, profileQuery, saveProfile, sessionsQuery } from './people';
import { peopleWords } from './peopleWords';
import { sessionQuery } from './session';

/** A person's own log-in. */
export default function ProfilePage() {
  const w = useWords(peopleWords);
  const profile = useQuery(profileQuery);
  const sessions = useQuery(sessionsQuery);
  const logIns = useQuery(logInsQuery);
  return (
    <>
      <PageHead title={w.profile} lead={w.profileLead} />
      <div className="columns">
        <div>
          <Panel title={w.about}><Loaded query={profile} lines={3}>{(data) => <About profile={data} />}</Loaded></Panel>
          <Panel title={w.sessions}>
            <Loaded query={sessions} lines={3}>
              {(data) => <ul className="plain-list">{data.sessions.map((one) => <Line key={one.id} session={one} />)}</ul>}
            </Loaded>
          </Panel>
        </div>
        <div>
          {logIns.data?.password !== false && <Password />}
          <PasskeysPanel />
          <FactorPanel />
          <LogInsPanel />
        </div>
      </div>
    </>
  );
}

function About({ profile }: { profile: Schema<'Profile'> }) {
  const w = useWords(peopleWords);
  const client = useQueryClient();
  const [name, setName] = useState(profile.name);
  const save = useMutation({
    mutationFn: () => saveProfile({ ...profile, name }),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => [sessionQuery.queryKey[0], profileQuery.queryKey[0]].includes(String(queryKey[0])) }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextInput label={w.name} value={name} onChange={(e) => setName(e.currentTarget.value)} required withAsterisk={false} maxLength={100} autoComplete="name" />
      <p>{w.mailOwn}: {profile.mail === '' ? w.noMail : <Foreign text={profile.mail} />}</p>
      {save.error && <Failure error={save.error} />}
      <div className="actions"><Button type="submit" loading={save.isPending} disabled={name.trim() === '' || name === profile.name}>{w.save}</Button></div>
    </form>
  );
}

function Line({ session: { id, agent, address, createdAt, usedAt, here } }: { session: Schema<'SessionRow'> }) {
  const w = useWords(peopleWords);
  const client = useQueryClient();
  const end = useMutation({ mutationFn: () => endSession(id), onSuccess: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }) });
  return (
    <li>
      <div className="spread">
        <strong><Foreign text={browserOf(agent)} /></strong>
        {here ? <span className="tag good">{w.here}</span> : <Button size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate()}>{w.end}<span className="visually-hidden"> {browserOf(agent)}</span></Button>}
      </div>
      <p className="quiet small"><Moment at={createdAt} /> · {w.from} {address}</p>
      <p className="quiet small">{w.usedAt} <Moment at={usedAt} /></p>
      {end.error && <Failure error={end.error} />}
    </li>
  );
}

function Password() {
  const w = useWords(peopleWords);
  const client = useQueryClient();
  const [wish, setWish] = useState({ old: '', password: '' });
  const change = useMutation({
    mutationFn: () => changePassword(wish),
    onSuccess: async () => {
      setWish({ old: '', password: '' });
      await client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Panel title={w.changePassword}>
      <form className="stack" onSubmit={submit}>
        <PasswordInput label={w.old} value={wish.old} onChange={(e) => setWish({ ...wish, old: e.currentTarget.value })} autoComplete="current-password" required withAsterisk={false} />
        <PasswordInput label={w.new} description={w.passwordHint} value={wish.password} onChange={(e) => setWish({ ...wish, password: e.currentTarget.value })} autoComplete="new-password" required withAsterisk={false} minLength={12} />
        {change.error && <Failure error={change.error} />}
        {change.isSuccess && <p role="status">{w.changed}</p>}
        <div className="actions"><Button type="submit" loading={change.isPending}>{w.changePassword}</Button></div>
      </form>
    </Panel>
  );
}
