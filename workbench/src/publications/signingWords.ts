import { words } from '../shared/i18n';

export const signingWords = words({
  en: {
    title: 'Signatures under mails',
    certificate: 'Certificate for S/MIME:',
    until: 'until',
    instead: 'Until then those mails are signed by OpenPGP.',
    forms: { smime: 'By S/MIME:', pgp: 'By OpenPGP:', none: 'Not signed:' },
    kinds: {
      'operational-alert': 'operational alert', advisory: 'advisory', 'medical-advisory': 'medical advisory', 'info-message': 'info message',
      'end-of-day': 'end of the day', 'end-of-week': 'end of the week', 'end-of-month': 'end of the month', 'threat-picture': 'threat picture',
      digest: 'several warnings in one mail', letter: 'letters to others',
    } as Record<string, string>,
    faults: {
      missing: 'The file with the certificate, or that with its password, is not there or cannot be opened: the operator looks at smime-keystore.',
      unreadable: 'The file of smime-keystore is no PKCS#12 file: the operator puts another in its place.',
      password: 'The password in smime-keystore-password-file does not open the certificate: the operator corrects it.',
      'no-key': 'The file of smime-keystore holds no private key with a certificate: the operator puts another in its place.',
      'weak-key': 'The key is neither RSA of 2,048 bits or more nor on a curve of NIST’s: the operator asks for another certificate.',
      'other-purpose': 'The certificate is not for signing mail: the operator asks for another.',
      'not-yet': 'The certificate does not hold yet.',
      expired: 'The certificate has expired: the operator puts a new one in its place.',
      'expires-soon': 'The certificate expires within 30 days: the operator puts a new one in its place.',
      'other-sender': 'The certificate does not name the address from which mails come; mail programs will say so.',
    } as Record<string, string>,
  },
  nl: {
    title: 'Handtekeningen onder mails',
    certificate: 'Certificaat voor S/MIME:',
    until: 'tot',
    instead: 'Tot dan worden die mails met OpenPGP ondertekend.',
    forms: { smime: 'Met S/MIME:', pgp: 'Met OpenPGP:', none: 'Niet ondertekend:' },
    kinds: {
      'operational-alert': 'operationele waarschuwing', advisory: 'beveiligingsadvies', 'medical-advisory': 'medisch beveiligingsadvies', 'info-message': 'informatiebericht',
      'end-of-day': 'einde van de dag', 'end-of-week': 'einde van de week', 'end-of-month': 'einde van de maand', 'threat-picture': 'dreigingsbeeld',
      digest: 'meer waarschuwingen in één mail', letter: 'brieven aan anderen',
    },
    faults: {
      missing: 'Het bestand met het certificaat, of dat met het wachtwoord, is er niet of gaat niet open: de beheerder kijkt naar smime-keystore.',
      unreadable: 'Het bestand van smime-keystore is geen PKCS#12-bestand: de beheerder zet er een ander neer.',
      password: 'Het wachtwoord in smime-keystore-password-file opent het certificaat niet: de beheerder verbetert het.',
      'no-key': 'Het bestand van smime-keystore bevat geen geheime sleutel met een certificaat: de beheerder zet er een ander neer.',
      'weak-key': 'De sleutel is geen RSA van 2.048 bits of meer en ligt niet op een kromme van NIST: de beheerder vraagt een ander certificaat aan.',
      'other-purpose': 'Het certificaat is niet om mail te ondertekenen: de beheerder vraagt een ander aan.',
      'not-yet': 'Het certificaat geldt nog niet.',
      expired: 'Het certificaat is verlopen: de beheerder zet er een nieuw neer.',
      'expires-soon': 'Het certificaat verloopt binnen 30 dagen: de beheerder zet er een nieuw neer.',
      'other-sender': 'Het certificaat noemt het adres niet waarvan mails komen; mailprogramma’s zullen dat zeggen.',
    },
  },
});
