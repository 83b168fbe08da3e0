import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { RemoveButton } from '../shared/RemoveButton';
import { Failure, Loaded } from '../shared/States';
import { Copy } from '../shared/Value';
import { feedWords } from './feedWords';
import { issuePushKey, pushKeysQuery, revokePushKey } from './queries';
import { pushWords } from './pushWords';

/** Keys with which a partner's machine brings records to this source, and how it does that. */
export function PushKeys({ source }: { source: string }) {
  const p = useWords(pushWords);
  const keys = useQuery(pushKeysQuery(source));
  const [making, setMaking] = useState(false);
  const queryKey = pushKeysQuery(source).queryKey;
  return (
    <Panel title={p.push} aside={<Button size="xs" variant="default" onClick={() => setMaking(true)}>{p.newKey}</Button>}>
      <p className="quiet small">{p.pushHint}</p>
      <Loaded query={keys} lines={2}>
        {(data) => (
          <ul className="plain-list">
            {data.keys.map(({ id, name, prefix, createdAt, lastUsedAt }) => (
              <li key={id}>
                <div className="spread">
                  <strong><Foreign text={name} /></strong>
                  <RemoveButton name={name} remove={() => revokePushKey(source, id)} queryKey={queryKey} />
                </div>
                <p className="quiet small">
                  <code>{prefix}…</code> · {p.made} <Moment at={createdAt} /> · {lastUsedAt ? <>{p.used} <Moment at={lastUsedAt} /></> : p.neverUsed}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {making && <NewKey source={source} close={() => setMaking(false)} />}
    </Panel>
  );
}

/** The secret is shown once, in the line that uses it: the dialog closes only by saying that it was copied. */
function NewKey({ source, close }: { source: string; close: () => void }) {
  const p = useWords(pushWords);
  const f = useWords(feedWords);
  const client = useQueryClient();
  const [name, setName] = useState('');
  const issue = useMutation({
    mutationFn: () => issuePushKey(source, name.trim()),
    onSuccess: () => client.invalidateQueries({ queryKey: pushKeysQuery(source).queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    issue.mutate();
  };
  const secret = issue.data?.secret;
  return (
    <Dialog title={p.newKey} onClose={secret ? undefined : close} size="lg">
      {secret ? (
        <div className="stack">
          <p className="notice">{p.once}</p>
          <code className="raw break" data-secret>{secret}</code>
          <p>{p.how}</p>
          <pre className="raw">{curl(source, secret)}</pre>
          <div className="actions">
            <Copy text={secret} label={p.copyKey} />
            <Copy text={curl(source, secret)} label={p.copyLine} />
            <Button onClick={close}>{p.done}</Button>
          </div>
        </div>
      ) : (
        <form className="stack" onSubmit={submit}>
          <TextInput label={f.name} description={p.nameHint} value={name} onChange={(e) => setName(e.currentTarget.value)} required withAsterisk={false} maxLength={100} data-autofocus />
          {issue.error && <Failure error={issue.error} />}
          <Button type="submit" loading={issue.isPending} disabled={name.trim() === ''}>{p.newKey}</Button>
        </form>
      )}
    </Dialog>
  );
}

const curl = (source: string, secret: string): string =>
  `curl --data-binary @records \\\n  -H 'Authorization: Bearer ${secret}' \\\n  -H 'Content-Type: application/octet-stream' \\\n  '${window.location.origin}/api/sources/${source}/push?name=records'`;
