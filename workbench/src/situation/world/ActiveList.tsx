import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Foreign } from '../../shared/Foreign';
import { useWords } from '../../shared/i18n';
import { Moment } from '../../shared/Moment';
import { Panel } from '../../shared/Panel';
import { Empty } from '../../shared/States';
import { Tlp } from '../../shared/Tlp';
import { shownName } from '../../knowledge/types';
import { TypeTag } from '../../knowledge/TypeTag';
import type { Active } from './world';
import { worldWords } from './words';

const STEP = 30;
const FEW_PLACES = 6;

interface Props {
  active: Active[];
  /** Left out by the hub. */
  more: number;
  country: (code: string) => string;
  scope: (term: string) => string;
}

/** What is active here, told of last first. */
export function ActiveList({ active, more, country, scope }: Props) {
  const w = useWords(worldWords);
  const [shown, setShown] = useState(STEP);
  const places = (names: string[]) => (names.length > FEW_PLACES ? `${names.slice(0, FEW_PLACES).join(', ')} +${names.length - FEW_PLACES}` : names.join(', ')) || '—';
  return (
    <Panel title={w.active(active.length)}>
      {active.length === 0 ? (
        <Empty title={w.nothing}>{w.nothingHint}</Empty>
      ) : (
        <table className="list folds">
          <thead>
            <tr>
              <th scope="col">{w.name}</th>
              <th scope="col">{w.aims}</th>
              <th scope="col">{w.comes}</th>
              <th scope="col">{w.told}</th>
            </tr>
          </thead>
          <tbody>
            {active.slice(0, shown).map((one) => (
              <tr key={one.id}>
                <td className="main">
                  <Link to="/objects/$id" params={{ id: one.id }} className="row-link" data-line><Foreign text={shownName(one)} /></Link>
                  <span className="under"><TypeTag type={one.type} /> <Tlp label={one.tlp} /></span>
                </td>
                <td className="small" data-label={w.aims} title={[...one.countries.map(country), ...one.regions.map(scope)].join(', ')}>
                  {places([...one.countries.map(country), ...one.regions.map(scope)])}
                  {one.sectors.length > 0 && <span className="quiet world-sectors">{one.sectors.map(scope).join(', ')}</span>}
                </td>
                <td className="small" data-label={w.comes}>{places(one.origins.map(country))}</td>
                <td data-label={w.told}><Moment at={one.told} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {active.length > shown && <p className="apart"><button type="button" className="copy" onClick={() => setShown(shown + STEP)}>{w.showMore(Math.min(STEP, active.length - shown))}</button></p>}
      {more > 0 && <p className="quiet small">{w.more(more)}</p>}
    </Panel>
  );
}
