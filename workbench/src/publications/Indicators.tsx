import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../accounts/session';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { kindName, kindWords } from '../shared/kinds';
import { Panel } from '../shared/Panel';
import { ReasonDialog } from '../shared/ReasonDialog';
import { Value } from '../shared/Value';
import { useTaken } from './FlowActions';
import { withdrawIndicator, type Publication } from './queries';
import { publicationWords } from './words';

type Indicator = Schema<'IndicatorView'>;

const LOOK: Record<string, string> = { active: 'good', withdrawn: 'bad' };

/** The values of a publication; a wrong one can be taken back alone. */
export function Indicators({ publication }: { publication: Publication }) {
  const w = useWords(publicationWords);
  const may = useMay();
  const taken = useTaken();
  const [wrong, setWrong] = useState<Indicator>();
  const withdraw = useMutation({
    mutationFn: (reason: string) => withdrawIndicator(publication.id, wrong?.id ?? '', reason),
    onSuccess: (next) => {
      taken(next);
      setWrong(undefined);
    },
  });
  const canWithdraw = publication.state === 'published' && may('withdraw-objects');
  return (
    <Panel title={w.indicators} aside={<span className="quiet small">{publication.indicators.length}</span>}>
      {publication.indicators.length === 0 && <p className="quiet">{w.noIndicators}</p>}
      <ul className="plain-list">
        {publication.indicators.map((indicator) => (
          <Row key={`${indicator.kind} ${indicator.value}`} indicator={indicator} {...(canWithdraw ? { withdraw: setWrong } : {})} />
        ))}
      </ul>
      {wrong && (
        <ReasonDialog
          title={`${w.withdraw}: ${wrong.defanged}`}
          hint={w.withdrawHint}
          label={w.reason}
          action={w.withdraw}
          pending={withdraw.isPending}
          error={withdraw.error}
          onSend={(reason) => withdraw.mutate(reason)}
          onClose={() => setWrong(undefined)}
        />
      )}
    </Panel>
  );
}

function Row({ indicator, withdraw }: { indicator: Indicator; withdraw?: (indicator: Indicator) => void }) {
  const w = useWords(publicationWords);
  const kinds = useWords(kindWords);
  const may = useMay();
  return (
    <li>
      <Value text={indicator.value} safe={indicator.defanged} />
      <div className="row small">
        <span className="quiet">
          {indicator.id && may('read-objects') ? (
            <Link to="/objects/$id" params={{ id: indicator.id }}>{kindName(indicator.kind, kinds)}</Link>
          ) : (
            kindName(indicator.kind, kinds)
          )}
        </span>
        {indicator.state !== 'draft' && <span className={`tag ${LOOK[indicator.state] ?? ''}`}>{w.indicatorStates[indicator.state] ?? indicator.state}</span>}
        {indicator.state === 'active' && withdraw && (
          <button type="button" className="plain-button" onClick={() => withdraw(indicator)}>
            {w.withdraw}
            <span className="visually-hidden"> {indicator.defanged}</span>
          </button>
        )}
      </div>
      {indicator.reason && <p className="small"><Foreign text={indicator.reason} /></p>}
    </li>
  );
}
