import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { ask, send } from './people';

const REAL = fileURLToPath(new URL('../../../shared/data/knowledge/attack/enterprise-attack-stix20.json.gz', import.meta.url));

/** Whether a real release of ATT&CK is on this machine; without it a matrix made for these tests stands in. */
const ACTORS = fileURLToPath(new URL('../../../shared/data/knowledge/misp-galaxy/clusters/threat-actor.json.gz', import.meta.url));

export const HAS_ATTACK = existsSync(REAL);

export const id = (type: string, n: number) => `${type}--0a77ac00-0000-4000-8000-${String(n).padStart(12, '0')}`;

const at = { spec_version: '2.1', created: '2026-01-05T00:00:00.000Z', modified: '2026-01-05T00:00:00.000Z' };
const made = (type: string, n: number, more: object) => ({ type, id: id(type, n), ...at, ...more });
const numbered = (number: string) => ({ external_references: [{ source_name: 'sample', external_id: number }] });

function technique(n: number, number: string, name: string, phases: string[], more: object = {}) {
  const chain = phases.map((phase_name) => ({ kill_chain_name: 'sample-chain', phase_name }));
  return made('attack-pattern', n, { name, ...numbered(number), kill_chain_phases: chain, x_mitre_domains: ['sample-attack'], ...more });
}

/** A small matrix: two tactics, techniques with a part, one that was revoked, two actors and a report. */
const SAMPLE = [
  made('x-mitre-matrix', 1, { name: 'Sample matrix', ...numbered('sample-attack'), tactic_refs: [id('x-mitre-tactic', 1), id('x-mitre-tactic', 2)] }),
  made('x-mitre-tactic', 1, { name: 'Getting in', x_mitre_shortname: 'getting-in', ...numbered('TA9001') }),
  made('x-mitre-tactic', 2, { name: 'Staying', x_mitre_shortname: 'staying', ...numbered('TA9002') }),
  technique(1, 'T9001', 'Lure', ['getting-in']),
  technique(2, 'T9001.001', 'Lure by mail', ['getting-in'], { x_mitre_is_subtechnique: true }),
  technique(3, 'T9002', 'Scheduled work', ['staying']),
  technique(4, 'T9003', 'Stolen account', ['getting-in', 'staying']),
  technique(5, 'T8001', 'Old lure', ['getting-in'], { revoked: true }),
  made('relationship', 1, { relationship_type: 'revoked-by', source_ref: id('attack-pattern', 5), target_ref: id('attack-pattern', 2) }),
  made('intrusion-set', 1, { name: 'Sample Grey Ferret' }),
  made('intrusion-set', 2, { name: 'Sample Blue Heron' }),
  ...([[1, 1], [1, 3], [1, 5], [2, 3], [2, 4]] as const).map(([actor, used], n) =>
    made('relationship', 10 + n, { relationship_type: 'uses', source_ref: id('intrusion-set', actor), target_ref: id('attack-pattern', used) })),
  made('report', 1, { name: 'Sample report on a lure', published: at.created, object_refs: [id('attack-pattern', 5)] }),
];

/** Brings a file to a source of that name, once; the kind is what the source's files are. */
export async function bring(page: Page, name: string, file: Buffer, kind = 'stix'): Promise<void> {
  const known = await ask<{ sources: { id: string; name: string }[] }>(page, '/api/sources');
  if (known.sources.some((source) => source.name === name)) {
    return;
  }
  await send(page, '/api/sources', { name, kind, way: '', url: '', folder: '', pgpKey: '', credential: '', allow: [], options: '', reliability: 'B', tlp: 'TLP:GREEN', recipients: [], terms: '', licence: '', enabled: true });
  const { sources } = await ask<{ sources: { id: string; name: string }[] }>(page, '/api/sources');
  const { csrf } = await ask<{ csrf: string }>(page, '/api/session');
  const source = sources.find((one) => one.name === name)?.id;
  const answer = await page.request.post(`/api/sources/${source}/uploads?name=matrix.json`, { data: file, headers: { 'X-CSRF': csrf, 'Content-Type': 'application/octet-stream' }, timeout: 240_000 });
  if (!answer.ok()) {
    throw new Error(`The matrix was not taken in: ${await answer.text()}`);
  }
}

/** Brings the matrix that was made for these tests; its id. */
export async function sampleMatrix(page: Page): Promise<string> {
  await bring(page, 'Sample matrix', Buffer.from(JSON.stringify({ type: 'bundle', id: 'bundle--0a77ac00-0000-4000-8000-000000000000', objects: SAMPLE })));
  return id('x-mitre-matrix', 1);
}

/** Brings an actor that nobody else asks about, with one technique; the number in its ids. */
export async function actorOfItsOwn(page: Page): Promise<number> {
  const n = Date.now() % 1_000_000_000;
  const objects = [
    made('intrusion-set', n, { name: `Sample actor ${n}` }),
    made('relationship', n, { relationship_type: 'uses', source_ref: id('intrusion-set', n), target_ref: id('attack-pattern', 1) }),
  ];
  await bring(page, `Sample actor ${n}`, Buffer.from(JSON.stringify({ type: 'bundle', id: id('bundle', n), objects })));
  return n;
}

/** Brings ATT&CK for enterprises, 24,771 objects. */
export async function realMatrix(page: Page): Promise<void> {
  await bring(page, 'ATT&CK', gunzipSync(readFileSync(REAL)));
}

/** Brings the actors of MISP's galaxies, with whom they are said to aim at. */
export async function realActors(page: Page): Promise<void> {
  await bring(page, 'Actors', gunzipSync(readFileSync(ACTORS)), 'galaxy');
}
