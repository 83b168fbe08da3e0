import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Place } from './places';

const CHORD_MS = 1500;

/** Whether a key press belongs to a field that somebody types in. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** Moves the focus between the lines of the page's list; false when there is none. */
export function moveLine(step: 1 | -1): boolean {
  const lines = [...document.querySelectorAll<HTMLElement>('main [data-line]')];
  if (lines.length === 0) {
    return false;
  }
  const now = lines.findIndex((line) => line === document.activeElement);
  const next = now < 0 ? (step > 0 ? 0 : lines.length - 1) : Math.min(lines.length - 1, Math.max(0, now + step));
  lines[next]?.focus();
  return true;
}

interface Openers {
  palette: () => void;
  sheet: () => void;
}

/** Ctrl-K, `?`, `/`, j and k, and g with a letter; none of them while somebody types or a dialog is open. */
export function useShortcuts(menu: Place[], open: Openers): void {
  const navigate = useNavigate();
  useEffect(() => {
    let chord = 0;
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        open.palette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('[role=dialog]')) {
        return;
      }
      if (Date.now() - chord < CHORD_MS) {
        chord = 0;
        const place = menu.find(({ key }) => key === event.key);
        if (place) {
          event.preventDefault();
          void navigate({ to: place.to, search: {} });
          return;
        }
      }
      chord = event.key === 'g' ? Date.now() : 0;
      if (single(event.key, open)) {
        event.preventDefault();
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
}

function single(key: string, open: Openers): boolean {
  switch (key) {
    case '?':
      open.sheet();
      return true;
    case '/': {
      const search = document.querySelector<HTMLInputElement>('main [data-search]');
      search?.focus();
      return search !== null;
    }
    case 'j':
      return moveLine(1);
    case 'k':
      return moveLine(-1);
    default:
      return false;
  }
}
