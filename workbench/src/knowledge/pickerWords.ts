import { words } from '../shared/i18n';

export const pickerWords = words({
  en: { placeholder: 'Name, value or STIX id', none: 'Nothing found.' },
  nl: { placeholder: 'Naam, waarde of STIX-id', none: 'Niets gevonden.' },
});
