import { words } from '../shared/i18n';

export const pushWords = words({
  en: {
    push: 'Pushed over the API', pushHint: 'A partner’s machine brings records with a key that opens this source and nothing else.',
    newKey: 'Make a key', made: 'made', used: 'last used', neverUsed: 'never used', nameHint: 'The machine that uses it.',
    once: 'Copy this key now. It is shown once and stored only as a fingerprint.', how: 'One request is one delivery; the answer is its report, with the place of every record that was rejected.',
    copyKey: 'Copy the key', copyLine: 'Copy the line', done: 'I have copied it',
  },
  nl: {
    push: 'Gebracht over de API', pushHint: 'De machine van een partner brengt records met een sleutel die deze bron opent en niets anders.',
    newKey: 'Sleutel maken', made: 'gemaakt', used: 'laatst gebruikt', neverUsed: 'nooit gebruikt', nameHint: 'De machine die hem gebruikt.',
    once: 'Kopieer deze sleutel nu. Hij wordt één keer getoond; bewaard wordt alleen een vingerafdruk.', how: 'Eén verzoek is één levering; het antwoord is het verslag, met de plaats van elk record dat werd afgewezen.',
    copyKey: 'Sleutel kopiëren', copyLine: 'Regel kopiëren', done: 'Ik heb hem gekopieerd',
  },
});
