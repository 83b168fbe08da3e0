import { NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMay } from '../accounts/session';
import { useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { Failure } from '../shared/States';
import { askWords } from './askWords';
import { asksAnewQuery, askAnew, type Publication } from './queries';

/** Whether this update asks who has the warning to acknowledge it anew; nothing for what is no update. */
export function AskAnew({ publication }: { publication: Publication }) {
  const a = useWords(askWords);
  const may = useMay();
  const client = useQueryClient();
  const query = asksAnewQuery(publication.id, publication.revision);
  const asking = useQuery({ ...query, enabled: publication.updates != null });
  const decide = useMutation({
    mutationFn: (choice: string) => askAnew(publication.id, choice === '' ? {} : { again: choice === 'yes' }),
    onSuccess: (next) => client.setQueryData(query.queryKey, next),
  });
  if (!asking.data) {
    return null;
  }
  const { decided, rises } = asking.data;
  return (
    <Panel title={a.title}>
      <NativeSelect
        label={a.label}
        description={a.hint}
        value={decided == null ? '' : decided ? 'yes' : 'no'}
        disabled={publication.state !== 'draft' || !may('draft-publications') || decide.isPending}
        onChange={(e) => decide.mutate(e.currentTarget.value)}
        data={[{ value: '', label: a.byItself(rises) }, { value: 'yes', label: a.yes }, { value: 'no', label: a.no }]}
      />
      {decide.error && <Failure error={decide.error} />}
    </Panel>
  );
}
