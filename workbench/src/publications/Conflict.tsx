import { Button } from '@mantine/core';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { contentOf, differences, written, type Content } from './flow';
import type { Publication } from './queries';
import { publicationWords } from './words';

interface Props {
  mine: Content;
  theirs: Publication;
  keepMine: () => void;
  takeTheirs: () => void;
}

/** Two people changed the same draft: both versions of every part that differs, and a choice. */
export function Conflict({ mine, theirs, keepMine, takeTheirs }: Props) {
  const w = useWords(publicationWords);
  const other = contentOf(theirs);
  return (
    <Dialog title={w.conflict} size="xl">
      <div className="stack">
        <p>{w.conflictHint}</p>
        {differences(mine, other).map((part) => (
          <section key={part}>
            <h3>{w.parts[part]}</h3>
            <div className="side-by-side">
              <Version title={w.mine} text={at(mine, part)} />
              <Version title={w.theirs} text={at(other, part)} />
            </div>
          </section>
        ))}
        <div className="actions">
          <Button onClick={keepMine}>{w.keepMine}</Button>
          <Button variant="default" onClick={takeTheirs}>
            {w.takeTheirs}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Version({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <p className="quiet small">{title}</p>
      <div className="raw words">
        <Foreign text={text} />
      </div>
    </div>
  );
}

/** The text of one part, by its name from `differences`. */
function at(content: Content, part: string): string {
  const [first, second] = part.split('.') as [keyof Content, keyof Content['nl'] | undefined];
  if (first === 'nl' || first === 'en') {
    return second ? content[first][second] : '';
  }
  return written(content[first]);
}
