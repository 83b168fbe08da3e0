import { Link } from '@tanstack/react-router';
import { ObjectPicker } from '../knowledge/ObjectPicker';
import { shownName } from '../knowledge/types';
import { TypeTag } from '../knowledge/TypeTag';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { RemoveButton } from '../shared/RemoveButton';
import { Failure } from '../shared/States';
import { Tlp } from '../shared/Tlp';
import { addObjects, removeObject, useChange, type Investigation } from './queries';
import { graphOf } from './timeline';
import { investigationWords } from './words';

/** What the investigation is about, as far as the reader may see it herself. */
export function ObjectsPart({ page }: { page: Investigation }) {
  const w = useWords(investigationWords);
  const add = useChange((id: string) => addObjects(page.id, [id]));
  const fresh = graphOf(page.objects.map(({ id }) => id));
  const graph = page.picture === '' ? fresh && { ...fresh, investigation: page.id } : { investigation: page.id };
  return (
    <Panel title={w.objects} aside={graph && <Link to="/graph" search={graph} className="small">{w.graph}</Link>}>
      {!page.closed && <ObjectPicker label={w.addObject} hint={w.addObjectHint} pick={({ id }) => add.mutate(id)} />}
      {add.error && <Failure error={add.error} />}
      {page.objects.length === 0 ? (
        <p className="quiet">{w.noObjects}</p>
      ) : (
        <ul className="plain-list">
          {page.objects.map((object) => (
            <li key={object.id}>
              <div className="spread">
                <span className="break">
                  <TypeTag type={object.type} />{' '}
                  <Link to="/objects/$id" params={{ id: object.id }} className="row-link" data-line><Foreign text={shownName(object)} /></Link>
                </span>
                <span className="row">
                  <Tlp label={object.tlp} />
                  {!page.closed && <RemoveButton name={shownName(object)} remove={() => removeObject(page.id, object.id)} queryKey={['investigation', page.id]} />}
                </span>
              </div>
              <p className="quiet small"><Moment at={object.at} />, {w.by} <Foreign text={object.by} /></p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
