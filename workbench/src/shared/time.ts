import type { Language } from './i18n';

const LOCALE: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' };

function day(at: Date): string {
  return `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}`;
}

interface DayWords {
  today: string;
  yesterday: string;
}

/** A moment in the reader's zone, as short as is still clear: `today 10:31`, `25 Nov 10:31`, `25 Nov 2024`. */
export function shortMoment(at: Date, now: Date, language: Language, words: DayWords): string {
  const clock = at.toLocaleTimeString(LOCALE[language], { hour: '2-digit', minute: '2-digit' });
  if (day(at) === day(now)) {
    return `${words.today} ${clock}`;
  }
  const before = new Date(now);
  before.setDate(before.getDate() - 1);
  if (day(at) === day(before)) {
    return `${words.yesterday} ${clock}`;
  }
  if (at.getFullYear() === now.getFullYear()) {
    return `${at.toLocaleDateString(LOCALE[language], { day: 'numeric', month: 'short' })} ${clock}`;
  }
  return at.toLocaleDateString(LOCALE[language], { day: 'numeric', month: 'short', year: 'numeric' });
}

/** A day without a time, as the hub tells it in UTC (`2026-11-25`): `25 Nov 2026`. */
export function plainDay(at: string, language: Language): string {
  return new Date(`${at}T00:00:00Z`).toLocaleDateString(LOCALE[language], { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}

/** To the second, in UTC: `2026-11-25 09:31:07 UTC`. */
export function utcMoment(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A length of time in its two largest units: `45 s`, `4 min 12 s`, `3 h 5 min`, `2 d 4 h`. */
export function duration(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.round(seconds));
  const hour = language === 'nl' ? 'u' : 'h';
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return two(Math.floor(whole / 60), 'min', whole % 60, 's');
  }
  if (whole < 86_400) {
    return two(Math.floor(whole / 3600), hour, Math.floor((whole % 3600) / 60), 'min');
  }
  return two(Math.floor(whole / 86_400), 'd', Math.floor((whole % 86_400) / 3600), hour);
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** Seconds from one moment to another; undefined when one of them is absent. */
export function secondsBetween(from?: string | null, to?: string | null): number | undefined {
  return from && to ? (Date.parse(to) - Date.parse(from)) / 1000 : undefined;
}

/** A whole number with the reader's separators. */
export function count(n: number, language: Language): string {
  return n.toLocaleString(LOCALE[language]);
}

/** A moment as an input of the browser shows it, in the reader's own time. */
export function localInput(moment: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
