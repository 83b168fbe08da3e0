import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import type { Proposal } from './queries';
import { proposalWords } from './words';

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** What is proposed, by whom and why, and what became of it. */
export function About({ proposal }: { proposal: Proposal }) {
  const w = useWords(proposalWords);
  return (
    <>
      <p>
        <strong><Foreign text={proposal.name} /></strong>
        {proposal.shown.map((part, place) => (
          <Fragment key={place}>{place === 0 ? ': ' : ', '}{INSTANT.test(part) ? <Moment at={part} /> : <Foreign text={part} />}</Fragment>
        ))}
      </p>
      <dl className="facts">
        <dt>{w.by}</dt><dd><Foreign text={proposal.by} />, <Moment at={proposal.at} /></dd>
        <dt>{w.reason}</dt><dd><Foreign text={proposal.reason} /></dd>
        {proposal.state === 'waiting' && <><dt>{w.until}</dt><dd><Moment at={proposal.expiresAt} /></dd></>}
        {proposal.decider != null && proposal.decidedAt != null && (
          <><dt>{w.decidedBy}</dt><dd><Foreign text={proposal.decider} />, <Moment at={proposal.decidedAt} />{proposal.remark !== '' && <>{': '}<Foreign text={proposal.remark} /></>}</dd></>
        )}
      </dl>
      {proposal.kind === 'investigation-publication' && <p className="small"><Link to="/investigations/$id" params={{ id: proposal.subject }} search={{ part: 'drafts' }}>{w.read}</Link></p>}
    </>
  );
}
