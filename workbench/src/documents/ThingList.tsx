import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState, type KeyboardEvent } from 'react';
import { typeName, typeWords } from '../knowledge/types';
import { Foreign } from '../shared/Foreign';
import { kindName, kindWords } from '../shared/kinds';
import { useWords } from '../shared/i18n';
import { Value } from '../shared/Value';
import { useAnswer, useDeciding } from './changing';
import { choices, KEYS, shown, sureOnes, type Show } from './deciding';
import { mean, type Document, type Thing } from './queries';
import { Refusal } from './Refusal';
import { documentWords } from './words';

const SHOWS: Show[] = ['open', 'taken', 'rejected', 'all'];
const MOST = 300;

interface Props {
  document: Document;
  chosen: number | undefined;
  choose: (number: number) => void;
}

/** What was found, with one decision for all its places; every decision has a key. */
export function ThingList({ document, chosen, choose }: Props) {
  const w = useWords(documentWords);
  const [show, setShow] = useState<Show>('open');
  const list = useRef<HTMLUListElement>(null);
  const deciding = useDeciding(document.id);
  const sure = sureOnes(document.things);
  const things = shown(document.things, show);
  const takeAll = () => deciding.mutate(sure.map(({ number }) => ({ number, decision: 'accepted' })));
  /** The line that takes the place of one that leaves this list gets the focus. */
  const decideHere = (thing: Thing, decision: string) => {
    const lines = [...(list.current?.querySelectorAll<HTMLElement>('[data-line]') ?? [])];
    const next = lines[lines.findIndex((line) => line.dataset['number'] === String(thing.number)) + 1];
    deciding.mutate([{ number: thing.number, decision }]);
    next?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const number = Number((event.target as HTMLElement).dataset['number']);
    const thing = document.things.find((each) => each.number === number);
    if (event.ctrlKey || event.metaKey || event.altKey || !thing) {
      return;
    }
    const decision = KEYS[event.key];
    if (event.key === 'A' && sure.length > 0) {
      event.preventDefault();
      takeAll();
    } else if (decision && (decision === 'found' || choices(thing).includes(decision))) {
      event.preventDefault();
      decideHere(thing, decision);
    }
  };
  return (
    <div className="stack" onKeyDown={press}>
      {sure.length > 0 && (
        <Button onClick={takeAll} fullWidth>{w.all(sure.length)}</Button>
      )}
      <SegmentedControl
        aria-label={w.found}
        value={show}
        onChange={(value) => setShow(value as Show)}
        data={SHOWS.map((value) => ({ value, label: `${w.show[value]} ${shown(document.things, value).length}` }))}
        fullWidth
        size="xs"
      />
      {deciding.error && <Refusal error={deciding.error} />}
      {things.length === 0 && <p className="quiet">{w.nothingHere[document.things.length === 0 ? 'all' : show]}</p>}
      <ul className="plain-list things" ref={list}>
        {things.slice(0, MOST).map((thing) => (
          <Line key={thing.number} id={document.id} thing={thing} isChosen={thing.number === chosen} choose={choose} decide={(decision) => decideHere(thing, decision)} />
        ))}
      </ul>
      <p className="small quiet">{w.keys}</p>
    </div>
  );
}

interface LineProps {
  id: string;
  thing: Thing;
  isChosen: boolean;
  choose: (number: number) => void;
  decide: (decision: string) => void;
}

function Line({ id, thing, isChosen, choose, decide }: LineProps) {
  const w = useWords(documentWords);
  const kinds = useWords(kindWords);
  const types = useWords(typeWords);
  const [first] = thing.places;
  return (
    <li className={isChosen ? 'thing chosen' : 'thing'}>
      <div className="spread">
        <button type="button" className="thing-name plain-button" data-line data-number={thing.number} onFocus={() => choose(thing.number)} onClick={() => choose(thing.number)}>
          <Foreign text={thing.safe} />
        </button>
        <span className="row">
          <span className="quiet small">{thing.what === 'value' ? kindName(thing.kind, kinds) : typeName(thing.kind, types)}</span>
          <span className={`tag decision-${thing.decision}`}>{w.decisions[thing.decision]}</span>
        </span>
      </div>
      <p className="small quiet">
        {w.places(thing.places.length)}
        {first?.page != null && `, ${w.page(first.page)}`}
        {!thing.sure && <span title={w.unsureHint}> · {w.unsure}</span>}
        {thing.what === 'new' && ` · ${w.isNew}`}
        {thing.known > 0 && ` · ${w.knownBy(thing.known)}`}
        {thing.listed.length > 0 && ` · ${w.listed(thing.listed.join(', '))}`}
        {thing.usable === 'text' && ` · ${w.wordsOnly}`}
        {thing.target && thing.what === 'known' && (
          <>
            {' · '}
            <Link to="/objects/$id" params={{ id: thing.target }}><Foreign text={thing.name} /></Link>
          </>
        )}
      </p>
      {isChosen && thing.candidates.length > 1 && <Which id={id} thing={thing} />}
      {isChosen && (
        <div className="actions">
          {(thing.decision === 'found' ? choices(thing) : ['found']).map((decision) => (
            <Button key={decision} size="compact-sm" variant={decision === 'accepted' ? 'filled' : 'default'} title={w.decideHint[decision]} onClick={() => decide(decision)}>
              {w.decide[decision]}
            </Button>
          ))}
          {thing.what === 'value' && <Value text={thing.name} safe={thing.safe} />}
        </div>
      )}
    </li>
  );
}

function Which({ id, thing }: { id: string; thing: Thing }) {
  const w = useWords(documentWords);
  const types = useWords(typeWords);
  const answer = useAnswer(id);
  const change = useMutation({ mutationFn: (target: string) => mean(id, thing.number, target), onSuccess: answer });
  return (
    <>
      <NativeSelect
        label={w.which}
        value={thing.target ?? ''}
        onChange={(e) => change.mutate(e.currentTarget.value)}
        data={thing.candidates.map((each) => ({ value: each.id, label: `${each.name || each.id} (${typeName(each.type, types)})` }))}
      />
      {change.error && <Refusal error={change.error} />}
    </>
  );
}
