import { NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMay, useSession } from '../accounts/session';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { rhythmQuery, chooseRhythm } from './queries';
import { rhythmWords } from './rhythmWords';
import './publications.css';

/** How often a member wants mails about warnings: everybody reads it, who answers for its people chooses. */
export function MailRhythm() {
  const w = useWords(rhythmWords);
  const may = useMay();
  const client = useQueryClient();
  const { id } = useSession().me.organization;
  const query = rhythmQuery(id);
  const rhythm = useQuery(query);
  const choose = useMutation({
    mutationFn: (wanted: string) => chooseRhythm(id, wanted),
    onSuccess: (chosen) => client.setQueryData(query.queryKey, chosen),
  });
  if (!rhythm.data) {
    return null;
  }
  const now = rhythm.data.rhythm;
  if (!may('administer-people')) {
    return <p className="small quiet">{w.label}: {w.rhythms[now] ?? now}. {w.hint}</p>;
  }
  return (
    <div className="mail-rhythm">
      <NativeSelect label={w.label} description={w.hint} value={now} disabled={choose.isPending} onChange={(e) => choose.mutate(e.currentTarget.value)} data={Object.entries(w.rhythms).map(([value, label]) => ({ value, label }))} />
      {choose.error && <Failure error={choose.error} />}
    </div>
  );
}
