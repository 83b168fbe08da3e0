import { words } from '../shared/i18n';

export const otherWayWords = words({
  en: {
    title: 'Chat channels and short messages',
    channels: { webhook: 'Chat channels', sms: 'Short messages' } as Record<string, string>,
    states: { waiting: 'waiting', sending: 'being sent', sent: 'sent', failed: 'failed', uncertain: 'uncertain', cancelled: 'cancelled' } as Record<string, string>,
  },
  nl: {
    title: 'Chatkanalen en sms’en',
    channels: { webhook: 'Chatkanalen', sms: 'Sms’en' } as Record<string, string>,
    states: { waiting: 'wacht', sending: 'wordt verstuurd', sent: 'verstuurd', failed: 'mislukt', uncertain: 'onzeker', cancelled: 'geannuleerd' } as Record<string, string>,
  },
});
