import { words } from '../shared/i18n';

export const rhythmWords = words({
  en: {
    label: 'Mails about warnings',
    rhythms: { 'at-once': 'each at once', daily: 'once a day, at seven in the morning' } as Record<string, string>,
    hint: 'What has a high chance and a high damage always comes at once.',
  },
  nl: {
    label: 'Mails over waarschuwingen',
    rhythms: { 'at-once': 'elk meteen', daily: 'één keer per dag, om zeven uur ’s ochtends' },
    hint: 'Wat een hoge kans en een hoge schade heeft, komt altijd meteen.',
  },
});
