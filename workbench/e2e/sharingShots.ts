import type { Page } from 'playwright-core';
import { ask, send } from './people';

/** A source to which things are brought. */
const BROUGHT = { way: '', url: '', folder: '', pgpKey: '', credential: '', allow: [], options: '', reliability: 'B', tlp: 'TLP:GREEN', recipients: [], terms: '', licence: '', enabled: true };

/** A key with which a control fetches. */
async function key(page: Page, scopes: string[]): Promise<{ Authorization: string }> {
  const { secret } = await send<{ secret: string }>(page, '/api/tokens', { name: 'Firewall', scopes });
  return { Authorization: `Bearer ${secret}` };
}

/** A profile whose files a control has fetched. */
export async function profile(page: Page): Promise<void> {
  const wanted = { name: 'Firewall of the main site', query: 'type:indicator', minConfidence: 30, minScore: 0, most: 0, shrinkPercent: 33, growPercent: 100 };
  const { exports } = await ask<{ exports: { id: string; name: string }[] }>(page, '/api/exports');
  const { id } = exports.find(({ name }) => name === wanted.name) ?? (await send<{ id: string }>(page, '/api/exports', wanted));
  const headers = await key(page, ['lists']);
  for (const file of ['domains.txt', 'rpz.zone', 'suricata.rules']) {
    await page.request.get(`/exports/${id}/${file}`, { headers });
  }
  await page.reload();
  await page.getByRole('region', { name: wanted.name }).getByRole('cell', { name: 'domains.txt' }).waitFor();
}

/** The beginning of one of its files. */
export async function preview(page: Page): Promise<void> {
  await profile(page);
  const panel = page.getByRole('region', { name: 'Firewall of the main site' });
  await panel.getByLabel(/^(Address for|Adres voor)/).selectOption('rpz.zone');
  await panel.getByRole('button', { name: /rpz\.zone$/ }).click();
  await page.getByRole('dialog').locator('pre').waitFor();
}

/** A collection of a question and one that is filled by hand, with an object in it. */
export async function collections(page: Page): Promise<{ chosen: string; picked: string }> {
  const { collections: all, groups } = await ask<{ collections: { id: string; title: string }[]; groups: { id: string }[] }>(page, '/api/collections');
  const wish = { description: '', query: '', organizations: [], groups: groups.slice(0, 1).map(({ id }) => id), ended: false };
  const made = async (title: string, more: object): Promise<string> =>
    (all.find((each) => each.title === title) ?? (await send<{ id: string }>(page, '/api/collections', { ...wish, title, ...more }))).id;
  const chosen = await made('Phishing against hospitals', { picked: false, posting: 'nobody', query: 'type:indicator label:phishing', description: 'For mail gateways' });
  const picked = await made('Case of the week', { picked: true, posting: 'readers' });
  const { objects } = await ask<{ objects: { id: string }[] }>(page, '/api/objects?type=indicator');
  await send(page, `/api/collections/${picked}/objects`, { objects: objects.slice(0, 3).map(({ id }) => id) }).catch(() => undefined);
  await page.reload();
  await page.getByText('/taxii2/hub/collections/').first().waitFor();
  return { chosen, picked };
}

/** What people put into it. */
export async function picked(page: Page): Promise<void> {
  await collections(page);
  await page.getByRole('button', { name: /^(Objects|Objecten) Case of the week$/ }).click();
  await page.getByRole('dialog').locator('li').first().waitFor();
}

/** A destination that cannot be reached. */
export async function destination(page: Page): Promise<void> {
  await page.goto('/collections');
  const { chosen } = await collections(page);
  const { destinations } = await ask<{ destinations: { title: string }[] }>(page, '/api/destinations');
  if (destinations.length === 0) {
    const { organizations } = await ask<{ organizations: { id: string }[] }>(page, '/api/organizations');
    const address = 'http://127.0.0.1:1/api1/collections/7d1f0a6e-9f0f-4b0e-9a53-3a0f5a3c1d2e/';
    await send(page, '/api/destinations', { title: 'National CERT', address, credential: '', allow: ['127.0.0.0/8'], collection: chosen, organization: organizations[1]?.id, everyMinutes: 15, on: true });
  }
  await page.goto('/destinations');
  await page.locator('main .notice').first().waitFor();
}

