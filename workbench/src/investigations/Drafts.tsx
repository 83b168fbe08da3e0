import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { shownName } from '../knowledge/types';
import { TypeTag } from '../knowledge/TypeTag';
import { proposalsQuery } from '../proposals/queries';
import { Waits } from '../proposals/Waits';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { RemoveButton } from '../shared/RemoveButton';
import { Publish } from './Publish';
import { removeDraft, type Draft, type Investigation } from './queries';
import { investigationWords } from './words';
import { WriteDraft } from './WriteDraft';

/** What is written for the people here alone, until all of it is published together. */
export function Drafts({ page }: { page: Investigation }) {
  const w = useWords(investigationWords);
  const [opened, setOpened] = useState<'new' | 'publish' | Draft>();
  const proposals = useQuery(proposalsQuery);
  const waits = (proposals.data?.proposals ?? []).some(({ kind, subject, state }) => kind === 'investigation-publication' && subject === page.id && state === 'waiting');
  const drafts = page.drafts.filter(({ publishedAt }) => publishedAt == null);
  const published = page.drafts.filter(({ publishedAt }) => publishedAt != null);
  const close = () => setOpened(undefined);
  const changes = !page.closed && !waits;
  return (
    <>
      <Panel title={w.unpublished}>
        {waits && (
          <>
            <p>{w.waits}</p>
            <Waits />
          </>
        )}
        {changes && (
          <div className="actions">
            <Button size="xs" onClick={() => setOpened('new')}>{w.writeDraft}</Button>
            {drafts.length > 0 && <Button size="xs" variant="default" onClick={() => setOpened('publish')}>{w.publish}</Button>}
          </div>
        )}
        {drafts.length === 0 ? <p className="quiet">{w.noDrafts}</p> : (
          <ul className="plain-list">
            {drafts.map((draft) => (
              <li key={draft.id}>
                <Line draft={draft}>
                  {changes && (
                    <>
                      <button type="button" className="copy" onClick={() => setOpened(draft)}>{w.edit}<span className="visually-hidden"> {shownName(draft)}</span></button>
                      <RemoveButton name={shownName(draft)} remove={() => removeDraft(page.id, draft.id)} queryKey={['investigation', page.id]} />
                    </>
                  )}
                </Line>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      {published.length > 0 && (
        <Panel title={w.published}>
          <ul className="plain-list">{published.map((draft) => <li key={draft.id}><Line draft={draft} /></li>)}</ul>
        </Panel>
      )}
      {opened === 'new' && <WriteDraft page={page} close={close} />}
      {opened === 'publish' && <Publish page={page} drafts={drafts} close={close} />}
      {typeof opened === 'object' && <WriteDraft page={page} draft={opened} close={close} />}
    </>
  );
}

function Line({ draft, children }: { draft: Draft; children?: React.ReactNode }) {
  const w = useWords(investigationWords);
  return (
    <>
      <div className="spread">
        <span className="break">
          <TypeTag type={draft.type} />{' '}
          <Link to="/objects/$id" params={{ id: draft.id }} className="row-link" data-line><Foreign text={shownName(draft)} /></Link>
        </span>
        <span className="row">{children}</span>
      </div>
      {draft.text !== '' && <p className="excerpt small"><Foreign text={draft.text} /></p>}
      <p className="quiet small">
        {draft.publishedAt == null ? <Moment at={draft.changedAt} /> : <>{w.publishedAt} <Moment at={draft.publishedAt} /></>}, {w.by} <Foreign text={draft.changedBy} />
      </p>
    </>
  );
}
