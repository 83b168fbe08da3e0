import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answered, hub } from '../api/client';
import { Problem } from '../api/problem';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { factorWords } from './factorWords';
import { signedIn } from './session';
import { accountWords } from './words';

/** Log-in name and password. `known` is the name of the person whose session ended. */
export function LogInForm({ known = '' }: { known?: string }) {
  const w = useWords(accountWords);
  const f = useWords(factorWords);
  const client = useQueryClient();
  const [login, setLogin] = useState(known);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const attempt = useMutation({
    mutationFn: () => answered(hub.POST('/api/session', { body: { login, password, code: code === '' ? null : code } })),
    onSuccess: (session) => signedIn(client, session),
    onError: (problem) => setAsked(asked || (problem instanceof Problem && problem.code === 'second-factor-needed')),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  return (
    <form onSubmit={submit} className="stack">
      <TextInput
        label={w.login}
        value={login}
        onChange={(e) => setLogin(e.currentTarget.value)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        withAsterisk={false}
        autoFocus={known === ''}
      />
      <PasswordInput
        label={w.password}
        value={password}
        onChange={(e) => setPassword(e.currentTarget.value)}
        autoComplete="current-password"
        required
        withAsterisk={false}
        autoFocus={known !== ''}
      />
      {asked && <TextInput label={f.code} description={f.codeHint} value={code} onChange={(e) => setCode(e.currentTarget.value)} autoComplete="one-time-code" required withAsterisk={false} autoFocus />}
      {attempt.error && <Failure error={attempt.error} />}
      <Button type="submit" loading={attempt.isPending} fullWidth>
        {w.logIn}
      </Button>
    </form>
  );
}
