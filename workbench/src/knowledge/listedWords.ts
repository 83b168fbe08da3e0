import { words } from '../shared/i18n';

export const listedWords = words({
  en: { listed: 'On a warning list: often mistaken for bad', hostOnly: 'only its host is: that says nothing about this page' },
  nl: { listed: 'Op een waarschuwingslijst: wordt vaak ten onrechte voor kwaad aangezien', hostOnly: 'alleen de host: dat zegt niets over deze pagina' },
});
