import { words } from '../shared/i18n';

export const remarkWords = words({
  en: {
    change: 'Change for whom it is',
    hint: 'Only what your own organisation says. What narrows counts at once; whatever lets somebody see or do more waits for a second person. A newer version from the same source comes with that source’s marking again.',
    label: 'Label',
    meaning: {
      clear: 'Everybody, also outside; with recipients, only they and their clients.',
      green: 'Everybody who takes part; with recipients, only they and their clients.',
      amber: 'Your organisation and the recipients, and the clients of each.',
      'amber+strict': 'Your organisation and the recipients, nobody else.',
    } as Record<string, string>,
    use: 'What may be done with it',
    noUse: 'Nothing said',
    uses: {
      none: 'Recipients decide; lists that block have it.',
      clear: 'Anything; lists that block have it.',
      green: 'Blocking and other active steps; lists that block have it.',
      amber: 'Passive checks, also at third parties; no list that blocks has it.',
      red: 'Only looking into the own logs; no list that blocks has it.',
    } as Record<string, string>,
    groups: 'Sharing groups',
    organizations: 'Organisations',
    reason: 'Why',
  },
  nl: {
    change: 'Wijzigen voor wie het is',
    hint: 'Alleen wat uw eigen organisatie zegt. Wat beperkt, geldt meteen; wat iemand meer laat zien of doen, wacht op een tweede persoon. Een nieuwere versie van dezelfde bron komt weer met de markering van die bron.',
    label: 'Label',
    meaning: {
      clear: 'Iedereen, ook daarbuiten; met ontvangers alleen zij en hun klanten.',
      green: 'Iedereen die meedoet; met ontvangers alleen zij en hun klanten.',
      amber: 'Uw organisatie en de ontvangers, en de klanten van elk.',
      'amber+strict': 'Uw organisatie en de ontvangers, verder niemand.',
    },
    use: 'Wat ermee mag',
    noUse: 'Niets gezegd',
    uses: {
      none: 'Ontvangers beslissen; lijsten die blokkeren hebben het.',
      clear: 'Alles; lijsten die blokkeren hebben het.',
      green: 'Blokkeren en andere actieve stappen; lijsten die blokkeren hebben het.',
      amber: 'Passieve controles, ook bij derden; geen lijst die blokkeert heeft het.',
      red: 'Alleen kijken in de eigen logs; geen lijst die blokkeert heeft het.',
    },
    groups: 'Deelgroepen',
    organizations: 'Organisaties',
    reason: 'Waarom',
  },
});
