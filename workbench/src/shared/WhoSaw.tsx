import { useMutation } from '@tanstack/react-query';
import { useAtCert, useMay } from '../accounts/session';
import { answered, hub, type Schema } from '../api/client';
import { AskWhy } from './AskWhy';
import { Foreign } from './Foreign';
import { useLanguage, useWords, words } from './i18n';
import { Moment } from './Moment';
import { count, plainDay } from './time';

const whoWords = words({
  en: {
    others: (n: number, shown: string) => (n === 1 ? 'Seen by 1 other organisation' : `Seen by ${shown} other organisations`),
    othersHint: 'Others are counted once there are enough of them, and never named.',
    last: 'last on',
    ask: 'Ask who saw it',
    askHint: 'You learn which organisations told that they saw it. They read that you asked, and this reason; auditors do too.',
    why: 'Why must you know?',
    told: 'Told to you for your reason; it is not shown again.',
    nobody: 'No organisation told that it saw it.',
    times: (n: number) => (n === 1 ? 'once' : `${n} times`),
  },
  nl: {
    others: (n: number, shown: string) => (n === 1 ? 'Gezien door 1 andere organisatie' : `Gezien door ${shown} andere organisaties`),
    othersHint: 'Anderen worden geteld zodra het er genoeg zijn, en nooit genoemd.',
    last: 'laatst op',
    ask: 'Vragen wie het zag',
    askHint: 'U hoort welke organisaties meldden dat zij het zagen. Zij lezen dat u het vroeg, en deze reden; auditors ook.',
    why: 'Waarom moet u dat weten?',
    told: 'U verteld om uw reden; het wordt niet nog eens getoond.',
    nobody: 'Geen organisatie meldde dat zij het zag.',
    times: (n: number) => (n === 1 ? 'één keer' : `${n} keer`),
  },
});

/** How many others saw something: only said when there are enough of them. */
export function SeenByOthers({ seen }: { seen: Schema<'SeenByOthers'> | null | undefined }) {
  const w = useWords(whoWords);
  const { language } = useLanguage();
  if (!seen) {
    return null;
  }
  return (
    <div>
      <div className="spread">
        <strong>{w.others(seen.organizations, count(seen.organizations, language))}</strong>
        <span className="quiet small">{w.last} <time dateTime={seen.lastDay}>{plainDay(seen.lastDay, language)}</time></span>
      </div>
      <p className="quiet small">{w.othersHint}</p>
    </div>
  );
}

/** At the CERT: who saw these objects, for a reason that is kept and that those who are named read. */
export function WhoSaw({ objects }: { objects: string[] }) {
  const w = useWords(whoWords);
  const may = useMay();
  const atCert = useAtCert();
  const ask = useMutation({
    mutationFn: (purpose: string) => answered(hub.POST('/api/sightings/who', { body: { objects, purpose } })),
  });
  if (!atCert || !may('learn-who') || objects.length === 0) {
    return null;
  }
  return (
    <div className="stack apart">
      {ask.data ? <Rows rows={ask.data.rows} /> : <AskWhy action={w.ask} hint={w.askHint} label={w.why} ask={ask} />}
    </div>
  );
}

function Rows({ rows }: { rows: Schema<'WhoSawRow'>[] }) {
  const w = useWords(whoWords);
  return (
    <div role="status">
      <p className="quiet small">{rows.length === 0 ? w.nobody : w.told}</p>
      <ul className="plain-list">
        {rows.map((row) => (
          <li key={`${row.objectId} ${row.organization}`} className="spread">
            <strong><Foreign text={row.organization} /></strong>
            <span className="quiet small">{w.times(row.times)} · <Moment at={row.lastSeen} /></span>
          </li>
        ))}
      </ul>
    </div>
  );
}
