import { Link } from '@tanstack/react-router';
import { Empty } from '../shared/States';
import { useWords } from '../shared/i18n';
import { sharedWords } from '../shared/words';
import { appWords } from './words';

/** An address that leads nowhere. */
export function NowhereInShell() {
  const w = useWords(sharedWords);
  const app = useWords(appWords);
  return (
    <main className="page">
      <Empty title={w.notHere} isPage>
        <p>{w.notHereHint}</p>
        <p>
          <Link to="/">{app.today}</Link>
        </p>
      </Empty>
    </main>
  );
}
