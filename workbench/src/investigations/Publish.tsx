import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useSession } from '../accounts/session';
import { Recipients } from '../knowledge/Remark';
import { remarkWords } from '../knowledge/remarkWords';
import { shownName, typeName, typeWords } from '../knowledge/types';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { Explained } from '../shared/Why';
import { publish, type Draft, type Investigation } from './queries';
import { investigationWords } from './words';

const LABELS = ['clear', 'green', 'amber', 'amber+strict'];

/** For whom all drafts become known, once another one of the people has looked. */
export function Publish({ page, drafts, close }: { page: Investigation; drafts: Draft[]; close: () => void }) {
  const w = useWords(investigationWords);
  const r = useWords(remarkWords);
  const types = useWords(typeWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const own = useSession().me.organization.id;
  const [tlp, setTlp] = useState('amber+strict');
  const [organizations, setOrganizations] = useState<string[]>([]);
  const [groups, setGroups] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const ask = useMutation({
    mutationFn: () => publish(page.id, { tlp, organizations, groups, reason }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['proposals'] });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <Dialog title={w.publish} onClose={close} size="lg">
      <form className="stack" onSubmit={submit} onKeyDown={sendByKey}>
        <p>{w.publishHint}</p>
        <div>
          <p>{w.willBe(drafts.length)}</p>
          <ul>{drafts.map((draft) => <li key={draft.id}>{typeName(draft.type, types)}: <Foreign text={shownName(draft)} /></li>)}</ul>
        </div>
        <Explained topic="tlp">
          <NativeSelect label={w.label} value={tlp} onChange={(e) => setTlp(e.currentTarget.value)} data={LABELS.map((each) => ({ value: each, label: `TLP:${each.toUpperCase()}` }))} data-autofocus />
        </Explained>
        <p className="small quiet">{r.meaning[tlp]}</p>
        <Recipients owner={own} chosen={{ organizations, groups }} choose={{ setOrganizations, setGroups }} />
        <Textarea label={w.reason} value={reason} onChange={(e) => setReason(e.currentTarget.value)} autosize minRows={2} maxLength={2000} />
        {ask.error && <Failure error={ask.error} />}
        <div className="actions">
          <Button type="submit" loading={ask.isPending} disabled={reason.trim() === ''}>{w.ask}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
