import type { Form } from './queries';

/** Ways whose files may have to be signed. */
export const SIGNED: ReadonlySet<string> = new Set(['http', 'misp-feed', 'csaf']);

export const FORMATS = [
  'text', 'csv', 'json', 'ndjson', 'misp', 'stix', 'stix1', 'openioc', 'rss', 'prose', 'csaf', 'kev', 'cve', 'epss', 'xarf', 'yara', 'suricata', 'snort', 'galaxy', 'eclecticiq',
] as const;
export const WAYS = ['', 'http', 'misp-feed', 'misp-server', 'csaf', 'taxii', 'taxii-2.0', 'folder', 'imap', 's3', 'sftp'] as const;
export const LABELS = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT'] as const;

/** What a new source is unless somebody says otherwise. */
export const NEW_SOURCE: Form = {
  name: '', kind: 'text', way: 'http', url: '', folder: '', pgpKey: '', credential: '', allow: [], options: '', everyMinutes: 60,
  reliability: 'F', tlp: 'TLP:AMBER', organization: null, recipients: [], groups: null, terms: '', licence: '', keepDays: null, enabled: true,
};

/** The format that a way brings with it; undefined: any. */
export function formatOf(way: string): string | undefined {
  return { taxii: 'taxii', 'taxii-2.0': 'taxii', 'misp-feed': 'misp', 'misp-server': 'misp', csaf: 'csaf' }[way];
}

/** Another way, and what follows from it. */
export function withWay(form: Form, way: string): Form {
  const only = formatOf(way);
  const kept = (FORMATS as readonly string[]).includes(form.kind) ? form.kind : 'text';
  return { ...form, way, kind: only ?? kept, pgpKey: SIGNED.has(way) ? form.pgpKey : '', everyMinutes: way === '' ? null : form.everyMinutes ?? 60 };
}

/** Networks as typed. */
export const networks = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

/** Whether it is another feed now, which is read from its beginning. */
export function isAfresh(before: Form, now: Form): boolean {
  return before.url !== now.url || before.folder !== now.folder || before.kind !== now.kind || before.way !== now.way;
}

export const isReady = (form: Form): boolean =>
  form.name.trim() !== '' && (form.way === '' || (form.way === 'folder' ? form.folder : form.url).trim() !== '');
