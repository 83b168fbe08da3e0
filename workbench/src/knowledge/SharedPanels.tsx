import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { Schema } from '../api/client';
import { defang } from '../shared/defang';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { More } from '../shared/More';
import { Panel } from '../shared/Panel';
import { Failure, Loaded, Waiting } from '../shared/States';
import { sharedWords } from '../shared/words';
import { objectWords } from './objectWords';
import { alsoSeenQuery, infrastructureQuery, valuesQuery } from './queries';
import { shownName } from './types';
import { TypeTag } from './TypeTag';

/** Correlation at read time: asked only when somebody opens it. */
export function SharedPanels({ id }: { id: string }) {
  const w = useWords(objectWords);
  return (
    <>
      <Asked title={w.shared} hint={w.sharedHint}>
        <AlsoSeen id={id} />
      </Asked>
      <Asked title={w.infrastructure} hint={w.infrastructureHint}>
        <Infrastructure id={id} />
      </Asked>
    </>
  );
}

function Asked({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  const w = useWords(objectWords);
  const [open, setOpen] = useState(false);
  return (
    <Panel
      title={title}
      aside={
        !open && (
          <button type="button" className="copy" onClick={() => setOpen(true)}>
            {w.look}<span className="visually-hidden">: {title}</span>
          </button>
        )
      }
    >
      {open ? children : <p className="quiet small">{hint}</p>}
    </Panel>
  );
}

function AlsoSeen({ id }: { id: string }) {
  const w = useWords(objectWords);
  const pages = useInfiniteQuery(alsoSeenQuery(id));
  const found = pages.data?.pages.flatMap((page) => page.objects);
  if (!found) {
    return pages.error ? <Failure error={pages.error} again={() => void pages.refetch()} /> : <Waiting lines={3} />;
  }
  return (
    <>
      {found.length === 0 && <p className="quiet">{w.sharedNone}</p>}
      <ul className="plain-list">
        {found.map(({ object, values }) => (
          <li key={object.id}>
            <ObjectLine object={object} />
            <div className="quiet small mono">
              <Foreign text={values.map(({ text }) => defang(text)).join(', ')} />
            </div>
          </li>
        ))}
      </ul>
      <More pages={pages} />
    </>
  );
}

function Infrastructure({ id }: { id: string }) {
  const w = useWords(objectWords);
  const infrastructure = useQuery(infrastructureQuery(id));
  return (
    <Loaded query={infrastructure} lines={3}>
      {({ groups }) =>
        groups.every(({ values }) => values.length === 0) ? (
          <p className="quiet">{w.infrastructureNone}</p>
        ) : (
          groups.filter(({ values }) => values.length > 0).map((group) => <Group key={`${group.mode} ${group.text}`} group={group} />)
        )
      }
    </Loaded>
  );
}

function Group({ group }: { group: Schema<'InfrastructureGroup'> }) {
  const w = useWords(objectWords);
  const common = useWords(sharedWords);
  const [open, setOpen] = useState(false);
  const more = useInfiniteQuery({ ...valuesQuery(group.mode, group.text, group.next ?? ''), enabled: open });
  const rest = more.data?.pages.flatMap((page) => page.values) ?? [];
  return (
    <section className="stack">
      <h3>
        {w.modes[group.mode] ?? group.mode} <code><Foreign text={defang(group.text)} /></code>
      </h3>
      <ul className="plain-list">
        {[...group.values, ...rest].map(({ text, object }) => (
          <li key={`${text} ${object.id}`}>
            <ObjectLine object={object} />
            <div className="quiet small mono"><Foreign text={defang(text)} /></div>
          </li>
        ))}
      </ul>
      {group.next && !open && (
        <button type="button" className="copy" onClick={() => setOpen(true)}>
          {common.more}<span className="visually-hidden">: {defang(group.text)}</span>
        </button>
      )}
      {open && <More pages={more} />}
    </section>
  );
}

export function ObjectLine({ object }: { object: Schema<'ObjectRow'> }) {
  return (
    <span className="row">
      <TypeTag type={object.type} />
      <Link to="/objects/$id" params={{ id: object.id }} className="row-link" data-line>
        <Foreign text={shownName(object)} />
      </Link>
    </span>
  );
}
