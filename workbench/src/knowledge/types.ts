import { defang } from '../shared/defang';
import { words } from '../shared/i18n';

/** STIX types that people look for, in the order of the filter. */
export const TYPES = [
  'indicator',
  'report',
  'campaign',
  'intrusion-set',
  'threat-actor',
  'malware',
  'tool',
  'attack-pattern',
  'course-of-action',
  'vulnerability',
  'infrastructure',
  'identity',
  'location',
  'sighting',
  'relationship',
  'note',
  'opinion',
  'grouping',
  'observed-data',
  'domain-name',
  'url',
  'ipv4-addr',
  'ipv6-addr',
  'file',
  'email-addr',
] as const;

export const typeWords = words({
  en: {
    indicator: 'Indicator',
    report: 'Report',
    campaign: 'Campaign',
    'intrusion-set': 'Intrusion set',
    'threat-actor': 'Threat actor',
    malware: 'Malware',
    tool: 'Tool',
    'attack-pattern': 'Technique',
    'course-of-action': 'Mitigation',
    vulnerability: 'Vulnerability',
    infrastructure: 'Infrastructure',
    identity: 'Identity',
    location: 'Location',
    sighting: 'Sighting',
    relationship: 'Relationship',
    note: 'Note',
    opinion: 'Opinion',
    grouping: 'Grouping',
    'observed-data': 'Observed data',
    'domain-name': 'Domain',
    url: 'URL',
    'ipv4-addr': 'IPv4 address',
    'ipv6-addr': 'IPv6 address',
    file: 'File',
    'email-addr': 'Mail address',
  } as Record<string, string>,
  nl: {
    indicator: 'Indicator',
    report: 'Rapport',
    campaign: 'Campagne',
    'intrusion-set': 'Inbrekersgroep',
    'threat-actor': 'Dreigingsactor',
    malware: 'Malware',
    tool: 'Gereedschap',
    'attack-pattern': 'Techniek',
    'course-of-action': 'Maatregel',
    vulnerability: 'Kwetsbaarheid',
    infrastructure: 'Infrastructuur',
    identity: 'Identiteit',
    location: 'Locatie',
    sighting: 'Waarneming',
    relationship: 'Relatie',
    note: 'Notitie',
    opinion: 'Oordeel',
    grouping: 'Groepering',
    'observed-data': 'Waargenomen gegevens',
    'domain-name': 'Domein',
    url: 'URL',
    'ipv4-addr': 'IPv4-adres',
    'ipv6-addr': 'IPv6-adres',
    file: 'Bestand',
    'email-addr': 'Mailadres',
  },
});

/** A type in words; a type that we do not know keeps its own name. */
export function typeName(type: string, names: Record<string, string>): string {
  return names[type] ?? type;
}

const VALUE_TYPES = new Set(['domain-name', 'url', 'ipv4-addr', 'ipv6-addr', 'email-addr']);

/** What an object is called in a list: its name, its value as nobody can click it, or its id. */
export function shownName(object: { id: string; type: string; name: string }): string {
  if (object.name === '') {
    return object.id;
  }
  return VALUE_TYPES.has(object.type) ? defang(object.name) : object.name;
}
