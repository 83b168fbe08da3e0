import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { Empty, Loaded } from '../shared/States';
import { count } from '../shared/time';
import { Copy } from '../shared/Value';
import { COUNTED, collectionsQuery, type Collection } from './collections';
import { collectionWords } from './collectionWords';
import { EditCollection } from './EditCollection';
import { PickedObjects } from './PickedObjects';

/** What the CERT lets others poll over TAXII, question by question. */
export default function CollectionsPage() {
  const w = useWords(collectionWords);
  const collections = useQuery(collectionsQuery);
  const [edited, setEdited] = useState<Collection | 'new'>();
  const [opened, setOpened] = useState<Collection>();
  return (
    <>
      <PageHead title={w.title} lead={w.lead}>
        <Link to="/destinations">{w.destinations}</Link>
        <Button onClick={() => setEdited('new')}>{w.add}</Button>
      </PageHead>
      <p className="quiet tabs-hint">{w.own}</p>
      <Loaded query={collections}>
        {(data) => (
          <>
            {data.collections.length === 0 && <Empty title={w.none}>{w.noneHint}</Empty>}
            {data.collections.map((collection) => <One key={collection.id} collection={collection} edit={() => setEdited(collection)} open={() => setOpened(collection)} />)}
            {opened && <PickedObjects collection={opened} close={() => setOpened(undefined)} />}
            {edited && <EditCollection collection={edited === 'new' ? undefined : edited} groups={data.groups} close={() => setEdited(undefined)} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function One({ collection, edit, open }: { collection: Collection; edit: () => void; open: () => void }) {
  const w = useWords(collectionWords);
  const { language } = useLanguage();
  const address = `${window.location.origin}${collection.address}`;
  const readers = [...collection.groups, ...collection.organizations];
  return (
    <Panel
      title={collection.title}
      aside={
        <span className="row">
          {collection.picked && (
            <button type="button" className="copy" onClick={open} data-line>
              {w.pickedObjects}<span className="visually-hidden"> {collection.title}</span>
            </button>
          )}
          <button type="button" className="copy" onClick={edit} data-line>
            {w.change}<span className="visually-hidden"> {collection.title}</span>
          </button>
        </span>
      }
    >
      <div className="stack">
        {collection.endedAt != null && <p><strong>{w.endedSince}</strong> <Moment at={collection.endedAt} /></p>}
        {collection.description !== '' && <p><Foreign text={collection.description} /></p>}
        <p>
          <What collection={collection} /> · {w.objects(count(collection.objects, language), collection.objects >= COUNTED)}
          {!collection.picked && <>, {collection.filledTo == null ? w.filling : <>{w.filledTo} <Moment at={collection.filledTo} /></>}</>}
        </p>
        <p>
          {w.readers}: {readers.length === 0 ? w.nobody : <Foreign text={readers.map(({ name }) => name).join(', ')} />}
        </p>
        <div className="filters">
          <code className="break">{address}</code>
          <Copy text={address} label={w.copyAddress} />
        </div>
        <p className="quiet small">{w.saved} <Moment at={collection.at} /> · <Foreign text={collection.by} /></p>
      </div>
    </Panel>
  );
}

function What({ collection }: { collection: Collection }) {
  const w = useWords(collectionWords);
  if (collection.picked) {
    return <>{w.filledBy} {w.byHand} · {w.posting}: {w.postings[collection.posting] ?? collection.posting}</>;
  }
  return <>{w.query}: {collection.query === '' ? w.everything : <code>{collection.query}</code>}</>;
}
