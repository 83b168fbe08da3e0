import { Link, useNavigate } from '@tanstack/react-router';
import { useWords } from '../shared/i18n';
import { PageHead } from '../shared/PageHead';
import { Empty } from '../shared/States';
import { objectWords } from './objectWords';
import './object.css';

/** The day on which the object is looked at; it stands in the address. */
export function AsOn({ id, on }: { id: string; on: string }) {
  const w = useWords(objectWords);
  const navigate = useNavigate();
  return (
    <label className="as-on small" title={w.asOnHint}>
      {w.asOn}
      <input
        type="date"
        value={on}
        max={new Date().toLocaleDateString('sv-SE')}
        onChange={(e) => void navigate({ to: '/objects/$id', params: { id }, search: { on: e.currentTarget.value } })}
      />
    </label>
  );
}

/** Says that this is the past, so that nobody takes it for the present. */
export function Past({ on }: { on: string }) {
  const w = useWords(objectWords);
  return (
    <p className="notice warn past" role="status">
      {w.past} <strong>{on}</strong>. <Link to="." search={{}}>{w.asNow}</Link>
    </p>
  );
}

/** It was not here yet, or not for this reader. */
export function NotYet({ id, on }: { id: string; on: string }) {
  const w = useWords(objectWords);
  return (
    <>
      <PageHead title={`${w.asOn} ${on}`}>
        <AsOn id={id} on={on} />
      </PageHead>
      <Empty title={w.pastNone}>
        <Link to="/objects/$id" params={{ id }} search={{}}>{w.asNow}</Link>
      </Empty>
    </>
  );
}
