import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { SureDialog } from '../shared/SureDialog';
import { removeFactorOf } from './factors';
import { factorWords } from './factorWords';
import { LinkOnce, Roles } from './Invite';
import { closeAccount, endAllSessions, openAccount, passwordLink, savePerson, unlock, type Person } from './people';
import { peopleWords } from './peopleWords';
import { useMay, useSession } from './session';

interface Props {
  person: Person;
  whose: string | undefined;
  /** The roles that the reader may give and take. */
  grants: string[];
  close: () => void;
}

/** One person: name, address, roles, and what ends something. */
export function EditPerson({ person, whose, grants, close }: Props) {
  const w = useWords(peopleWords);
  const f = useWords(factorWords);
  const may = useMay();
  const client = useQueryClient();
  const me = useSession().me.account.id === person.id;
  const [name, setName] = useState(person.name);
  const [mail, setMail] = useState(person.mail);
  const [roles, setRoles] = useState(person.roles);
  const [closing, setClosing] = useState(false);
  const done = async () => {
    await client.invalidateQueries({ queryKey: ['people'] });
    close();
  };
  const save = useMutation({ mutationFn: () => savePerson(whose, person.id, { name, mail, roles }), onSuccess: done });
  const act = useMutation({ mutationFn: (step: (organization: string | undefined, id: string) => Promise<unknown>) => step(whose, person.id), onSuccess: done });
  const link = useMutation({ mutationFn: () => passwordLink(whose, person.id) });
  if (link.data) {
    return <LinkOnce title={w.newPassword} secret={link.data.secret} close={close} />;
  }
  if (closing) {
    return <SureDialog title={w.closeAsk(person.name)} hint={w.closeHint} action={w.close} pending={act.isPending} error={act.error} onSure={() => act.mutate(closeAccount)} onClose={() => setClosing(false)} />;
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const closed = person.disabledAt != null;
  const hasMore = !may('administer-members') && person.roles.some((role) => !grants.includes(role));
  return (
    <Dialog title={person.name} onClose={close}>
      <form className="stack" onSubmit={submit}>
        <p className="mono break">{person.login}</p>
        {hasMore && <p className="notice">{w.more}</p>}
        <TextInput label={w.name} value={name} onChange={(e) => setName(e.currentTarget.value)} required withAsterisk={false} maxLength={100} disabled={hasMore} />
        <TextInput label={w.mail} value={mail} onChange={(e) => setMail(e.currentTarget.value)} maxLength={320} inputMode="email" disabled={hasMore} />
        {!me && !hasMore && <Roles grants={grants} chosen={roles} choose={setRoles} />}
        {(save.error ?? act.error ?? link.error) && <Failure error={save.error ?? act.error ?? link.error} />}
        {!hasMore && (
          <>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === '' || roles.length === 0}>{w.save}</Button>
            <div className="actions">
              <Button size="xs" variant="default" onClick={() => link.mutate()}>{w.newPassword}</Button>
              <Button size="xs" variant="default" onClick={() => act.mutate(endAllSessions)}>{w.logOutAll}</Button>
              <Button size="xs" variant="default" onClick={() => act.mutate(removeFactorOf)}>{f.removeOf}</Button>
              {person.lockedUntil != null && <Button size="xs" variant="default" onClick={() => act.mutate(unlock)}>{w.unlock}</Button>}
              {!me && (closed ? <Button size="xs" variant="default" onClick={() => act.mutate(openAccount)}>{w.reopen}</Button> : <Button size="xs" variant="default" onClick={() => setClosing(true)}>{w.close}</Button>)}
            </div>
          </>
        )}
      </form>
    </Dialog>
  );
}
