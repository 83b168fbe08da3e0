import { useQuery } from '@tanstack/react-query';
import { useAtCert } from '../accounts/session';
import { answered, hub, type Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import { duration } from '../shared/time';
import { SeenByOthers, WhoSaw } from '../shared/WhoSaw';
import { confirmed, steps } from './immunity';
import { MemberTable } from './MemberTable';
import type { Publication } from './queries';
import { publicationWords } from './words';

type Immunity = Schema<'ImmunityView'>;

/** What a publication did: the time to immunity, the way there, member by member, and what was taken back. */
export function ImmunityPanels({ publication }: { publication: Publication }) {
  const w = useWords(publicationWords);
  const atCert = useAtCert();
  const immunity = useQuery({
    queryKey: ['immunity', publication.id],
    queryFn: () => answered(hub.GET('/api/publications/{id}/immunity', { params: { path: { id: publication.id } } })),
  });
  return (
    <div className="immunity">
      <Panel title={w.immunity} aside={<span className="quiet small">{w.immunityHint}</span>}>
        <Loaded query={immunity} lines={4}>
          {(data) => (
            <>
              <Hero immunity={data} />
              <Track immunity={data} />
            </>
          )}
        </Loaded>
      </Panel>
      {immunity.data && atCert && (
        <Panel title={w.perMember}>
          <MemberTable members={immunity.data.members} />
        </Panel>
      )}
      {immunity.data && <Seen immunity={immunity.data} indicators={publication.indicators.flatMap(({ id }) => (id ? [id] : []))} />}
      {immunity.data && immunity.data.withdrawals.length > 0 && <Withdrawals withdrawals={immunity.data.withdrawals} />}
    </div>
  );
}

/** Whether one of the indicators was seen: by oneself, and by how many others. */
function Seen({ immunity, indicators }: { immunity: Immunity; indicators: string[] }) {
  const w = useWords(publicationWords);
  const own = immunity.members.reduce((sum, { sightings }) => sum + sightings, 0);
  return (
    <Panel title={w.seen}>
      <p className={own === 0 ? 'quiet' : undefined}>{w.seenTimes(own)}</p>
      <SeenByOthers seen={immunity.seenByOthers} />
      <WhoSaw objects={indicators} />
    </Panel>
  );
}

function Hero({ immunity }: { immunity: Immunity }) {
  const w = useWords(publicationWords);
  const { language } = useLanguage();
  const seconds = immunity.timeToImmunitySeconds;
  return (
    <p className="hero">
      <span className={seconds == null ? 'big-figure open' : 'big-figure'}>
        {seconds == null ? `${immunity.recognised} / ${immunity.expected}` : duration(seconds, language)}
      </span>
      <span className="quiet">
        {immunity.expected === 0
          ? w.nobodyExpected
          : `${w.immuneOf(immunity.recognised, immunity.expected)}${seconds == null ? ` · ${w.stillOpen}` : ''}`}
      </span>
    </p>
  );
}

function Track({ immunity }: { immunity: Immunity }) {
  const w = useWords(publicationWords);
  const { language } = useLanguage();
  return (
    <ol className="track" aria-label={w.timeline}>
      {steps(immunity).map((step) => (
        <li key={step.name} data-done={step.at !== undefined}>
          <span className="step">{w.times[step.name]}</span>
          {step.of !== undefined && step.of > 0 && <span className="took">{step.done} / {step.of}</span>}
          {step.took !== undefined && <span className="took">+ {duration(step.took, language)}</span>}
          {step.at && <Moment at={step.at} />}
        </li>
      ))}
    </ol>
  );
}

function Withdrawals({ withdrawals }: { withdrawals: Schema<'WithdrawalView'>[] }) {
  const w = useWords(publicationWords);
  return (
    <Panel title={w.withdrawals}>
      <ul className="plain-list">
        {withdrawals.map((withdrawal) => (
          <li key={`${withdrawal.kind} ${withdrawal.value}`}>
            <div className="spread">
              <code><Foreign text={withdrawal.defanged} /></code>
              <span className="quiet small">
                {w.receipts(confirmed(withdrawal.receipts), withdrawal.receipts.length)} · <Moment at={withdrawal.at} />
              </span>
            </div>
            <p><Foreign text={withdrawal.reason} /></p>
            <ul className="receipts">
              {withdrawal.receipts.map((receipt, i) => (
                <li key={i} className={`tag ${receipt.confirmedAt ? 'good' : 'wait'}`}>
                  {receipt.organization} {receipt.confirmedAt ? <Moment at={receipt.confirmedAt} /> : '…'}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
