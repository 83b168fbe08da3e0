import { Dialog } from '../shared/Dialog';
import { useWords } from '../shared/i18n';
import type { Place } from './places';
import { appWords } from './words';

/** What the keyboard can do, on one sheet. */
export default function ShortcutSheet({ menu, close }: { menu: Place[]; close: () => void }) {
  const w = useWords(appWords);
  const groups: [string, [string, string][]][] = [
    [w.shortcutGroups.anywhere, [['Ctrl K', w.keySearch], ['?', w.keySheet], ['Esc', w.keyEscape]]],
    [w.shortcutGroups.go, menu.map((place) => [`g ${place.key}`, w[place.word]])],
    [w.shortcutGroups.lists, [['j  k', w.keyMove], ['Enter', w.keyOpen], ['/', w.keyFilter]]],
    [w.shortcutGroups.forms, [['Ctrl Enter', w.keySend]]],
  ];
  return (
    <Dialog onClose={close} title={w.shortcuts} size="lg">
      <div className="side-by-side">
        {groups.map(([title, keys]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl className="facts">
              {keys.map(([key, meaning]) => (
                <div key={key} style={{ display: 'contents' }}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
