import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useLanguage, useWords } from '../../shared/i18n';
import { PageHead } from '../../shared/PageHead';
import { Panel } from '../../shared/Panel';
import { Loaded, Waiting } from '../../shared/States';
import { worldQuery } from '../queries';
import { ActiveList } from './ActiveList';
import { Counts } from './Counts';
import { NamedPanel, WeeksPanel } from './Trends';
import { scopeWords, worldWords } from './words';
import { chosen, counted, countriesOf, daysOf, sectorOf, SPANS, type Asked, type World } from './world';
import './world.css';

const WorldMap = lazy(() => import('./WorldMap').then(({ WorldMap: Shown }) => ({ default: Shown })));

/** What is active where and against whom; every choice stands in the address. */
export default function WorldPage() {
  const w = useWords(worldWords);
  const asked: Asked = useSearch({ strict: false });
  const navigate = useNavigate();
  const go = (more: Asked) => void navigate({ to: '/world', search: { ...asked, ...more }, resetScroll: false });
  const days = daysOf(asked);
  const world = useQuery(worldQuery(days));
  return (
    <>
      <PageHead title={w.title} lead={w.lead}>
        <NativeSelect size="xs" aria-label={w.span} value={String(days)} onChange={(e) => go({ days: e.currentTarget.value })} data={SPANS.map((span) => ({ value: String(span), label: `${w.span} ${w.days(span)}` }))} />
        <NativeSelect size="xs" aria-label={w.side} value={asked.side === 'from' ? 'from' : 'at'} onChange={(e) => go({ side: e.currentTarget.value, country: '' })} data={[{ value: 'at', label: `${w.side} ${w.aimed}` }, { value: 'from', label: `${w.side} ${w.from}` }]} />
      </PageHead>
      <Loaded query={world} lines={16}>{(data) => <Picture world={data} asked={asked} go={go} />}</Loaded>
    </>
  );
}

function Picture({ world, asked, go }: { world: World; asked: Asked; go: (more: Asked) => void }) {
  const w = useWords(worldWords);
  const scopes = useWords(scopeWords);
  const { language } = useLanguage();
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const country = (code: string) => names.of(code) ?? code;
  const scope = (term: string) => scopes[term] ?? term;
  const sector = sectorOf(asked);
  const { side, country: code, region } = asked;
  // Each list is counted without its own choice, so that another one can be taken.
  const places = counted(chosen(world.active, { side, region: region ?? '' }, sector).map((one) => countriesOf(one, side)));
  const regions = counted(chosen(world.active, { side, country: code ?? '' }, sector).map((one) => one.regions));
  const sectors = counted(chosen(world.active, asked, undefined).map((one) => one.sectors));
  const shown = chosen(world.active, asked, sector);
  const take = (term: string) => go({ country: term === code ? '' : term });
  return (
    <>
      <Panel title={w.countries} aside={code ? <button type="button" className="copy small" onClick={() => go({ country: '' })}>{w.everywhere}</button> : undefined}>
        <div className="world-places">
          <Suspense fallback={<Waiting lines={10} />}>
            <WorldMap counts={new Map(places)} chosen={code} choose={take} label={w.map} tell={(one, n) => w.tell(country(one), n)} />
          </Suspense>
          <Counts counts={places} chosen={code} choose={take} name={country} none={w.noCountries} />
        </div>
      </Panel>
      <div className="columns apart">
        <ActiveList active={shown} more={world.more} country={country} scope={scope} />
        <div>
          <Panel title={w.sectors}>
            <Counts counts={sectors} chosen={sector} choose={(term) => go({ sector: term === sector ? 'all' : term })} name={scope} none={w.noSectors} all={{ word: w.all, chosen: sector === undefined, choose: () => go({ sector: 'all' }) }} />
          </Panel>
          {regions.length > 0 && (
            <Panel title={w.regions}>
              <Counts counts={regions} chosen={region} choose={(term) => go({ region: term === region ? '' : term })} name={scope} none="" />
            </Panel>
          )}
          <NamedPanel named={world.named} />
          <WeeksPanel weeks={world.weeks} at={world.at} />
        </div>
      </div>
    </>
  );
}
