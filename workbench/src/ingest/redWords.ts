import { words } from '../shared/i18n';

export const redWords = words({
  en: {
    title: 'Who reads TLP:RED',
    hint: 'What this source marks TLP:RED is for the people who are named here, not for their organisations and not for machines.',
    nobody: 'Nobody is named: what it marks TLP:RED is kept, and nobody sees it.',
    name: 'Name somebody',
    login: 'Log-in name',
    loginHint: 'Of somebody of the CERT or of a member. A second person decides; then it counts for what the source said before too.',
    reason: 'Why',
    removed: 'Is named no longer.',
  },
  nl: {
    title: 'Wie TLP:RED leest',
    hint: 'Wat deze bron TLP:RED markeert, is voor de mensen die hier genoemd zijn, niet voor hun organisaties en niet voor machines.',
    nobody: 'Niemand is genoemd: wat zij TLP:RED markeert, wordt bewaard en niemand ziet het.',
    name: 'Iemand noemen',
    login: 'Inlognaam',
    loginHint: 'Van iemand van het CERT of van een lid. Een tweede persoon besluit; daarna geldt het ook voor wat de bron eerder zei.',
    reason: 'Waarom',
    removed: 'Wordt niet meer genoemd.',
  },
});
