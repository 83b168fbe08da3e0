import { useQuery } from '@tanstack/react-query';
import { ObjectPicker } from '../knowledge/ObjectPicker';
import { objectQuery } from '../knowledge/queries';
import { shownName } from '../knowledge/types';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { sharedWords } from '../shared/words';
import type { Investigation } from './queries';

interface Known {
  page: Investigation;
  id: string;
}

/** The name of an object: from the investigation when it is in there, otherwise from its own page. */
function Named({ page, id }: Known) {
  const here = [...page.objects, ...page.drafts].find((object) => object.id === id);
  const there = useQuery({ ...objectQuery(id, undefined), enabled: here === undefined });
  const shown = here ?? there.data?.summary;
  return <Foreign text={shown ? shownName(shown) : id} />;
}

/** One object of a relationship. */
export function PickOne({ label, value, page, choose }: { label: string; value: string; page: Investigation; choose: (id: string) => void }) {
  return value === '' ? <ObjectPicker label={label} pick={({ id }) => choose(id)} /> : (
    <div>
      <p className="small">{label}</p>
      <Chosen page={page} id={value} remove={() => choose('')} />
    </div>
  );
}

/** The objects that something is about. */
export function PickMany({ label, hint, values, page, choose }: { label: string; hint: string; values: string[]; page: Investigation; choose: (ids: string[]) => void }) {
  return (
    <div>
      <ObjectPicker label={label} hint={hint} pick={({ id }) => choose([...new Set([...values, id])])} />
      {values.length > 0 && <ul className="plain-list">{values.map((id) => <li key={id}><Chosen page={page} id={id} remove={() => choose(values.filter((each) => each !== id))} /></li>)}</ul>}
    </div>
  );
}

function Chosen({ page, id, remove }: Known & { remove: () => void }) {
  const common = useWords(sharedWords);
  return (
    <span className="spread">
      <span className="break"><Named page={page} id={id} /></span>
      <button type="button" className="copy" onClick={remove}>{common.remove}<span className="visually-hidden"> {id}</span></button>
    </span>
  );
}
