import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { Failure, Loaded } from '../shared/States';
import { requiredQuery, requireFor } from './factors';
import { factorWords } from './factorWords';
import { Roles } from './Invite';

const ROLES = ['reader', 'reporter', 'analyst', 'reviewer', 'publisher', 'source-manager', 'member-admin', 'cert-admin', 'operator', 'auditor'];

/** For whom a second factor is a must; for the CERT's admin. */
export function RequiredFactors() {
  const w = useWords(factorWords);
  const required = useQuery(requiredQuery);
  return (
    <Panel title={w.required}>
      <Loaded query={required} lines={4}>{(data) => <Choose before={data.roles} />}</Loaded>
    </Panel>
  );
}

function Choose({ before }: { before: string[] }) {
  const w = useWords(factorWords);
  const client = useQueryClient();
  const [roles, setRoles] = useState(before);
  const save = useMutation({ mutationFn: () => requireFor(roles), onSuccess: (saved) => client.setQueryData(requiredQuery.queryKey, saved) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p className="quiet">{w.requiredHint}</p>
      <Roles grants={ROLES} chosen={roles} choose={setRoles} />
      {save.error && <Failure error={save.error} />}
      {save.isSuccess && <p role="status">{w.saved}</p>}
      <div className="actions"><Button type="submit" variant="default" loading={save.isPending}>{w.save}</Button></div>
    </form>
  );
}
