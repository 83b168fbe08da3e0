import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../accounts/session';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { ReasonDialog } from '../shared/ReasonDialog';
import { Loaded } from '../shared/States';
import { objectWords } from './objectWords';
import { clusterQuery, merge, split, suggestionsQuery } from './queries';
import { ObjectLine } from './SharedPanels';
import { knowledgeWords } from './words';

type Statement = Schema<'ClusterStatement'>;
type Step = { kind: 'merge'; other: string; name: string } | { kind: 'split'; statement: Statement };

const AUDIENCES = ['TLP:AMBER+STRICT', 'TLP:AMBER', 'TLP:GREEN', 'TLP:CLEAR'];

/** What is the same thing as this, who says so, and what may be; statements, so each can be taken back. */
export function ClusterPanel({ id }: { id: string }) {
  const w = useWords(objectWords);
  const may = useMay()('connect-objects');
  const cluster = useQuery(clusterQuery(id));
  const suggestions = useQuery(suggestionsQuery(id));
  const [step, setStep] = useState<Step | undefined>();
  return (
    <Panel title={w.same}>
      <p className="quiet small hint">{w.sameHint}</p>
      <Loaded query={cluster} lines={2}>
        {(data) =>
          data.cluster ? (
            <Members id={id} cluster={data.cluster} {...(may ? { takeBack: (statement: Statement) => setStep({ kind: 'split', statement }) } : {})} />
          ) : (
            <p className="quiet">{w.sameNone}</p>
          )
        }
      </Loaded>
      <h3 className="gap">{w.suggestions}</h3>
      <Loaded query={suggestions} lines={2}>
        {(data) => (
          <ul className="plain-list">
            {data.suggestions.length === 0 && <li className="quiet small">{w.noSuggestions}</li>}
            {data.suggestions.map(({ object, reason, evidence }) => (
              <li key={object.id} className="spread">
                <span className="break">
                  <ObjectLine object={object} />
                  <span className="quiet small">{w.reasons[reason] ?? reason}: <Foreign text={evidence} /></span>
                </span>
                {may && (
                  <Button size="xs" variant="default" onClick={() => setStep({ kind: 'merge', other: object.id, name: object.name })}>
                    {w.merge}<span className="visually-hidden">: {object.name}</span>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {may && <ByHand say={(other) => setStep({ kind: 'merge', other, name: other })} />}
      {step && <StepDialog id={id} step={step} close={() => setStep(undefined)} />}
    </Panel>
  );
}

interface MembersProps {
  id: string;
  cluster: Schema<'Cluster'>;
  takeBack?: (statement: Statement) => void;
}

function Members({ id, cluster, takeBack }: MembersProps) {
  const w = useWords(objectWords);
  return (
    <>
      <ul className="plain-list">
        {cluster.members.filter((member) => member.id !== id).map((member) => (
          <li key={member.id}><ObjectLine object={member} /></li>
        ))}
      </ul>
      <ul className="plain-list statements">
        {cluster.statements.map((statement) => (
          <li key={statement.id} className="spread small">
            <span className="break">
              {w.saidBy(statement.organization || w.theHub)} · <Moment at={statement.at} />: “<Foreign text={statement.reason} />”
            </span>
            {takeBack && (
              <button type="button" className="copy" onClick={() => takeBack(statement)}>
                {w.split}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function ByHand({ say }: { say: (other: string) => void }) {
  const w = useWords(objectWords);
  const [other, setOther] = useState('');
  const fits = /^[a-z0-9-]+--[0-9a-f-]{36}$/i.test(other.trim());
  return (
    <form
      className="by-hand"
      onSubmit={(e) => {
        e.preventDefault();
        if (fits) {
          say(other.trim());
        }
      }}
    >
      <TextInput size="xs" label={w.other} description={w.otherHint} value={other} onChange={(e) => setOther(e.currentTarget.value)} classNames={{ input: 'mono' }} />
      <Button size="xs" variant="default" type="submit" disabled={!fits}>{w.merge}</Button>
    </form>
  );
}

function StepDialog({ id, step, close }: { id: string; step: Step; close: () => void }) {
  const w = useWords(objectWords);
  const k = useWords(knowledgeWords);
  const client = useQueryClient();
  const [tlp, setTlp] = useState('TLP:AMBER+STRICT');
  const take = useMutation({
    mutationFn: async (reason: string): Promise<unknown> => (step.kind === 'merge' ? merge([id, step.other], reason, tlp) : split(step.statement.id, reason)),
    onSuccess: async () => {
      close();
      await Promise.all([client.invalidateQueries({ queryKey: ['object'] }), client.invalidateQueries({ queryKey: ['objects'] })]);
    },
  });
  const merging = step.kind === 'merge';
  return (
    <ReasonDialog
      title={merging ? w.merge : w.split}
      hint={merging ? w.mergeHint : w.splitHint}
      label={k.reason}
      action={merging ? w.merge : w.split}
      pending={take.isPending}
      error={take.error}
      harmless
      onSend={(reason) => take.mutate(reason)}
      onClose={close}
    >
      {merging && <NativeSelect label={w.audience} value={tlp} onChange={(e) => setTlp(e.currentTarget.value)} data={AUDIENCES} />}
    </ReasonDialog>
  );
}
