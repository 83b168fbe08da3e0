import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../accounts/session';
import { answered, hub, type Schema } from '../api/client';
import { useLanguage, useWords, words } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Empty, Loaded } from '../shared/States';
import { count } from '../shared/time';
import { connected } from './scouts';

export const detectionWords = words({
  en: {
    scouts: 'Scouts',
    hint: 'Programs at members that hold the indicators, match their own logs, and send back only what they recognise.',
    none: 'No scouts yet',
    noneHint: 'A scout needs a key with the scope “work as a scout”.',
    toKeys: 'To the keys',
    name: 'Scout',
    organization: 'Organisation',
    state: 'State',
    connected: 'connected',
    silent: 'silent',
    holds: 'Holds',
    indicators: (n: string) => `${n} indicators`,
    position: 'Recognises up to',
    confirmed: 'Confirmed',
    seen: 'Last heard',
  },
  nl: {
    scouts: 'Scouts',
    hint: 'Programma’s bij leden die de indicatoren vasthouden, in de eigen logs zoeken, en alleen terugmelden wat ze herkennen.',
    none: 'Nog geen scouts',
    noneHint: 'Een scout heeft een sleutel nodig die “als scout werken” mag.',
    toKeys: 'Naar de sleutels',
    name: 'Scout',
    organization: 'Organisatie',
    state: 'Status',
    connected: 'verbonden',
    silent: 'stil',
    holds: 'Houdt vast',
    indicators: (n: string) => `${n} indicatoren`,
    position: 'Herkent tot en met',
    confirmed: 'Bevestigd',
    seen: 'Laatst gehoord',
  },
});

/** The scouts that this reader may know: a member's own, or everybody's. */
export default function ScoutsPage() {
  const w = useWords(detectionWords);
  const may = useMay();
  const scouts = useQuery({ queryKey: ['scouts'], queryFn: () => answered(hub.GET('/api/scouts')), refetchInterval: 30_000 });
  return (
    <>
      <PageHead title={w.scouts} lead={w.hint} />
      <Loaded query={scouts}>
        {(data) =>
          data.scouts.length === 0 ? (
            <Empty title={w.none}>
              <p>{w.noneHint}</p>
              {may('administer-tokens') && <Link to="/keys">{w.toKeys}</Link>}
            </Empty>
          ) : (
            <Table scouts={data.scouts} />
          )
        }
      </Loaded>
    </>
  );
}

function Table({ scouts }: { scouts: Schema<'ScoutRow'>[] }) {
  const w = useWords(detectionWords);
  const { language } = useLanguage();
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.organization}</th>
          <th scope="col">{w.state}</th>
          <th scope="col" className="number">{w.holds}</th>
          <th scope="col">{w.position}</th>
          <th scope="col">{w.seen}</th>
        </tr>
      </thead>
      <tbody>
        {scouts.map((scout) => (
          <tr key={scout.id}>
            <td className="main"><strong>{scout.name}</strong></td>
            <td>{scout.organization}</td>
            <td>
              {connected(scout.seenAt, new Date()) ? <span className="tag good">{w.connected}</span> : <span className="tag wait">{w.silent}</span>}
            </td>
            <td className="number">{w.indicators(count(scout.indicators, language))}</td>
            <td data-label={w.position}><Moment at={scout.position} /></td>
            <td data-label={w.seen}><Moment at={scout.seenAt} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
