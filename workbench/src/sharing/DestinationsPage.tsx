import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { organizationsQuery } from '../accounts/queries';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { RemoveButton } from '../shared/RemoveButton';
import { Empty, Failure, Loaded } from '../shared/States';
import { count } from '../shared/time';
import { collectionsQuery } from './collections';
import { deleteDestination, destinationsQuery, hurry, nameOf, type Destination, type Receipt } from './destinations';
import { destinationWords } from './destinationWords';
import { EditDestination } from './EditDestination';

/** Other servers to which the CERT's collections are sent, and what became of it. */
export default function DestinationsPage() {
  const w = useWords(destinationWords);
  const destinations = useQuery(destinationsQuery);
  const [edited, setEdited] = useState<Destination | 'new'>();
  return (
    <>
      <PageHead title={w.title} lead={w.lead}>
        <Button onClick={() => setEdited('new')}>{w.add}</Button>
      </PageHead>
      <Loaded query={destinations}>
        {(data) => (
          <>
            {data.destinations.length === 0 && <Empty title={w.none}>{w.noneHint}</Empty>}
            {data.destinations.map((destination) => <One key={destination.id} destination={destination} edit={() => setEdited(destination)} />)}
            {edited && <EditDestination destination={edited === 'new' ? undefined : edited} close={() => setEdited(undefined)} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function One({ destination, edit }: { destination: Destination; edit: () => void }) {
  const w = useWords(destinationWords);
  return (
    <Panel
      title={destination.title}
      aside={
        <span className="row">
          <button type="button" className="copy" onClick={edit} data-line>
            {w.change}<span className="visually-hidden"> {destination.title}</span>
          </button>
          <RemoveButton name={destination.title} remove={() => deleteDestination(destination.id)} queryKey={destinationsQuery.queryKey} />
        </span>
      }
    >
      <div className="stack">
        <What destination={destination} />
        <State destination={destination} />
        <Hurry destination={destination} />
        {destination.receipts.length > 0 && <Receipts receipts={destination.receipts} />}
      </div>
    </Panel>
  );
}

function What({ destination }: { destination: Destination }) {
  const w = useWords(destinationWords);
  const collections = useQuery(collectionsQuery);
  const organizations = useQuery(organizationsQuery);
  return (
    <>
      <p>
        {destination.kind === 'misp' ? 'MISP' : 'TAXII 2.1'} · {w.collection}: <Foreign text={nameOf(collections.data?.collections, destination.collection)} /> · {w.organization}: <Foreign text={nameOf(organizations.data?.organizations, destination.organization)} />
        {destination.credential !== '' && <> · {w.credential}: <Foreign text={destination.credential} /></>}
      </p>
      <code className="break">{destination.address}</code>
    </>
  );
}

function State({ destination }: { destination: Destination }) {
  const w = useWords(destinationWords);
  const { language } = useLanguage();
  return (
    <>
      {destination.problem != null && (
        <p className="notice warn" role="status">
          {w.problem(destination.failures)} <Foreign text={destination.problem} />
        </p>
      )}
      <p>
        {w.sent(count(destination.sent, language))}
        {destination.place != null && <>, {w.upTo} <Moment at={destination.place} /></>}
        {' · '}
        {!destination.on ? w.off : destination.running ? w.running : <>{w.next} <Moment at={destination.nextAt} /></>}
        {destination.lastAt != null && <> · {w.last} <Moment at={destination.lastAt} /></>}
      </p>
    </>
  );
}

function Hurry({ destination }: { destination: Destination }) {
  const w = useWords(destinationWords);
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: (again: boolean) => hurry(destination.id, again),
    onSuccess: () => client.invalidateQueries({ queryKey: destinationsQuery.queryKey }),
  });
  if (!destination.on) {
    return null;
  }
  return (
    <div className="actions">
      <Button size="compact-sm" variant="default" loading={act.isPending} onClick={() => act.mutate(false)}>
        {w.now}<span className="visually-hidden"> {destination.title}</span>
      </Button>
      <Button size="compact-sm" variant="default" loading={act.isPending} onClick={() => act.mutate(true)}>
        {w.again}<span className="visually-hidden"> {destination.title}</span>
      </Button>
      {act.error && <Failure error={act.error} />}
    </div>
  );
}

function Receipts({ receipts }: { receipts: Receipt[] }) {
  const w = useWords(destinationWords);
  return (
    <details>
      <summary>{w.receipts}</summary>
      <ul className="plain-list">
        {receipts.map((receipt) => (
          <li key={receipt.id}>
            <Moment at={receipt.at} /> · {w.taken(receipt.successes)}
            {receipt.failures > 0 && <> · <strong>{w.refused(receipt.failures)}</strong></>}
            {receipt.pending && <> · {w.pending(receipt.pendings)}</>}
            {receipt.messages.map((message) => <div key={message} className="quiet small break"><Foreign text={message} /></div>)}
          </li>
        ))}
      </ul>
    </details>
  );
}
