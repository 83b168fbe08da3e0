import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { useLanguage, useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { Copy } from '../shared/Value';
import { invite, linkOf } from './people';
import { peopleWords } from './peopleWords';
import { accountWords } from './words';

/** Invites somebody and shows the link once. */
export function Invite({ whose, grants, close }: { whose: string | undefined; grants: string[]; close: () => void }) {
  const w = useWords(peopleWords);
  const account = useWords(accountWords);
  const { language } = useLanguage();
  const client = useQueryClient();
  const [wish, setWish] = useState({ login: '', name: '', mail: '', language: String(language), roles: ['reader'].filter((role) => grants.includes(role)) });
  const set = (part: Partial<typeof wish>) => setWish({ ...wish, ...part });
  const act = useMutation({
    mutationFn: () => invite(whose, wish),
    onSuccess: () => client.invalidateQueries({ queryKey: ['people'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate();
  };
  if (act.data) {
    return <LinkOnce title={w.invited} secret={act.data.secret} close={close} />;
  }
  return (
    <Dialog title={w.invite} onClose={close}>
      <form className="stack" onSubmit={submit}>
        <TextInput label={w.name} value={wish.name} onChange={(e) => set({ name: e.currentTarget.value })} required withAsterisk={false} maxLength={100} data-autofocus autoComplete="off" />
        <TextInput label={w.login} description={w.loginHint} value={wish.login} onChange={(e) => set({ login: e.currentTarget.value })} required withAsterisk={false} maxLength={40} autoCapitalize="none" spellCheck={false} autoComplete="off" />
        <TextInput label={w.mail} description={w.mailHint} value={wish.mail} onChange={(e) => set({ mail: e.currentTarget.value })} maxLength={320} inputMode="email" autoComplete="off" />
        <NativeSelect label={w.language} value={wish.language} onChange={(e) => set({ language: e.currentTarget.value })} data={['nl', 'en'].map((code) => ({ value: code, label: account.languages[code] ?? code }))} />
        <Roles grants={grants} chosen={wish.roles} choose={(roles) => set({ roles })} />
        {act.error && <Failure error={act.error} />}
        <Button type="submit" loading={act.isPending} disabled={wish.name.trim() === '' || wish.login.trim() === '' || wish.roles.length === 0}>{w.send}</Button>
      </form>
    </Dialog>
  );
}

/** The roles that the reader may give. */
export function Roles({ grants, chosen, choose }: { grants: string[]; chosen: string[]; choose: (roles: string[]) => void }) {
  const w = useWords(peopleWords);
  return (
    <Checkbox.Group label={w.roles} value={chosen} onChange={choose}>
      <div className="stack">
        {grants.map((role) => <Checkbox key={role} value={role} label={w.role[role] ?? role} />)}
      </div>
    </Checkbox.Group>
  );
}

/** A link that is shown once; it closes only by saying so. */
export function LinkOnce({ title, secret, close }: { title: string; secret: string; close: () => void }) {
  const w = useWords(peopleWords);
  return (
    <Dialog title={title}>
      <div className="stack">
        <p className="notice">{w.linkOnce}</p>
        <code className="raw break" data-secret>{linkOf(secret)}</code>
        <div className="actions">
          <Copy text={linkOf(secret)} label={w.copyLink} />
          <Button onClick={close}>{w.done}</Button>
        </div>
      </div>
    </Dialog>
  );
}
