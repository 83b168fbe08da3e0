import { useLanguage, useWords } from './i18n';
import { shortMoment, utcMoment } from './time';
import { sharedWords } from './words';

/** A moment in the reader's zone; UTC to the second on hover. */
export function Moment({ at }: { at: string | null | undefined }) {
  const { language } = useLanguage();
  const w = useWords(sharedWords);
  const date = at ? new Date(at) : undefined;
  if (!date || Number.isNaN(date.getTime())) {
    return <span className="quiet">—</span>;
  }
  return (
    <time dateTime={date.toISOString()} title={utcMoment(date)} className="moment">
      {shortMoment(date, new Date(), language, w)}
    </time>
  );
}
