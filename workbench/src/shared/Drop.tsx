import { useRef, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import './drop.css';

/** A button under which more choices open; Escape, or leaving it, closes them. */
export function Drop({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (box.current) {
      box.current.open = false;
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      close();
      box.current?.querySelector('summary')?.focus();
    }
  };
  const leave = (event: FocusEvent<HTMLDetailsElement>) => {
    if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget)) {
      close();
    }
  };
  return (
    <details ref={box} className="drop" onKeyDown={press} onBlur={leave}>
      <summary>{label}</summary>
      <div className="drop-list">{children}</div>
    </details>
  );
}
