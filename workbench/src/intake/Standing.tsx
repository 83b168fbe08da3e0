import type { Schema } from '../api/client';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { duration, secondsBetween } from '../shared/time';
import { deskWords } from './deskWords';

/** How long a report waits, in words, and whether that is too long. */
export function Standing({ place, claimed }: { place: Schema<'DeskPlace'>; claimed: boolean }) {
  const d = useWords(deskWords);
  const { language } = useLanguage();
  const now = new Date().toISOString();
  if (!place.due) {
    return null;
  }
  const ahead = place.again != null && place.again > now;
  const since = (from: string) => duration(secondsBetween(from, now) ?? 0, language);
  return (
    <span className="row small">
      {place.late && <span className="tag bad">{d.lateBy(since(place.due))}</span>}
      {place.again != null && <span className="quiet">{ahead ? d.again : d.cameBack} <Moment at={place.again} /></span>}
      {!ahead && <span className="quiet">{claimed ? d.untouched(since(place.since)) : d.waits(since(place.since))}</span>}
    </span>
  );
}

/** In whose hands a report is. */
export function Keeper({ place }: { place: Schema<'DeskPlace'> }) {
  const d = useWords(deskWords);
  if (!place.due || !place.keeper) {
    return null;
  }
  return <span className="quiet small">{place.mine ? d.mine : d.with(place.keeper)}</span>;
}
