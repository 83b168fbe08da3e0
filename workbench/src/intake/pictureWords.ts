import { words } from '../shared/i18n';

/** Screenshots of messages. */
export const pictureWords = words({
  en: {
    picture: 'A screenshot of it',
    hint: 'PNG, JPEG, GIF, PDF, or a file of Word, Excel, PowerPoint or OpenDocument. Its words (of PNG and JPEG) are put into the message above and its QR codes are read; the file is not kept.',
    hintCodes: 'PNG, JPEG, GIF, PDF, or a file of Word, Excel, PowerPoint or OpenDocument. Its QR codes are read; type the words of the message yourself. The file is not kept.',
    reading: 'Reading the picture…',
    check: 'Compare the words with the picture, links above all, and mend what was misread.',
    nothing: 'No words and no QR code were seen in the picture. Type the words.',
    noCode: 'No QR code was seen in the picture.',
    withCodes: (n: number) => (n === 1 ? '1 QR code was read. Do not scan it; it goes along with your report.' : `${n} QR codes were read. Do not scan them; they go along with your report.`),
    drop: 'Leave out',
    states: {
      large: 'It has too many points, pages or pictures for all of it to be searched for QR codes. Cut it down to the message.',
      broken: 'It is damaged or locked, so not all of it was searched for QR codes.',
      late: 'Not all of the picture was searched for QR codes in time. Cut it down to the code.',
    } as Record<string, string>,
    code: 'QR codes in pictures',
    codeHint: 'What the codes say. Nothing follows it: no page was opened, nothing called and nothing paid.',
    from: (picture: string) => `from a QR code in ${picture}`,
    unnamed: 'a picture',
    kinds: {
      link: 'opens a page', payment: 'fills in a payment', wifi: 'joins a wireless network', phone: 'calls a number', sms: 'writes a text message',
      mail: 'writes a mail', contact: 'adds a contact', secret: 'adds a second factor', text: 'shows text',
    } as Record<string, string>,
  },
  nl: {
    picture: 'Een schermafdruk ervan',
    hint: 'PNG, JPEG, GIF, PDF, of een bestand van Word, Excel, PowerPoint of OpenDocument. De woorden (van PNG en JPEG) komen in het bericht hierboven en QR-codes worden gelezen; het bestand wordt niet bewaard.',
    hintCodes: 'PNG, JPEG, GIF, PDF, of een bestand van Word, Excel, PowerPoint of OpenDocument. QR-codes worden gelezen; typ de woorden van het bericht zelf over. Het bestand wordt niet bewaard.',
    reading: 'De afbeelding wordt gelezen…',
    check: 'Vergelijk de woorden met de afbeelding, vooral de links, en herstel wat verkeerd is gelezen.',
    nothing: 'Er zijn geen woorden en geen QR-code in de afbeelding gezien. Typ de woorden over.',
    noCode: 'Er is geen QR-code in de afbeelding gezien.',
    withCodes: (n: number) => (n === 1 ? '1 QR-code gelezen. Scan hem niet; hij gaat mee met uw melding.' : `${n} QR-codes gelezen. Scan ze niet; ze gaan mee met uw melding.`),
    drop: 'Weglaten',
    states: {
      large: 'Het heeft te veel punten, pagina’s of afbeeldingen om er helemaal QR-codes in te zoeken. Snijd het bij tot het bericht.',
      broken: 'Het is beschadigd of op slot; er is niet overal naar QR-codes gezocht.',
      late: 'Niet de hele afbeelding is op tijd op QR-codes doorzocht. Snijd haar bij tot de code.',
    },
    code: 'QR-codes in afbeeldingen',
    codeHint: 'Wat de codes zeggen. Niets volgt het: er is geen pagina geopend, niets gebeld en niets betaald.',
    from: (picture: string) => `uit een QR-code in ${picture}`,
    unnamed: 'een afbeelding',
    kinds: {
      link: 'opent een pagina', payment: 'vult een betaling in', wifi: 'verbindt met een wifinetwerk', phone: 'belt een nummer', sms: 'schrijft een sms',
      mail: 'schrijft een mail', contact: 'voegt een contact toe', secret: 'voegt een tweede factor toe', text: 'toont tekst',
    },
  },
});
