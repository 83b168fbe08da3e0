import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { organizationsQuery } from '../accounts/queries';
import { useMay, useSession } from '../accounts/session';
import { FormDialog } from '../shared/FormDialog';
import { useWords } from '../shared/i18n';
import { NEW_PROFILE, toSave } from './profile';
import { exportsQuery, saveExport, type Export, type ExportToSave } from './queries';
import { sharingWords } from './words';
import { Explained } from '../shared/Why';

/** The form of a profile. @param profile undefined: a new one */
export function EditProfile({ profile, close }: { profile: Export | undefined; close: () => void }) {
  const w = useWords(sharingWords);
  const own = useSession().me.organization.id;
  const [value, setValue] = useState<ExportToSave>(profile ? toSave(profile) : { ...NEW_PROFILE, organization: own });
  const set = (part: Partial<ExportToSave>) => setValue({ ...value, ...part });
  return (
    <FormDialog title={profile?.plain ? w.plain : (profile?.name ?? w.add)} send={() => saveExport(profile?.id, value)} renews={exportsQuery.queryKey} whole={value.name.trim() !== ''} close={close}>
      {!profile?.plain && <Choice value={value} set={set} own={profile === undefined ? own : undefined} />}
      <div className="pair">
        <Whole label={w.shrink} min={1} max={100} value={value.shrinkPercent} set={(shrinkPercent) => set({ shrinkPercent })} />
        <Whole label={w.grow} min={1} max={100_000} value={value.growPercent} set={(growPercent) => set({ growPercent })} />
      </div>
      <p className="quiet small">{w.brakeHint}</p>
    </FormDialog>
  );
}

interface ChoiceProps {
  value: ExportToSave;
  set: (part: Partial<ExportToSave>) => void;
  own: string | undefined;
}

/** What goes into its files. @param own of whoever makes a new one; undefined: its recipient is chosen already */
function Choice({ value, set, own }: ChoiceProps) {
  const w = useWords(sharingWords);
  return (
    <>
      <TextInput label={w.name} description={w.nameHint} value={value.name} onChange={(e) => set({ name: e.currentTarget.value })} required withAsterisk={false} maxLength={100} data-autofocus />
      {own !== undefined && <Recipient value={value.organization ?? own} choose={(organization) => set({ organization })} />}
      <TextInput label={w.query} description={w.queryHint} value={value.query} onChange={(e) => set({ query: e.currentTarget.value })} classNames={{ input: 'mono' }} />
      <div className="pair">
        <Explained topic="confidence">
          <Whole label={w.confidence} hint={w.confidenceHint} max={100} value={value.minConfidence} set={(minConfidence) => set({ minConfidence })} />
        </Explained>
        <Explained topic="score">
          <Whole label={w.score} hint={w.scoreHint} max={100} value={value.minScore} set={(minScore) => set({ minScore })} />
        </Explained>
      </div>
      <Whole label={w.most} hint={w.mostHint} max={10_000_000} value={value.most} set={(most) => set({ most })} />
    </>
  );
}

/** Whose controls load it: for those who care for all members. */
function Recipient({ value, choose }: { value: string; choose: (organization: string) => void }) {
  const w = useWords(sharingWords);
  const may = useMay();
  const organizations = useQuery({ ...organizationsQuery, enabled: may('read-members') });
  if (!organizations.data) {
    return null;
  }
  return (
    <NativeSelect
      label={w.recipient}
      description={w.recipientHint}
      value={value}
      onChange={(e) => choose(e.currentTarget.value)}
      data={organizations.data.organizations.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

interface WholeProps {
  label: string;
  hint?: string;
  min?: number;
  max: number;
  value: number;
  set: (n: number) => void;
}

function Whole({ label, hint, min = 0, max, value, set }: WholeProps) {
  return <NumberInput label={label} description={hint} value={value} min={min} max={max} allowDecimal={false} onChange={(n) => set(Number(n))} required withAsterisk={false} />;
}
