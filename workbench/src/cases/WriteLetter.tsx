import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Schema } from '../api/client';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { taken, type Case } from './queries';
import { previewLetter, ROLES, sendLetter, type Letter, type Objection } from './takedowns';
import { takedownWords } from './takedownWords';

interface Props {
  page: Case;
  contacts: Schema<'TakedownContact'>[];
  close: () => void;
}

/** A letter to a stranger: written, looked at, and only then sent. */
export function WriteLetter({ page, contacts, close }: Props) {
  const t = useWords(takedownWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const [letter, setLetter] = useState<Letter>({ role: contacts[0]?.role ?? 'host', to: contacts[0]?.mail ?? '', language: 'en', remark: '', message: false, despite: '' });
  const look = useMutation({ mutationFn: () => previewLetter(page.id, letter) });
  const send = useMutation({
    mutationFn: () => sendLetter(page.id, letter),
    onSuccess: (next) => {
      taken(client, next);
      close();
    },
  });
  const change = (part: Partial<Letter>) => {
    setLetter({ ...letter, ...part });
    if (!('despite' in part)) {
      look.reset();
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (look.data) {
      send.mutate();
    } else {
      look.mutate();
    }
  };
  const objections = look.data?.objections ?? [];
  const decided = objections.length === 0 || (letter.despite ?? '').trim().length >= 10;
  const fault = look.error ?? send.error;
  return (
    <Dialog title={t.write} onClose={close}>
      <form className="stack" onSubmit={submit} autoComplete="off">
        <div className="pair">
          <NativeSelect label={t.role} value={letter.role} onChange={(e) => change({ role: e.currentTarget.value, to: contacts.find(({ role }) => role === e.currentTarget.value)?.mail ?? letter.to })} data={ROLES.map((value) => ({ value, label: t.roles[value] ?? value }))} />
          <NativeSelect label={t.language} value={letter.language} onChange={(e) => change({ language: e.currentTarget.value })} data={['nl', 'en'].map((value) => ({ value, label: t.languages[value] ?? value }))} />
        </div>
        <TextInput label={t.to} type="email" value={letter.to} onChange={(e) => change({ to: e.currentTarget.value })} list="abuse-contacts" maxLength={320} required withAsterisk={false} data-autofocus />
        <datalist id="abuse-contacts">{contacts.map(({ mail }) => <option key={mail} value={mail} />)}</datalist>
        <Textarea label={t.remark} value={letter.remark ?? ''} onChange={(e) => change({ remark: e.currentTarget.value })} autosize minRows={2} maxLength={4_000} />
        {page.links.some(({ kind }) => kind === 'report') && <Checkbox label={t.message} checked={letter.message ?? false} onChange={(e) => change({ message: e.currentTarget.checked })} />}
        {look.data && (
          <>
            <strong className="break"><Foreign text={look.data.subject} /></strong>
            <pre className="raw" tabIndex={0}><Foreign text={look.data.body} /></pre>
            <details className="how-to">
              <summary>{t.xarf}</summary>
              <pre className="raw"><Foreign text={look.data.xarf} /></pre>
            </details>
          </>
        )}
        {objections.length > 0 && (
          <div className="notice warn">
            <p>{t.objections}</p>
            <ul>{objections.map((each) => <li key={each.code + each.subject}><Said objection={each} /></li>)}</ul>
            <Textarea label={t.despite} description={t.despiteHint} value={letter.despite ?? ''} onChange={(e) => change({ despite: e.currentTarget.value })} autosize minRows={2} maxLength={4_000} />
          </div>
        )}
        {fault && <Failure error={fault} />}
        <div className="actions">
          <Button type="submit" loading={look.isPending || send.isPending} disabled={letter.to.trim() === '' || !decided}>{look.data ? t.send : t.preview}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Said({ objection }: { objection: Objection }) {
  const { objection: say } = useWords(takedownWords);
  return objection.code in say ? say[objection.code as keyof typeof say](objection.subject) : `${objection.code} ${objection.subject}`;
}
