import { words } from '../shared/i18n';

export const figureWords = words({
  en: {
    figures: 'Figures',
    lead: 'The figures of a threat picture: incidents, reports and what was seen most, from what the desk recorded.',
    year: 'Year',
    csv: 'Save as CSV',
    left: 'Figures behind which stand too few organisations are left out.',
    what: 'What',
    count: 'How many',
    organizations: 'Organisations',
    none: 'Nothing to tell of this year.',
    tables: {
      type: 'Incidents by type', region: 'Incidents by region', 'organization-kind': 'Incidents by kind of organisation', month: 'Incidents by month',
      'report-channel': 'Reports by channel', 'report-month': 'Reports by month', value: 'Most seen in reports',
    } as Record<string, string>,
  },
  nl: {
    figures: 'Cijfers',
    lead: 'De cijfers van een dreigingsbeeld: incidenten, meldingen en wat het meest gezien is, uit wat de balie vastlegde.',
    year: 'Jaar',
    csv: 'Opslaan als CSV',
    left: 'Cijfers waar te weinig organisaties achter staan, zijn weggelaten.',
    what: 'Wat',
    count: 'Aantal',
    organizations: 'Organisaties',
    none: 'Over dit jaar valt niets te vertellen.',
    tables: {
      type: 'Incidenten naar soort', region: 'Incidenten naar regio', 'organization-kind': 'Incidenten naar soort organisatie', month: 'Incidenten per maand',
      'report-channel': 'Meldingen naar kanaal', 'report-month': 'Meldingen per maand', value: 'Het meest gezien in meldingen',
    },
  },
});
