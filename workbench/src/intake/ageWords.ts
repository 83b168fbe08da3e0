import { words } from '../shared/i18n';

const DAY = 86_400_000;

/** Whole days from a moment until now; never less than none. */
export function daysSince(moment: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - new Date(moment).getTime()) / DAY));
}

/** How old a domain is, and why nobody knows. */
export const ageWords = words({
  en: {
    title: 'Age of domains',
    registered: (days: number) => (days === 0 ? 'registered less than a day ago' : days === 1 ? 'registered 1 day ago' : `registered ${days} days ago`),
    by: 'said by',
    asked: 'asked',
    states: { waiting: 'is being asked', unknown: 'not known', withheld: 'nobody is asked' } as Record<string, string>,
    problems: {
      'not-found': 'not registered, or not known there', 'no-date': 'known there, without a date', nonsense: 'the answer could not be believed', 'no-service': 'nobody is known who could be asked',
      unreachable: 'no answer came', own: 'nobody is asked: it is a member’s own', listed: 'nobody is asked: it is on a warning list', internal: 'nobody is asked: it is a name inside',
      marked: 'nobody is asked: a marking forbids it (PAP)',
    } as Record<string, string>,
  },
  nl: {
    title: 'Leeftijd van domeinen',
    registered: (days: number) => (days === 0 ? 'minder dan een dag geleden geregistreerd' : days === 1 ? '1 dag geleden geregistreerd' : `${days} dagen geleden geregistreerd`),
    by: 'volgens',
    asked: 'gevraagd',
    states: { waiting: 'wordt gevraagd', unknown: 'niet bekend', withheld: 'niemand wordt gevraagd' },
    problems: {
      'not-found': 'niet geregistreerd, of daar niet bekend', 'no-date': 'daar bekend, zonder datum', nonsense: 'het antwoord was niet te geloven', 'no-service': 'niemand bekend die het gevraagd kan worden',
      unreachable: 'er kwam geen antwoord', own: 'niemand wordt gevraagd: het is van een lid zelf', listed: 'niemand wordt gevraagd: het staat op een waarschuwingslijst', internal: 'niemand wordt gevraagd: het is een naam van binnen',
      marked: 'niemand wordt gevraagd: een markering verbiedt het (PAP)',
    },
  },
});
