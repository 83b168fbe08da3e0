import type { Permission } from '../accounts/session';

/** A page of the main menu. */
export interface Place {
  to: '/' | '/objects' | '/desk' | '/desk/new';
  /** The letter after `g`. */
  key: string;
  word: 'today' | 'objects' | 'lookUp' | 'desk' | 'reports' | 'newReport' | 'publications' | 'warnings' | 'sources' | 'members' | 'scouts' | 'keys';
  icon: string;
}

type May = (permission: Permission) => boolean;

/** The pages that this person can use, in the order of the menu. */
export function places(may: May): Place[] {
  const all: (Place | false)[] = [
    { to: '/', key: 't', word: 'today', icon: 'today' },
    may('report') &&
      (may('triage-reports')
        ? { to: '/desk', key: 'd', word: 'desk', icon: 'desk' }
        : { to: '/desk', key: 'd', word: 'reports', icon: 'desk' }),
    may('report') && { to: '/desk/new', key: 'n', word: 'newReport', icon: 'report' },
    may('read-objects') && { to: '/objects', key: 'o', word: 'objects', icon: 'objects' },
  ];
  return all.filter((place) => place !== false);
}
