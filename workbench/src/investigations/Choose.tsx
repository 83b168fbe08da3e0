import { Button } from '@mantine/core';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { investigationWords } from './words';

/** Two people changed the same text: both, and a choice. */
export function Choose({ mine, theirs, keepMine, takeTheirs }: { mine: string; theirs: string; keepMine: () => void; takeTheirs: () => void }) {
  const w = useWords(investigationWords);
  return (
    <Dialog title={w.conflict} size="xl">
      <div className="stack">
        <p>{w.conflictHint}</p>
        <div className="side-by-side">
          <Version title={w.mine} text={mine} />
          <Version title={w.theirs} text={theirs} />
        </div>
        <div className="actions">
          <Button onClick={keepMine}>{w.keepMine}</Button>
          <Button variant="default" onClick={takeTheirs}>{w.takeTheirs}</Button>
        </div>
      </div>
    </Dialog>
  );
}

function Version({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <p className="quiet small">{title}</p>
      <div className="raw words"><Foreign text={text} /></div>
    </div>
  );
}
