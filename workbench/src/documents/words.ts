import { words } from '../shared/i18n';
import { wordsEn } from './wordsEn';
import { wordsNl } from './wordsNl';

export const documentWords = words({ en: wordsEn, nl: wordsNl });
