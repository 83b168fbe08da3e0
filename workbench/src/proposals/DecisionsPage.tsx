import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../shared/i18n';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { Empty, Failure, Loaded } from '../shared/States';
import { About } from './About';
import { DecideDialog } from './DecideDialog';
import { decided, proposalsQuery, split, takeBack, type Proposal } from './queries';
import { proposalWords } from './words';

/** What waits for a second person, and what became of the rest. */
export default function DecisionsPage() {
  const w = useWords(proposalWords);
  const all = useQuery(proposalsQuery);
  const [open, setOpen] = useState<Proposal>();
  return (
    <>
      <PageHead title={w.title} lead={w.lead} />
      <Loaded query={all} lines={6}>
        {({ proposals }) => {
          const { waiting, over } = split(proposals);
          return (
            <>
              {waiting.length === 0 ? (
                <Empty title={w.none}>{w.noneHint}</Empty>
              ) : (
                waiting.map((each) => <One key={each.id} proposal={each} decide={() => setOpen(each)} />)
              )}
              {over.length > 0 && <h2>{w.over}</h2>}
              {over.map((each) => <One key={each.id} proposal={each} />)}
            </>
          );
        }}
      </Loaded>
      {open && <DecideDialog proposal={open} close={() => setOpen(undefined)} />}
    </>
  );
}

function One({ proposal, decide }: { proposal: Proposal; decide?: () => void }) {
  const w = useWords(proposalWords);
  const client = useQueryClient();
  const back = useMutation({ mutationFn: () => takeBack(proposal.id), onSettled: () => decided(client) });
  return (
    <Panel title={w.kinds[proposal.kind] ?? proposal.kind} aside={<span className="tag">{w.states[proposal.state]}</span>}>
      <About proposal={proposal} />
      {back.error && <Failure error={back.error} />}
      {decide && (
        <div className="actions">
          {proposal.decides && <Button onClick={decide}>{w.decide}</Button>}
          {proposal.own && <Button variant="default" loading={back.isPending} onClick={() => back.mutate()}>{w.takeBack}</Button>}
          {!proposal.decides && <span className="quiet small">{proposal.own ? w.yours : w.notYours}</span>}
        </div>
      )}
    </Panel>
  );
}
