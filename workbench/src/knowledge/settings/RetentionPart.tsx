import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../../shared/Dialog';
import { Foreign } from '../../shared/Foreign';
import { useLanguage, useWords } from '../../shared/i18n';
import { sendByKey } from '../../shared/keys';
import { Empty, Failure, Loaded } from '../../shared/States';
import { count } from '../../shared/time';
import { sharedWords } from '../../shared/words';
import { deleteRetention, retentionQuery, saveRetention, type Retention } from './queries';
import { RemoveButton } from '../../shared/RemoveButton';
import { asSubjectKnows, dueText, inOrder, LABELS, NEW_RETENTION, SUBJECTS } from './rules';
import { SourceSelect, useSourceName } from './SourceSelect';
import { settingsWords } from './words';

/** Policies by kind, source, age and label, each with what it would take away now. */
export function RetentionPart() {
  const w = useWords(settingsWords);
  const policies = useQuery(retentionQuery);
  const [edited, setEdited] = useState<Retention | undefined>();
  return (
    <>
      <Loaded query={policies} lines={4}>
        {(data) => (data.policies.length === 0 ? <Empty title={w.noPolicies}>{w.noPoliciesHint}</Empty> : <Table policies={data.policies} edit={setEdited} />)}
      </Loaded>
      <Button mt="md" onClick={() => setEdited(NEW_RETENTION)}>{w.newPolicy}</Button>
      {edited && <Edit policy={edited} close={() => setEdited(undefined)} />}
    </>
  );
}

function Table({ policies, edit }: { policies: Retention[]; edit: (policy: Retention) => void }) {
  const w = useWords(settingsWords);
  const { language } = useLanguage();
  const sourceName = useSourceName();
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.about}</th>
          <th scope="col" className="number">{w.after}</th>
          <th scope="col" className="number">{w.due}</th>
          <th scope="col"><span className="visually-hidden">{w.actions}</span></th>
        </tr>
      </thead>
      <tbody>
        {policies.map((policy) => (
          <tr key={policy.key}>
            <td className="main"><strong><Foreign text={policy.name} /></strong></td>
            <td>
              {w.subjects[policy.subject] ?? policy.subject}
              {policy.subject !== 'ledger' && (
                <div className="quiet small">
                  {policy.subject === 'claims' && <>{policy.type || w.everyType} · {policy.from} – {policy.to} · </>}
                  {policy.source ? <Foreign text={sourceName(policy.source)} /> : w.everySource}
                </div>
              )}
            </td>
            <td className="number">{w.daysN(count(policy.days, language))}</td>
            <td className="number" data-label={w.due}>{dueText(policy.due, (n) => count(n, language))}</td>
            <td>
              <span className="actions">
                <button type="button" className="copy" onClick={() => edit(policy)} data-line>
                  {w.change}<span className="visually-hidden"> {policy.name}</span>
                </button>
                <RemoveButton name={policy.name} remove={() => deleteRetention(policy.key)} queryKey={retentionQuery.queryKey} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Edit({ policy, close }: { policy: Retention; close: () => void }) {
  const w = useWords(settingsWords);
  const common = useWords(sharedWords);
  const client = useQueryClient();
  const [value, setValue] = useState(policy);
  const set = (part: Partial<Retention>) => setValue({ ...value, ...part });
  const save = useMutation({
    // The hub knows a policy by what it is about: a changed condition makes another one, and the old one goes.
    mutationFn: async () => {
      const saved = await saveRetention(asSubjectKnows(value));
      if (policy.key !== 0 && saved.policies.filter(({ key }) => key === policy.key).some((old) => !same(old, asSubjectKnows(value)))) {
        await deleteRetention(policy.key);
      }
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: retentionQuery.queryKey });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog title={policy.key === 0 ? w.newPolicy : policy.name} onClose={close}>
      <form className="stack" onSubmit={submit} onKeyDown={sendByKey}>
        <TextInput label={w.name} value={value.name} onChange={(e) => set({ name: e.currentTarget.value })} required withAsterisk={false} maxLength={100} data-autofocus />
        <NativeSelect
          label={w.subject}
          value={value.subject}
          onChange={(e) => set({ subject: e.currentTarget.value })}
          data={SUBJECTS.map((subject) => ({ value: subject, label: w.subjects[subject] ?? subject }))}
        />
        <NumberInput label={w.days} value={value.days} min={1} max={36_500} allowDecimal={false} onChange={(days) => set({ days: Number(days) })} required withAsterisk={false} />
        {value.subject !== 'ledger' && <SourceSelect label={w.source} none={w.everySource} value={value.source} choose={(source) => set({ source })} />}
        {value.subject === 'claims' && (
          <>
            <TextInput label={w.type} description={w.typeHint} value={value.type} onChange={(e) => set({ type: e.currentTarget.value.trim() })} />
            <div className="pair">
              <NativeSelect label={w.from} value={value.from} onChange={(e) => set({ from: e.currentTarget.value })} data={[...LABELS]} />
              <NativeSelect label={w.to} value={value.to} onChange={(e) => set({ to: e.currentTarget.value })} data={[...LABELS]} error={inOrder(value) ? undefined : w.order} />
            </div>
          </>
        )}
        {save.error && <Failure error={save.error} />}
        <div className="actions">
          <Button type="submit" loading={save.isPending} disabled={value.name.trim() === '' || !inOrder(value)}>{w.save}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function same(one: Retention, other: Retention): boolean {
  return one.subject === other.subject && one.type === other.type && (one.source ?? null) === (other.source ?? null) && one.from === other.from && one.to === other.to;
}
