import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { answered, hub } from '../api/client';
import { Doorway } from '../shared/Doorway';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { peopleWords } from './peopleWords';

/** Asks for a link to a new password; the answer is the same for every name. */
export default function ForgottenPage() {
  const w = useWords(peopleWords);
  const [login, setLogin] = useState('');
  const ask = useMutation({ mutationFn: () => answered(hub.POST('/api/links/forgotten', { body: { login } })) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <Doorway title={w.forgotten} lead={w.forgottenLead}>
      {ask.data ? (
        <p role="status">{w.asked}</p>
      ) : (
        <form onSubmit={submit} className="stack">
          <TextInput label={w.login} value={login} onChange={(e) => setLogin(e.currentTarget.value)} autoComplete="username" autoCapitalize="none" spellCheck={false} required withAsterisk={false} autoFocus />
          {ask.error && <Failure error={ask.error} />}
          <Button type="submit" loading={ask.isPending} fullWidth>{w.ask}</Button>
        </form>
      )}
      <p><Link to="/">{w.toLogIn}</Link></p>
    </Doorway>
  );
}
