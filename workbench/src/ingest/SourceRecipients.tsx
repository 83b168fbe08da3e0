import { Button, Checkbox, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { groupsQuery } from '../accounts/members';
import { organizationsQuery } from '../accounts/queries';
import { useMay } from '../accounts/session';
import { Waits } from '../proposals/Waits';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Panel } from '../shared/Panel';
import { Failure, Loaded } from '../shared/States';
import { sharedWords } from '../shared/words';
import { changeSource, settingsQuery, type Form } from './queries';
import { choices, isNewGroup, newcomers, type Choice } from './recipients';
import { recipientWords } from './recipientWords';

/** Who, beside its owner, may have what a source leaves unmarked. */
export function SourceRecipients({ source }: { source: string }) {
  const w = useWords(recipientWords);
  const settings = useQuery(settingsQuery(source));
  const organizations = useQuery(organizationsQuery);
  const [choosing, setChoosing] = useState(false);
  const [waits, setWaits] = useState(false);
  const may = useMay();
  const groups = useQuery({ ...groupsQuery, enabled: may('read-members') });
  const all = organizations.data?.organizations ?? [];
  const group = (id: string) => groups.data?.groups.find((each) => each.id === id)?.name ?? id.slice(0, 8);
  return (
    <Panel title={w.title} aside={settings.data && <Button size="xs" variant="default" onClick={() => setChoosing(true)}>{w.choose}</Button>}>
      {waits && <Waits />}
      <Loaded query={settings} lines={2}>
        {(form) => (
          <>
            <p className="quiet small">{w.hint(form.tlp)}</p>
            <ul className="plain-list">
              {form.recipients.length === 0 && (form.groups ?? []).length === 0 && <li className="small">{w.everybody[form.tlp] ?? w.nobody}</li>}
              {form.recipients.map((id) => (
                <li key={id} className="break"><Foreign text={all.find((each) => each.id === id)?.name ?? id} /></li>
              ))}
              {(form.groups ?? []).map((id) => (
                <li key={id} className="break"><Foreign text={group(id)} /> <span className="tag">{w.group}</span></li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
      {choosing && settings.data && <Choosing source={source} form={settings.data} all={choices(all, settings.data)} groups={groups.data?.groups ?? []} waits={() => setWaits(true)} close={() => setChoosing(false)} />}
    </Panel>
  );
}

interface Opened {
  source: string;
  form: Form;
  all: Choice[];
  groups: { id: string; name: string }[];
  waits: () => void;
  close: () => void;
}

function Choosing({ source, form, all, groups, waits, close }: Opened) {
  const w = useWords(recipientWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const [chosen, setChosen] = useState(form.recipients);
  const [named, setNamed] = useState(form.groups ?? []);
  const [reason, setReason] = useState('');
  const strangers = newcomers(all, form.recipients, chosen);
  const newGroup = isNewGroup(form.groups ?? [], named);
  const save = useMutation({
    mutationFn: () => changeSource(source, { ...form, recipients: chosen, groups: named }, reason),
    onSuccess: async ({ proposed }) => {
      if (proposed.length > 0) {
        waits();
      }
      await client.invalidateQueries({ predicate: ({ queryKey }) => ['source', 'source-settings', 'proposals'].includes(String(queryKey[0])) });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog title={w.chooseTitle} onClose={close}>
      <form className="stack" onSubmit={submit} onKeyDown={sendByKey}>
        <p className="quiet small">{w.from} {['TLP:CLEAR', 'TLP:GREEN'].includes(form.tlp) && w.open}</p>
        <Checkbox.Group label={w.organizations} value={chosen} onChange={setChosen}>
          <div className="stack">
            {all.map(({ id, name, outside }) => <Checkbox key={id} value={id} label={outside ? `${name} (${w.outside})` : name} />)}
          </div>
        </Checkbox.Group>
        {groups.length > 0 && (
          <Checkbox.Group label={w.groups} value={named} onChange={setNamed}>
            <div className="stack">{groups.map(({ id, name }) => <Checkbox key={id} value={id} label={name} />)}</div>
          </Checkbox.Group>
        )}
        {(strangers.length > 0 || newGroup) && <Textarea label={w.reason} description={strangers.length > 0 ? w.reasonHint(strangers.map(({ name }) => name).join(', ')) : w.groupReason} value={reason} onChange={(e) => setReason(e.currentTarget.value)} autosize minRows={2} maxLength={2000} />}
        {save.error && <Failure error={save.error} />}
        <div className="actions">
          <Button type="submit" loading={save.isPending} disabled={strangers.length > 0 && reason.trim() === ''}>{common.save}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
