import { Button, Checkbox, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answered, hub } from '../api/client';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import type { Organization } from './members';
import { memberWords } from './memberWords';
import { peopleWords } from './peopleWords';

/** Roles that show something through others' eyes. */
const ROLES = ['reader', 'analyst'];

/** Asks with which roles and why, and then begins. */
export function SeeAs({ organization, close }: { organization: Organization; close: () => void }) {
  const w = useWords(memberWords);
  const people = useWords(peopleWords);
  const common = useWords(sharedWords);
  const [roles, setRoles] = useState(['reader']);
  const [reason, setReason] = useState('');
  const begin = useMutation({
    mutationFn: () => answered(hub.POST('/api/view', { body: { organization: organization.id, roles, reason } })),
    // Everything that was loaded is the person's own.
    onSuccess: () => window.location.assign('/'),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  return (
    <Dialog title={w.seeAsTitle(organization.name)} onClose={close}>
      <form className="stack" onSubmit={submit} onKeyDown={sendByKey}>
        <p>{w.seeAsHint}</p>
        <Checkbox.Group label={w.seeAsRoles} value={roles} onChange={setRoles}>
          <div className="stack">
            {ROLES.map((role) => <Checkbox key={role} value={role} label={people.role[role]} />)}
          </div>
        </Checkbox.Group>
        <Textarea label={w.seeAsReason} value={reason} onChange={(e) => setReason(e.currentTarget.value)} autosize minRows={2} maxLength={500} data-autofocus />
        {begin.error && <Failure error={begin.error} />}
        <div className="actions">
          <Button type="submit" loading={begin.isPending} disabled={reason.trim() === '' || roles.length === 0}>{w.seeAsBegin}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
