import type { Permission } from '../accounts/session';

/** A page of the main menu. */
export interface Place {
  to: '/' | '/first-week' | '/world' | '/search' | '/lookup' | '/attack' | '/documents' | '/desk' | '/desk/new' | '/cases' | '/figures' | '/publications' | '/investigations' | '/sources' | '/members' | '/people' | '/ours' | '/scouts' | '/keys' | '/controls' | '/collections' | '/warning-lists' | '/decisions' | '/audit' | '/settings';
  /** The letter after `g`. */
  key: string;
  word: 'today' | 'firstWeek' | 'world' | 'searchPage' | 'lookUp' | 'attack' | 'documents' | 'desk' | 'reports' | 'newReport' | 'cases' | 'figures' | 'publications' | 'investigations' | 'warnings' | 'sources' | 'members' | 'people' | 'assets' | 'scouts' | 'keys' | 'exports' | 'collections' | 'warningLists' | 'decisions' | 'audit' | 'settings';
  icon: string;
}

type May = (permission: Permission) => boolean;

/** The pages that this person can use, in the order of the menu. */
export function places(may: May, atCert: boolean): Place[] {
  const all: (Place | false)[] = [
    { to: '/', key: 't', word: 'today', icon: 'today' },
    may('read-objects') && { to: '/world', key: 'u', word: 'world', icon: 'world' },
    may('read-publications') &&
      (atCert
        ? { to: '/publications', key: 'p', word: 'publications', icon: 'send' }
        : { to: '/publications', key: 'p', word: 'warnings', icon: 'send' }),
    may('report') &&
      (may('triage-reports')
        ? { to: '/desk', key: 'd', word: 'desk', icon: 'desk' }
        : { to: '/desk', key: 'd', word: 'reports', icon: 'desk' }),
    may('triage-reports') && atCert && { to: '/cases', key: 'j', word: 'cases', icon: 'folder' },
    may('report') && { to: '/desk/new', key: 'n', word: 'newReport', icon: 'report' },
    may('read-objects') && { to: '/search', key: 'o', word: 'searchPage', icon: 'search' },
    may('read-objects') && { to: '/lookup', key: 'l', word: 'lookUp', icon: 'lookup' },
    may('read-objects') && { to: '/attack', key: 'r', word: 'attack', icon: 'matrix' },
    may('write-reports') && { to: '/documents', key: 'f', word: 'documents', icon: 'document' },
    may('investigate') && { to: '/investigations', key: 'i', word: 'investigations', icon: 'folder' },
    may('read-publications') && { to: '/figures', key: 'z', word: 'figures', icon: 'matrix' },
    may('read-sources') && { to: '/sources', key: 's', word: 'sources', icon: 'sources' },
    may('read-members') && { to: '/members', key: 'm', word: 'members', icon: 'members' },
    may('administer-people') && { to: '/people', key: 'h', word: 'people', icon: 'members' },
    may('own-account') && { to: '/ours', key: 'v', word: 'assets', icon: 'objects' },
    { to: '/scouts', key: 'c', word: 'scouts', icon: 'scouts' },
    may('administer-tokens') && { to: '/keys', key: 'k', word: 'keys', icon: 'keys' },
    may('configure-sharing') && { to: '/controls', key: 'x', word: 'exports', icon: 'exports' },
    may('configure-sharing') && atCert && { to: '/collections', key: 'y', word: 'collections', icon: 'objects' },
    may('read-objects') && atCert && { to: '/warning-lists', key: 'w', word: 'warningLists', icon: 'check' },
    (may('administer-members') || may('withdraw-objects') || may('investigate')) && { to: '/decisions', key: 'b', word: 'decisions', icon: 'check' },
    may('read-audit') && { to: '/audit', key: 'a', word: 'audit', icon: 'audit' },
    may('own-account') && atCert && { to: '/first-week', key: 'q', word: 'firstWeek', icon: 'report' },
    (may('configure') || may('erase')) && { to: '/settings', key: 'e', word: 'settings', icon: 'settings' },
  ];
  return all.filter((place) => place !== false);
}