/** Where an object went, after somebody fetched it. */
export async function sent(page: Page): Promise<void> {
  const headers = { ...(await key(page, ['taxii', 'lists'])), Accept: 'application/taxii+json;version=2.1' };
  await page.request.get('/taxii2/hub/collections/indicators/objects/', { headers });
  await page.reload();
  const panel = page.getByRole('region', { name: /^(Sent to whom|Aan wie gestuurd)/ });
  await panel.waitFor();
  await panel.scrollIntoViewIfNeeded();
}

/** A warning list of one's own that holds back an indicator, as the page shows it. */
export async function heldBack(page: Page): Promise<void> {
  const { csrf } = await ask<{ csrf: string }>(page, '/api/session');
  const list = { name: 'Names of our members', description: 'What hospitals of the sector use themselves', type: 'hostname', version: `${Date.now()}`, list: ['ours.example'], matching_attributes: ['domain'] };
  await page.request.put('/api/warning-lists/members', { data: list, headers: { 'X-CSRF': csrf } });
  const { sources } = await ask<{ sources: { name: string }[] }>(page, '/api/sources');
  if (!sources.some(({ name }) => name === 'Partner of the sector')) {
    const { id } = await send<{ id: string }>(page, '/api/sources', { ...BROUGHT, name: 'Partner of the sector', kind: 'text' });
    await page.request.post(`/api/sources/${id}/uploads?name=list.txt`, { data: 'portal.ours.example\nmail.ours.example\n', headers: { 'X-CSRF': csrf, 'Content-Type': 'application/octet-stream' } });
  }
  await page.reload();
  const held = page.getByText('portal[.]ours[.]example').first();
  await held.waitFor();
  await held.scrollIntoViewIfNeeded();
}

/** The dialog that makes the own word TLP:RED. */
export async function red(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Change for whom it is|Wijzigen voor wie het is)$/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Label').selectOption('red');
  await dialog.getByRole('textbox').first().fill('anna, bram');
}

/** An object of which parts are marked by themselves. */
export async function parts(page: Page): Promise<void> {
  const { csrf } = await ask<{ csrf: string }>(page, '/api/session');
  const { id: source } = await send<{ id: string }>(page, '/api/sources', { ...BROUGHT, name: `Reports ${Date.now()}`, kind: 'stix' });
  const id = `report--${crypto.randomUUID()}`;
  const at = '2026-11-01T10:00:00.000Z';
  const strict = 'marking-definition--826578e1-40ad-459f-bc73-ede076f81f37';
  const objects = [
    { type: 'report', spec_version: '2.1', id, created: at, modified: at, published: at, name: 'How the parcel service came in', description: 'For members only.', object_refs: [`malware--${crypto.randomUUID()}`], labels: ['phishing'], object_marking_refs: ['marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb'], granular_markings: [{ marking_ref: strict, selectors: ['description'] }, { marking_ref: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421', selectors: ['labels.[0]'] }] },
    { type: 'marking-definition', spec_version: '2.1', id: strict, created: at, name: 'TLP:AMBER+STRICT', definition_type: 'statement', definition: { statement: 'custom' } },
  ];
  await page.request.post(`/api/sources/${source}/uploads?name=report.json`, { data: JSON.stringify({ type: 'bundle', id: `bundle--${crypto.randomUUID()}`, objects }), headers: { 'X-CSRF': csrf, 'Content-Type': 'application/octet-stream' } });
  await page.goto(`/objects/${id}`);
  const told = page.getByText(/^(Parts of it are marked|Delen ervan zijn apart)/);
  await told.waitFor();
  await told.scrollIntoViewIfNeeded();
}
