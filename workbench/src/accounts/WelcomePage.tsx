import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { answered, hub } from '../api/client';
import { Doorway } from '../shared/Doorway';
import { useWords } from '../shared/i18n';
import { Failure, Loaded } from '../shared/States';
import { IssuerButtons } from './IssuerButtons';
import { peopleWords } from './peopleWords';

/** Where a link leads that works once: a first password, or a new one. */
export default function WelcomePage() {
  const [secret] = useState(() => window.location.hash.slice(1));
  const link = useQuery({
    queryKey: ['session-link', secret],
    queryFn: () => answered(hub.POST('/api/links', { body: { secret } })),
    retry: false,
    staleTime: Infinity,
  });
  const w = useWords(peopleWords);
  if (link.error) {
    return (
      <Doorway title={w.welcome} lead="">
        <Failure error={link.error} />
        <p><Link to="/">{w.toLogIn}</Link></p>
      </Doorway>
    );
  }
  return (
    <Loaded query={link}>
      {({ invitation, login, name, organization }) => (
        <Doorway title={invitation ? w.welcome : w.renew} lead={invitation ? w.welcomeLead(name, organization) : w.renewLead(name)}>
          <Choose secret={secret} login={login} />
          <IssuerButtons link={secret} />
        </Doorway>
      )}
    </Loaded>
  );
}

function Choose({ secret, login }: { secret: string; login: string }) {
  const w = useWords(peopleWords);
  const [password, setPassword] = useState('');
  const use = useMutation({ mutationFn: () => answered(hub.POST('/api/links/use', { body: { secret, password } })) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    use.mutate();
  };
  if (use.isSuccess) {
    return (
      <div className="stack" role="status">
        <p>{w.chosen}</p>
        <p>{w.yourLogin}: <strong className="break">{login}</strong></p>
        <p><Link to="/">{w.toLogIn}</Link></p>
      </div>
    );
  }
  return (
    <form onSubmit={submit} className="stack">
      <TextInput label={w.yourLogin} value={login} readOnly autoComplete="username" />
      <PasswordInput label={w.password} description={w.passwordHint} value={password} onChange={(e) => setPassword(e.currentTarget.value)} autoComplete="new-password" required withAsterisk={false} minLength={12} autoFocus />
      {use.error && <Failure error={use.error} />}
      <Button type="submit" loading={use.isPending} fullWidth>{w.choose}</Button>
    </form>
  );
}
