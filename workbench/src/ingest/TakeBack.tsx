import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../accounts/session';
import type { Schema } from '../api/client';
import { Waits } from '../proposals/Waits';
import { useLanguage, useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { ReasonDialog } from '../shared/ReasonDialog';
import { Failure, Loaded } from '../shared/States';
import { count } from '../shared/time';
import { claimsOf, letStand, replay, saysSource, spreadOf, takeBack, type Scope } from './purge';
import { purgeWords } from './purgeWords';
import type { Run } from './queries';

type Outcome = { kind: 'back' | 'stands'; receipt: Schema<'PurgeReceipt'> | undefined };

interface Props {
  scope: Scope;
  /** Name of the source. */
  source: string;
  /** The delivery, when it is about one. */
  run?: Run;
}

/** Takes back what a delivery or a source brought, after saying what that would touch; and lets it stand again. */
export function TakeBack({ scope, source, run }: Props) {
  const w = useWords(purgeWords);
  const may = useMay();
  const client = useQueryClient();
  const [step, setStep] = useState<Outcome['kind'] | undefined>();
  const [outcome, setOutcome] = useState<Outcome | undefined>();
  const touched = () => client.invalidateQueries({ predicate: ({ queryKey }) => ['object', 'objects', 'source', 'sources', 'run', 'overview'].includes(String(queryKey[0])) });
  const act = useMutation({
    mutationFn: async ({ kind, reason }: { kind: Outcome['kind']; reason: string }): Promise<Outcome> => ({
      kind,
      receipt: await (kind === 'back' ? takeBack : letStand)(scope, reason),
    }),
    onSuccess: (done) => {
      setOutcome(done);
      setStep(undefined);
      return touched();
    },
  });
  const again = useMutation({ mutationFn: () => replay(scope.id), onSettled: touched });
  if (!may('withdraw-objects')) {
    return null;
  }
  const open = (kind: Outcome['kind']) => {
    act.reset();
    setStep(kind);
  };
  return (
    <Panel title={w.title}>
      <div className="stack">
        <p className="quiet small">{run ? w.runHint : w.sourceHint}</p>
        {outcome && <Said outcome={outcome} undo={() => open('stands')} />}
        <div className="actions">
          <Button variant="default" size="xs" onClick={() => open('back')}>{w.takeBack}</Button>
          <Button variant="default" size="xs" onClick={() => open('stands')}>{w.letStand}</Button>
          {run && may('run-sources') && (
            <Button variant="default" size="xs" title={w.replayHint} loading={again.isPending} onClick={() => again.mutate()}>{w.replay}</Button>
          )}
        </div>
        {again.error && <Failure error={again.error} />}
      </div>
      {step && (
        <ReasonDialog
          title={step === 'back' ? w.takeBack : w.letStand}
          hint={step === 'stands' ? w.letStandHint : run ? w.takeBackHint : `${w.two} ${w.takeBackHint}`}
          label={w.reason}
          action={step === 'back' ? w.takeBack : w.letStand}
          harmless={step === 'stands'}
          pending={act.isPending}
          error={act.error}
          onSend={(reason) => act.mutate({ kind: step, reason })}
          onClose={() => setStep(undefined)}
        >
          {step === 'back' && <Touches source={source} {...(run ? { run } : {})} />}
        </ReasonDialog>
      )}
    </Panel>
  );
}

function Said({ outcome: { kind, receipt }, undo }: { outcome: Outcome; undo: () => void }) {
  const w = useWords(purgeWords);
  const { language } = useLanguage();
  if (!receipt) {
    return <Waits />;
  }
  const n = count(receipt.claims, language);
  return (
    <p className="notice" role="status">
      {kind === 'stands' ? w.undone(n) : receipt.claims > 0 ? w.done(n) : w.nothing}{' '}
      {kind === 'back' && receipt.claims > 0 && (
        <button type="button" className="plain-button" onClick={undo}>{w.undo}</button>
      )}
    </p>
  );
}

/** What the decision would touch, before it is taken. */
function Touches({ source, run }: { source: string; run?: Run }) {
  const w = useWords(purgeWords);
  const { language } = useLanguage();
  const spread = useQuery({ queryKey: ['objects', 'said-by', source], queryFn: () => spreadOf(source), enabled: !run });
  return (
    <div className="notice warn">
      <h3>{w.touches}</h3>
      {run ? (
        <p>{w.claims(count(claimsOf(run), language))}</p>
      ) : (
        <Loaded query={spread} lines={1}>
          {({ total, types }) => (
            <>
              <p>{total.count === 0 ? w.none : w.objects(count(total.count, language) + (total.more ? '+' : ''))}</p>
              <ul className="plain-list small">
                {types.map((type) => (
                  <li key={type.name} className="spread">
                    <span className="mono">{type.name}</span>
                    <span className="figure">{count(type.count, language)}{type.more && '+'}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Loaded>
      )}
      <Link to="/search" search={{ query: saysSource(source) }} target="_blank">{w.show}</Link>
    </div>
  );
}
