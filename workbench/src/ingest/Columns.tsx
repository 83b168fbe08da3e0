import { useWords } from '../shared/i18n';
import { Foreign } from '../shared/Foreign';
import { mappingWords } from './mappingWords';
import { ROLES, withRole, type Options } from './options';
import type { PreviewPlace } from './queries';

/** What stands in each column (or member) of a sample, and what it is taken for. */
export function Columns({ options, places, change }: { options: Options; places: PreviewPlace[]; change: (options: Options) => void }) {
  const m = useWords(mappingWords);
  if (places.length === 0) {
    return <p className="quiet small">{m.noColumns}</p>;
  }
  return (
    <div className="sample-rows" role="region" aria-label={m.columns} tabIndex={0}>
      <table className="list">
        <caption className="visually-hidden">{m.columns}</caption>
        <thead>
          <tr>
            <th scope="col">{m.column}</th>
            <th scope="col">{m.example}</th>
            <th scope="col">{m.says}</th>
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <tr key={place.name}>
              <td className="mono"><Foreign text={place.name} /></td>
              <td className="quiet small break"><Foreign text={place.example} /></td>
              <td>
                <select className="role" aria-label={m.roleOf(place.name)} value={place.roles[0] ?? ''} onChange={(e) => change(withRole(options, places, place, e.currentTarget.value))}>
                  {['', ...ROLES].map((role) => <option key={role} value={role}>{m.roles[role]}</option>)}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
