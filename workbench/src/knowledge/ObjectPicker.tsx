import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type KeyboardEvent } from 'react';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { foundQuery } from './search';
import { TypeTag } from './TypeTag';
import { shownName } from './types';
import { pickerWords } from './pickerWords';
import './picker.css';

const FOUND = 8;

interface Props {
  label: string;
  hint?: string;
  /** Types to look among; empty: all. */
  types?: readonly string[];
  pick: (object: { id: string; type: string; name: string }) => void;
}

/** A field in which a name, a value or a STIX id finds an object. */
export function ObjectPicker({ label, hint, types = [], pick }: Props) {
  const w = useWords(pickerWords);
  const list = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [sought] = useDebouncedValue(text.trim(), 200);
  const found = useQuery({ ...foundQuery(sought, FOUND, types), enabled: sought.length > 1 });
  const objects = sought.length > 1 && text.trim() !== '' ? (found.data?.objects ?? []) : [];
  const chosen = Math.min(at, objects.length - 1);
  const take = (index: number) => {
    const object = objects[index];
    if (object) {
      setText('');
      setAt(0);
      pick(object);
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt((chosen + (event.key === 'ArrowDown' ? 1 : -1) + objects.length) % Math.max(1, objects.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      take(chosen);
    } else if (event.key === 'Escape') {
      setText('');
    }
  };
  const open = objects.length > 0;
  return (
    <div className="picker">
      <TextInput
        label={label}
        description={hint}
        value={text}
        placeholder={w.placeholder}
        role="combobox"
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${list}-${chosen}` : undefined}
        autoComplete="off"
        onChange={(e) => {
          setText(e.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <ul id={list} role="listbox" aria-label={label} className="picker-list" hidden={!open}>
        {objects.map((object, i) => (
          <li key={object.id} id={`${list}-${i}`} role="option" aria-selected={i === chosen} onMouseMove={() => setAt(i)} onMouseDown={(e) => e.preventDefault()} onClick={() => take(i)}>
            <TypeTag type={object.type} /> <Foreign text={shownName(object)} />
          </li>
        ))}
      </ul>
      <p className="small quiet" role="status">
        {sought.length > 1 && text.trim() !== '' && found.isSuccess && !open ? w.none : ''}
      </p>
    </div>
  );
}
