import { words } from '../shared/i18n';

export const remarkWords = words({
  en: {
    change: 'Change for whom it is',
    hint: 'Only what your own organisation says. What narrows counts at once; whatever lets somebody see more waits for a second person. A newer version from the same source comes with that source’s marking again.',
    label: 'Label',
    meaning: {
      clear: 'Everybody, also outside; with recipients, only they and their clients.',
      green: 'Everybody who takes part; with recipients, only they and their clients.',
      amber: 'Your organisation and the recipients, and the clients of each.',
      'amber+strict': 'Your organisation and the recipients, nobody else.',
    } as Record<string, string>,
    groups: 'Sharing groups',
    organizations: 'Organisations',
    reason: 'Why',
  },
  nl: {
    change: 'Wijzigen voor wie het is',
    hint: 'Alleen wat uw eigen organisatie zegt. Wat beperkt, geldt meteen; wat iemand meer laat zien, wacht op een tweede persoon. Een nieuwere versie van dezelfde bron komt weer met de markering van die bron.',
    label: 'Label',
    meaning: {
      clear: 'Iedereen, ook daarbuiten; met ontvangers alleen zij en hun klanten.',
      green: 'Iedereen die meedoet; met ontvangers alleen zij en hun klanten.',
      amber: 'Uw organisatie en de ontvangers, en de klanten van elk.',
      'amber+strict': 'Uw organisatie en de ontvangers, verder niemand.',
    },
    groups: 'Deelgroepen',
    organizations: 'Organisaties',
    reason: 'Waarom',
  },
});
