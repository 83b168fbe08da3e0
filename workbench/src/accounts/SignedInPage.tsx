import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Doorway } from '../shared/Doorway';
import { useWords } from '../shared/i18n';
import { Failure, Waiting } from '../shared/States';
import { factorWords } from './factorWords';
import { bringAnswer, bringCode, cameFrom, type Outcome } from './issuers';
import { issuerWords } from './issuerWords';
import { sessionQuery, signedIn } from './session';

/** Where an issuer sends people back to: what it gave them is brought to the hub, once. */
export default function SignedInPage() {
  const w = useWords(issuerWords);
  const client = useQueryClient();
  const router = useRouter();
  const [search] = useState(() => new URLSearchParams(window.location.search));
  const [outcome, setOutcome] = useState<string>();
  const arrived = (result: Outcome) => {
    if (result.session) {
      signedIn(client, result.session);
    }
    if (result.outcome === 'logged-in' || result.outcome === 'tied') {
      router.history.replace(cameFrom());
    } else {
      setOutcome(result.outcome);
    }
  };
  const bring = useMutation({
    mutationFn: async () => {
      // A session that exists says itself with its own header; without it the hub takes the browser for nobody's.
      await client.fetchQuery(sessionQuery).catch(() => null);
      return bringAnswer(search);
    },
    onSuccess: arrived,
  });
  const begun = useRef(false);
  const { mutate } = bring;
  useEffect(() => {
    if (!begun.current && search.has('code')) {
      begun.current = true;
      window.history.replaceState(null, '', '/signed-in');
      mutate();
    }
  }, [search, mutate]);
  if (outcome === 'code-needed') {
    return <Doorway title={w.waiting} lead={w.codeLead}><Code arrived={arrived} /></Doorway>;
  }
  if (outcome === 'confirmed') {
    return <Doorway title={w.confirmed} lead={w.confirmedLead}>{null}</Doorway>;
  }
  if (bring.error || !search.has('code')) {
    return (
      <Doorway title={w.failed} lead={bring.error ? '' : w.saidNo}>
        {bring.error && <Failure error={bring.error} />}
        <p><Link to="/">{w.back}</Link></p>
      </Doorway>
    );
  }
  return <Doorway title={w.waiting} lead=""><Waiting /></Doorway>;
}

function Code({ arrived }: { arrived: (outcome: Outcome) => void }) {
  const f = useWords(factorWords);
  const [code, setCode] = useState('');
  const bring = useMutation({ mutationFn: () => bringCode(code), onSuccess: arrived });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    bring.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextInput label={f.code} description={f.codeHint} value={code} onChange={(e) => setCode(e.currentTarget.value)} autoComplete="one-time-code" required withAsterisk={false} autoFocus />
      {bring.error && <Failure error={bring.error} />}
      <Button type="submit" loading={bring.isPending} fullWidth>{f.goOn}</Button>
    </form>
  );
}
