import { words } from '../shared/i18n';

/** Screenshots of messages. */
export const pictureWords = words({
  en: {
    picture: 'A screenshot of it',
    hint: 'PNG or JPEG. Its words are put into the message above; the picture is not kept.',
    reading: 'Reading the picture…',
    check: 'Compare the words with the picture, links above all, and mend what was misread.',
    nothing: 'No words were seen in the picture. Type them.',
    unavailable: 'This hub does not read screenshots: type the words of the message, links included.',
  },
  nl: {
    picture: 'Een schermafdruk ervan',
    hint: 'PNG of JPEG. De woorden komen in het bericht hierboven; de afbeelding wordt niet bewaard.',
    reading: 'De afbeelding wordt gelezen…',
    check: 'Vergelijk de woorden met de afbeelding, vooral de links, en herstel wat verkeerd is gelezen.',
    nothing: 'Er zijn geen woorden in de afbeelding gezien. Typ ze over.',
    unavailable: 'Deze hub leest geen schermafdrukken: typ de woorden van het bericht over, ook de links.',
  },
});
