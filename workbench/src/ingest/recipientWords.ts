import { words } from '../shared/i18n';

export const recipientWords = words({
  en: {
    title: 'Who gets it',
    hint: (label: string) => `What this source leaves unmarked (${label}) is for its owner and for those who are named here; what it marks itself goes by its own label.`,
    everybody: { 'TLP:CLEAR': 'Nobody is named: it is for everybody.', 'TLP:GREEN': 'Nobody is named: it is for everybody in the sector.' } as Record<string, string>,
    nobody: 'Nobody is named: it is for its owner.',
    choose: 'Choose',
    chooseTitle: 'Who gets what it leaves unmarked',
    open: 'With somebody named, TLP:CLEAR and TLP:GREEN too are for those who are named and no longer for everybody.',
    organizations: 'Organisations',
    outside: 'no member',
    reason: 'Why',
    reasonHint: (names: string) => `${names}: no member of the sector. A second person decides, and reads this.`,
    from: 'It counts for what the source says from now on.',
  },
  nl: {
    title: 'Wie krijgt het',
    hint: (label: string) => `Wat deze bron niet labelt (${label}) is voor haar eigenaar en voor wie hier genoemd is; wat zij zelf labelt gaat volgens dat label.`,
    everybody: { 'TLP:CLEAR': 'Niemand is genoemd: het is voor iedereen.', 'TLP:GREEN': 'Niemand is genoemd: het is voor iedereen in de sector.' },
    nobody: 'Niemand is genoemd: het is voor haar eigenaar.',
    choose: 'Kiezen',
    chooseTitle: 'Wie krijgt wat zij niet labelt',
    open: 'Is er iemand genoemd, dan zijn ook TLP:CLEAR en TLP:GREEN voor wie genoemd is en niet langer voor iedereen.',
    organizations: 'Organisaties',
    outside: 'geen lid',
    reason: 'Waarom',
    reasonHint: (names: string) => `${names}: geen lid van de sector. Een tweede persoon besluit, en leest dit.`,
    from: 'Het geldt voor wat de bron vanaf nu zegt.',
  },
});
