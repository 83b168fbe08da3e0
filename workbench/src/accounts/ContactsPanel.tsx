import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { Empty, Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { CONTACT_ROLES, movedUp, NEW_CONTACT, partiesChanged, saveContacts, type Contact, type OrganizationDetail } from './members';
import { memberWords } from './memberWords';
import { useMay, useSession } from './session';

/** Whom to call, first the first. */
export function ContactsPanel({ detail: { organization, contacts } }: { detail: OrganizationDetail }) {
  const w = useWords(memberWords);
  const may = useMay();
  const own = useSession().me.organization.id === organization.id;
  const [editing, setEditing] = useState(false);
  return (
    <Panel
      title={w.contacts}
      aside={may('administer-people') && (own || may('administer-members')) && <Button size="xs" variant="default" onClick={() => setEditing(true)}>{w.change}</Button>}
    >
      {contacts.length === 0 ? (
        <Empty title={w.noContacts}>{w.noContactsHint}</Empty>
      ) : (
        <>
          <p className="quiet small">{w.contactsHint}</p>
          <ol className="plain-list">{contacts.map((contact, i) => <Line key={i} contact={contact} />)}</ol>
        </>
      )}
      {editing && <EditContacts id={organization.id} before={contacts} close={() => setEditing(false)} />}
    </Panel>
  );
}

function Line({ contact: { name, role, mail, phone, always, sms } }: { contact: Contact }) {
  const w = useWords(memberWords);
  return (
    <li>
      <div className="spread">
        <span><strong><Foreign text={name} /></strong> · {w.roles[role] ?? role}</span>
        <span className="row">
          {always && <span className="tag good">{w.alwaysShort}</span>}
          {sms && <span className="tag">{w.smsShort}</span>}
        </span>
      </div>
      <p className="row">
        {phone !== '' && <a href={`tel:${phone.replace(/[^+0-9]/g, '')}`}>{phone}</a>}
        {mail !== '' && <a href={`mailto:${mail}`}><Foreign text={mail} /></a>}
      </p>
    </li>
  );
}

function EditContacts({ id, before, close }: { id: string; before: Contact[]; close: () => void }) {
  const w = useWords(memberWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const [contacts, setContacts] = useState(before.length === 0 ? [NEW_CONTACT] : before);
  const save = useMutation({
    mutationFn: () => saveContacts(id, contacts),
    onSuccess: async () => {
      await partiesChanged(client);
      close();
    },
  });
  const set = (at: number, part: Partial<Contact>) => setContacts(contacts.map((each, i) => (i === at ? { ...each, ...part } : each)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog title={w.contacts} onClose={close} size="lg">
      <form className="stack" onSubmit={submit}>
        <p className="quiet">{w.contactsHint}</p>
        {contacts.map((contact, i) => (
          <fieldset key={i} className="panel stack">
            <legend>{i + 1}</legend>
            <div className="pair">
              <TextInput label={w.contactName} value={contact.name} onChange={(e) => set(i, { name: e.currentTarget.value })} required withAsterisk={false} maxLength={100} />
              <NativeSelect label={w.role} value={contact.role} onChange={(e) => set(i, { role: e.currentTarget.value })} data={CONTACT_ROLES.map((role) => ({ value: role, label: w.roles[role] ?? role }))} />
              <TextInput label={w.phone} value={contact.phone} onChange={(e) => set(i, { phone: e.currentTarget.value })} maxLength={30} inputMode="tel" />
              <TextInput label={w.contactMail} value={contact.mail} onChange={(e) => set(i, { mail: e.currentTarget.value })} maxLength={320} inputMode="email" />
            </div>
            <Checkbox label={w.always} checked={contact.always} onChange={(e) => set(i, { always: e.currentTarget.checked })} />
            <Checkbox label={w.sms} description={w.smsHint} checked={contact.sms} onChange={(e) => set(i, { sms: e.currentTarget.checked })} />
            <div className="actions">
              {i > 0 && <button type="button" className="copy" onClick={() => setContacts(movedUp(contacts, i))}>{w.up}<span className="visually-hidden"> {contact.name}</span></button>}
              <button type="button" className="copy" onClick={() => setContacts(contacts.filter((_, at) => at !== i))}>{w.remove}<span className="visually-hidden"> {contact.name}</span></button>
            </div>
          </fieldset>
        ))}
        <div><Button variant="default" onClick={() => setContacts([...contacts, NEW_CONTACT])}>{w.addContact}</Button></div>
        {save.error && <Failure error={save.error} />}
        <div className="actions">
          <Button type="submit" loading={save.isPending}>{w.save}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
