import type { Draft } from './drafts';
import { useLanguage, useWords } from './i18n';
import { shortMoment } from './time';
import { sharedWords } from './words';

/** Says that an unsent text was put back, and lets go of it on request. */
export function Restored({ draft }: { draft: Draft<never> | Pick<Draft<unknown>, 'restoredAt' | 'discard'> }) {
  const w = useWords(sharedWords);
  const { language } = useLanguage();
  if (!draft.restoredAt) {
    return null;
  }
  return (
    <div className="notice row" role="status">
      <span>{w.restored(shortMoment(new Date(draft.restoredAt), new Date(), language, w))}</span>
      <button type="button" className="plain-button" onClick={draft.discard}>
        {w.discard}
      </button>
    </div>
  );
}
