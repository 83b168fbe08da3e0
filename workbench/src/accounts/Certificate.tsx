import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { sharedWords } from '../shared/words';
import { tieToken, type Token } from './queries';
import { accountWords } from './words';

/** Ties a key to a client certificate, or unties it. */
export function Certificate({ token, organization, close }: { token: Token; organization: string | undefined; close: () => void }) {
  const w = useWords(accountWords);
  const shared = useWords(sharedWords);
  const client = useQueryClient();
  const [certificate, setCertificate] = useState('');
  const tie = useMutation({
    mutationFn: (text: string) => tieToken(token.id, organization, text),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['tokens'] });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    tie.mutate(certificate.trim());
  };
  return (
    <Dialog onClose={close} title={`${w.certificate}: ${token.name}`}>
      <form className="stack" onSubmit={submit}>
        {token.certificate && <p>{w.tied}: <code className="break">{token.certificate}</code></p>}
        <Textarea label={w.certificateLabel} description={w.certificateHint} value={certificate} onChange={(e) => setCertificate(e.currentTarget.value)} autosize minRows={3} maxRows={10} classNames={{ input: 'mono' }} data-autofocus />
        {tie.error && <Failure error={tie.error} />}
        <div className="actions">
          <Button type="submit" loading={tie.isPending} disabled={certificate.trim() === ''}>{w.tie}</Button>
          {token.certificate && <Button variant="default" loading={tie.isPending} onClick={() => tie.mutate('')}>{w.untie}</Button>}
          <Button variant="default" onClick={close}>{shared.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
