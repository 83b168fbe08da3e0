import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from './i18n';
import { whyWords, type Topic } from './whyWords';
import './why.css';

/** A few sentences on why something is asked or shown, for who is learning the trade; closed until one asks. */
export function Why({ topic }: { topic: Topic }) {
  const w = useWords(whyWords);
  const { title, text } = w.topics[topic];
  return (
    <Popover width={340} position="bottom-end" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="why" aria-label={w.about(title)}>{w.why}</button>
      </Popover.Target>
      <Popover.Dropdown className="why-text">
        <p><strong>{title}</strong></p>
        {text.map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
      </Popover.Dropdown>
    </Popover>
  );
}

/** A field of a form with its why beside the label; outside the label, so that the field keeps its name. */
export function Explained({ topic, children }: { topic: Topic; children: ReactNode }) {
  return (
    <div className="explained">
      {children}
      <Why topic={topic} />
    </div>
  );
}
