import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { answered, hub } from '../api/client';
import { Doorway } from '../shared/Doorway';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { signedIn } from './session';
import { accountWords } from './words';

const EMPTY = { organization: '', name: '', login: '', password: '' };

/** The first start: the one-time link makes the CERT and its first person. */
export default function SetUpPage() {
  const w = useWords(accountWords);
  const { secret } = useParams({ strict: false });
  const client = useQueryClient();
  const navigate = useNavigate();
  const [wish, setWish] = useState(EMPTY);
  const create = useMutation({
    mutationFn: () => answered(hub.POST('/api/setup', { body: { ...wish, token: secret ?? '' } })),
    onSuccess: async (session) => {
      signedIn(client, session);
      await navigate({ to: '/', replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const field = (name: keyof typeof EMPTY) => ({
    value: wish[name],
    onChange: (e: { currentTarget: { value: string } }) => setWish({ ...wish, [name]: e.currentTarget.value }),
    required: true,
    withAsterisk: false,
  });
  return (
    <Doorway title={w.setUp} lead={w.setUpHint}>
      <form onSubmit={submit} className="stack">
        <TextInput label={w.organization} description={w.organizationHint} {...field('organization')} autoFocus />
        <TextInput label={w.yourName} description={w.yourNameHint} {...field('name')} autoComplete="name" />
        <TextInput label={w.login} {...field('login')} autoComplete="username" autoCapitalize="none" spellCheck={false} />
        <PasswordInput label={w.password} description={w.passwordHint} {...field('password')} autoComplete="new-password" minLength={12} />
        {create.error && <Failure error={create.error} />}
        <Button type="submit" loading={create.isPending} fullWidth>
          {w.create}
        </Button>
      </form>
    </Doorway>
  );
}
