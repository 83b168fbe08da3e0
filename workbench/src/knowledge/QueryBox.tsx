import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useWords } from '../shared/i18n';
import { asQuestion, suggest, take, type Learnt, type Suggestion } from './language';
import { checkQuery } from './search';
import { searchWords } from './searchWords';
import { typeName, typeWords } from './types';

const TYPING_MS = 250;

interface Props {
  question: string;
  learnt: Learnt;
  ask: (question: string) => void;
}

/** The box for a question: it completes fields and values, and shows the place that it does not understand. */
export function QueryBox({ question, learnt, ask }: Props) {
  const w = useWords(searchWords);
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(question);
  const [caret, setCaret] = useState(-1);
  const [at, setAt] = useState(-1);
  const move = useRef<number | undefined>(undefined);
  const offers = caret < 0 ? [] : suggest(text, caret, learnt);
  useEffect(() => {
    if (move.current !== undefined) {
      box.current?.setSelectionRange(move.current, move.current);
      move.current = undefined;
    }
  }, [text]);

  const choose = (offer: Suggestion) => {
    const taken = take(text, caret, offer);
    move.current = taken.caret;
    setText(taken.text);
    setCaret(offer.isField ? taken.caret : -1);
    setAt(-1);
    box.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setCaret(-1);
    ask(asQuestion(text));
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (caret < 0) {
        setCaret(event.currentTarget.selectionStart ?? text.length);
        setAt(0);
      } else if (offers.length > 0) {
        setAt((at + step + offers.length) % offers.length);
      }
    } else if (event.key === 'Escape' && caret >= 0) {
      event.preventDefault();
      setCaret(-1);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && offers[at]) {
      event.preventDefault();
      choose(offers[at]);
    }
  };
  return (
    <form role="search" onSubmit={submit} className="query-form" onBlur={(e) => !e.currentTarget.contains(e.relatedTarget) && setCaret(-1)}>
      <div className="query-line">
        <TextInput
          ref={box}
          className="grow"
          label={w.question}
          placeholder={w.placeholder}
          value={text}
          onChange={(e) => {
            setText(e.currentTarget.value);
            setCaret(e.currentTarget.value === '' ? -1 : (e.currentTarget.selectionStart ?? 0));
            setAt(-1);
          }}
          onKeyDown={press}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={offers.length > 0}
          aria-controls={`${id}-offers`}
          aria-activedescendant={offers[at] ? `${id}-${at}` : undefined}
          aria-describedby={`${id}-fault`}
          classNames={{ input: 'mono' }}
          autoComplete="off"
          spellCheck={false}
          maxLength={4_000}
          data-search
        />
        <Button type="submit">{w.search}</Button>
      </div>
      {offers.length > 0 && (
        <ul id={`${id}-offers`} role="listbox" aria-label={w.offers} className="offers">
          {offers.map((offer, i) => (
            <Offer key={offer.insert} id={`${id}-${i}`} offer={offer} chosen={i === at} choose={() => choose(offer)} />
          ))}
        </ul>
      )}
      <div id={`${id}-fault`} aria-live="polite">
        <Fault text={asQuestion(text)} />
      </div>
    </form>
  );
}

function Offer({ id, offer, chosen, choose }: { id: string; offer: Suggestion; chosen: boolean; choose: () => void }) {
  const w = useWords(searchWords);
  const types = useWords(typeWords);
  const type = /^-?type:(.+)$/.exec(offer.insert)?.[1];
  const meaning = type ? typeName(type, types) : w.fields[offer.field];
  return (
    <li id={id} role="option" aria-selected={chosen} onMouseDown={(e) => e.preventDefault()} onClick={choose}>
      <code>{offer.insert}</code>
      {(offer.isField || type) && <span className="quiet small">{meaning}</span>}
    </li>
  );
}

/** What the hub does not understand, with the place underlined; nothing while all is well. */
function Fault({ text }: { text: string }) {
  const [settled] = useDebouncedValue(text, TYPING_MS);
  const check = useQuery({ ...checkQuery(settled), enabled: settled !== '' });
  const at = check.data?.at;
  if (settled !== text || text === '' || check.isPlaceholderData || at == null || !check.data?.sentence) {
    return null;
  }
  const end = at >= text.length;
  const word = end ? '' : (/^[^\s()]*/.exec(text.slice(at))?.[0] ?? '') || text.charAt(at);
  return (
    <div className="query-fault">
      <code>
        {text.slice(0, at)}
        <mark className="fault-place">{end ? ' ' : word}</mark>
        {text.slice(at + word.length)}
      </code>
      <p>{check.data.sentence}</p>
    </div>
  );
}
