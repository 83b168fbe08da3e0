import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type KeyboardEvent } from 'react';
import { useMay } from '../accounts/session';
import { asQuestion } from '../knowledge/language';
import { foundQuery } from '../knowledge/search';
import { shownName } from '../knowledge/types';
import { TypeTag } from '../knowledge/TypeTag';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import type { Place } from './places';
import { appWords } from './words';
import './palette-box.css';

interface Choice {
  key: string;
  group: string;
  label: React.ReactNode;
  go: () => void;
}

const FOUND = 7;

/** One box to find an object or to go to a page. */
export default function Palette({ menu, close }: { menu: Place[]; close: () => void }) {
  const w = useWords(appWords);
  const may = useMay();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [sought] = useDebouncedValue(text.trim(), 150);
  const found = useQuery({ ...foundQuery(sought, FOUND), enabled: sought.length > 1 && may('read-objects') });

  const go = (act: () => Promise<void>) => () => {
    close();
    void act();
  };
  const wanted = text.trim().toLowerCase();
  const choices: Choice[] = [
    ...menu
      .filter((place) => w[place.word].toLowerCase().includes(wanted))
      .map((place) => ({
        key: place.to,
        group: w.palettePages,
        label: w[place.word],
        go: go(() => navigate({ to: place.to, search: {} })),
      })),
    ...(sought.length > 1 ? (found.data?.objects ?? []) : []).map((object) => ({
      key: object.id,
      group: w.paletteObjects,
      label: (
        <>
          <TypeTag type={object.type} /> <Foreign text={shownName(object)} />
        </>
      ),
      go: go(() => navigate({ to: '/objects/$id', params: { id: object.id } })),
    })),
    ...(wanted && may('read-objects')
      ? [{ key: 'all', group: w.paletteObjects, label: w.searchAll(text.trim()), go: go(() => navigate({ to: '/search', search: { query: asQuestion(text) } })) }]
      : []),
  ];
  const chosen = Math.min(at, choices.length - 1);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt((chosen + step + choices.length) % Math.max(1, choices.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choices[chosen]?.go();
    }
  };
  return (
    <Dialog onClose={close} withCloseButton={false} size="lg" padding={0} yOffset="12vh" title={<span className="visually-hidden">{w.search}</span>} classNames={{ header: 'palette-head' }}>
      <input
        className="palette-input"
        autoFocus
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={choices[chosen] ? `palette-${chosen}` : undefined}
        aria-label={w.search}
        placeholder={w.search}
        value={text}
        onChange={(e) => {
          setText(e.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <ul id="palette-list" role="listbox" aria-label={w.search} className="palette-list">
        {choices.map((choice, i) => (
          <li
            key={choice.key}
            id={`palette-${i}`}
            role="option"
            aria-selected={i === chosen}
            onClick={choice.go}
            onMouseMove={() => setAt(i)}
          >
            <span className="break">{choice.label}</span>
            {choices[i - 1]?.group !== choice.group && <span className="quiet small">{choice.group}</span>}
          </li>
        ))}
      </ul>
      <p className="palette-hint quiet small">{w.paletteHint}</p>
    </Dialog>
  );
}
