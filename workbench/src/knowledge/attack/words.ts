import { words } from '../../shared/i18n';
import { en } from './wordsEn';
import { nl } from './wordsNl';

export const attackWords = words({ en, nl });
