import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { test } from 'vitest';
import { settled } from './judge';
import { INVESTIGATION_SHOTS } from './investigationShots';
import { KNOWLEDGE_SHOTS } from './knowledgeShots';
import { CASE_SHOTS } from './caseShots';
import { DESK_SHOTS } from './deskShots';
import { ask, examples, pageOf, send, type Login } from './people';
import { newDestination, newSource, sample, warningList } from './sourceShots';
import { TOGETHER_SHOTS } from './togetherShots';
import { WARNING_SHOTS } from './warningShots';
import { collections, destination, heldBack, parts, picked, preview, profile, red, sent } from './sharingShots';

const FOLDER = fileURLToPath(new URL('../../docs/screens/', import.meta.url));
const DESKTOP = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 800 };

interface Shot {
  name: string;
  path: string;
  login?: Login;
  options?: BrowserContextOptions;
  /** What is done on the page before the picture. */
  act?: (page: Page) => Promise<unknown>;
}

const PASTED = 'hxxps://gezondheidslnstituut[.]example/pakket\ngezondheidslnstituut.example\n203.0.113.77\nnobody.example\nno value at all';

async function lookUp(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Values' }).fill(PASTED);
  await page.getByRole('button', { name: 'Look up' }).click();
  await page.locator('.answered').waitFor();
}

/** Checks the chain. */
async function asked(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Check the chain|Keten controleren)$/ }).click();
  await page.locator('.audit-check .tag').waitFor();
}

/** Two contacts in their order. */
async function contacts(page: Page): Promise<void> {
  const list = [
    { name: 'Dienstdoende SOC', role: 'on-call', mail: '', phone: '+31 20 555 0100', always: true, sms: false },
    { name: 'Kim de Boer', role: 'security', mail: 'kim@ziekenhuis-noord.example', phone: '', always: false, sms: false },
  ];
  const { csrf } = await ask<{ csrf: string }>(page, '/api/session');
  const id = page.url().split('/').at(-1);
  await page.request.put(`/api/organizations/${id}/contacts`, { data: { contacts: list }, headers: { 'X-CSRF': csrf } });
  await page.reload();
  await page.getByText('+31 20 555 0100').waitFor();
}

/** Through the eyes of a member. */
async function looking(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(See as…|Bekijken als…)$/ }).click();
  await page.getByLabel(/auditors/).fill('They asked what they get.');
  await page.getByRole('dialog').getByRole('button', { name: /^(Look|Bekijken)$/ }).click();
  await page.getByRole('region', { name: /Ziekenhuis Noord/ }).waitFor();
  await page.goto('/publications');
  await settled(page);
}

/** Something that waits, as the one who decides sees it. */
async function waiting(page: Page): Promise<void> {
  const other = await pageOf('bram');
  const { sources } = await ask<{ sources: { id: string }[] }>(other, '/api/sources');
  const { proposals } = await ask<{ proposals: { state: string }[] }>(other, '/api/proposals');
  if (!proposals.some((proposal) => proposal.state === 'waiting')) {
    await send(other, `/api/sources/${sources[0]?.id}/withdrawal`, { reason: 'The partner says that all of it was a test.' });
  }
  await page.reload();
  await page.getByRole('button', { name: /^(Decide|Besluiten)$/ }).first().click();
  await settled(page);
}
/** Opens a form by the button that says so in either language. */
const opens = (words: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name: words }).click();
  await page.getByRole('dialog').waitFor();
};

/** Leaves, so that the log-in shows. */
async function left(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Log out|Uitloggen)$/ }).click();
  await page.locator('.doorway').waitFor();
}

/** Things of a hospital, as it enters them. */
const THINGS = [
  ['domain', 'ziekenhuis-noord.example', 'portal and mail'], ['network', '198.51.100.0/24', 'main site'], ['brand', 'Ziekenhuis Noord', ''],
  ['product', 'Chipsoft HiX', '6.3'], ['device', 'Philips IntelliVue MX800', 'intensive care'], ['cpe', 'cpe:2.3:a:fortinet:fortios:7.4.2:*:*:*:*:*:*:*', ''], ['brand', 'NL-Alert', 'people trust it'],
] as const;

async function things(page: Page): Promise<void> {
  const { me, csrf } = await ask<{ csrf: string; me: { organization: { id: string } } }>(page, '/api/session');
  for (const [kind, value, note] of THINGS) {
    await page.request.post(`/api/organizations/${me.organization.id}/assets`, { data: { kind, value, note }, headers: { 'X-CSRF': csrf } });
  }
  await page.reload();
  await settled(page);
}

/** A file whose report is looked at. */
async function bring(page: Page): Promise<void> {
  await things(page);
  await page.getByRole('button', { name: /^(Bring a file|Bestand inlezen)$/ }).click();
  const rows = 'soort;waarde;opmerking\ndomein;huisarts-noord.example;nieuw\nnetwerk;300.1.1.1;\nonzin;iets;\nproduct;Topicus VIPLive;\n';
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles({ name: 'ours.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await page.getByRole('dialog').locator('.notice').waitFor();
}

const ISSUER = opens(/^(Add an issuer|Uitgever toevoegen)$/);
const DUTCH_PHONE = { viewport: PHONE, locale: 'nl-NL' };

const SHOTS: Shot[] = [
  { name: 'today', path: '/' },
  { name: 'desk', path: '/desk' },
  { name: 'report', path: 'report' },
  { name: 'publications', path: '/publications' },
  { name: 'publication', path: 'publication' },
  { name: 'search', path: '/search?query=type:indicator+tlp<%3Dgreen' },
  { name: 'object', path: 'object' },
  ...KNOWLEDGE_SHOTS,
  ...INVESTIGATION_SHOTS,
  ...WARNING_SHOTS,
  ...TOGETHER_SHOTS,
  ...CASE_SHOTS,
  ...DESK_SHOTS,
  { name: 'lookup', path: '/lookup', act: lookUp },
  { name: 'sources', path: '/sources' },
  { name: 'sources-phone', path: '/sources', options: { ...DUTCH_PHONE, viewport: { width: 360, height: 1600 }, colorScheme: 'dark' } },
  { name: 'source-new', path: '/sources', act: newSource },
  { name: 'source-new-phone', path: '/sources', act: newSource, options: { viewport: PHONE, locale: 'nl-NL', colorScheme: 'dark' } },
  { name: 'source-sample', path: '/sources', act: sample, options: { viewport: { width: 1280, height: 1100 } } },
  { name: 'source-sample-phone', path: '/sources', act: sample, options: { viewport: PHONE, locale: 'nl-NL' } },
  { name: 'destination-new', path: '/destinations', act: newDestination },
  { name: 'destination-new-phone', path: '/destinations', act: newDestination, options: { viewport: PHONE, locale: 'nl-NL', colorScheme: 'dark' } },
  { name: 'run', path: 'run' },
  { name: 'run-phone', path: 'run', options: { ...DUTCH_PHONE, viewport: { width: 360, height: 1200 }, colorScheme: 'dark' } },
  { name: 'members', path: '/members' },
  { name: 'member', path: 'member', act: contacts },
  { name: 'member-dark-dutch', path: 'member', options: { colorScheme: 'dark', locale: 'nl-NL' } },
  { name: 'member-phone-dutch', path: 'member', options: { viewport: PHONE, locale: 'nl-NL' } },
  { name: 'members-delegations', path: '/members?part=delegations' },
  { name: 'seen-as', path: 'own', act: looking },
  { name: 'seen-as-phone', path: 'own', act: looking, options: { viewport: PHONE, locale: 'nl-NL', colorScheme: 'dark' } },
  { name: 'members-groups', path: '/members?part=groups' },
  { name: 'decisions', path: '/decisions', act: waiting },
  { name: 'decisions-phone', path: '/decisions', act: waiting, options: { viewport: PHONE, locale: 'nl-NL', colorScheme: 'dark' } },
  { name: 'people', path: '/people', login: 'noor' },
  { name: 'people-phone-dutch', path: '/people', login: 'noor', options: { viewport: PHONE, locale: 'nl-NL' } },
  { name: 'profile-dark-dutch', path: '/profile', login: 'noor', options: { colorScheme: 'dark', locale: 'nl-NL' } },
  { name: 'profile', path: '/profile', login: 'floor' },
  { name: 'profile-phone-dutch', path: '/profile', login: 'floor', options: { ...DUTCH_PHONE, viewport: { width: 360, height: 2200 } } },
  { name: 'people-required', path: '/people', options: { viewport: { width: 1280, height: 1200 } } },
  { name: 'invite-phone-dutch', path: '/people', login: 'noor', act: opens(/^(Invite somebody|Iemand uitnodigen)$/), options: DUTCH_PHONE },
  { name: 'issuers', path: '/issuers' },
  { name: 'issuer-new', path: '/issuers', act: ISSUER, options: { viewport: { width: 1280, height: 1300 } } },
  { name: 'issuer-new-phone', path: '/issuers', act: ISSUER, options: { ...DUTCH_PHONE, viewport: { width: 360, height: 1600 }, colorScheme: 'dark' } },
  { name: 'log-in-phone-dutch', path: '/', login: 'floor', act: left, options: { ...DUTCH_PHONE, colorScheme: 'dark' } },
  { name: 'log-in', path: '/', login: 'floor', act: left },
  { name: 'key-new-phone-dutch', path: '/keys', act: opens(/^(Issue a key|Sleutel uitgeven)$/), options: DUTCH_PHONE },
  { name: 'scouts', path: '/scouts' },
  { name: 'keys', path: '/keys' },
  { name: 'exports', path: '/controls', act: profile },
  { name: 'exports-phone', path: '/controls', act: profile, options: { viewport: PHONE, locale: 'nl-NL', colorScheme: 'dark' } },
  { name: 'exports-preview', path: '/controls', act: preview },
  { name: 'exports-preview-phone', path: '/controls', act: preview, options: { ...DUTCH_PHONE, viewport: { width: 360, height: 1000 }, colorScheme: 'dark' } },
  { name: 'collections', path: '/collections', act: collections },
  { name: 'collections-phone', path: '/collections', act: collections, options: { viewport: PHONE, locale: 'nl-NL', colorScheme: 'dark' } },
  { name: 'collection-picked', path: '/collections', act: picked },
  { name: 'destinations', path: '/destinations', act: destination },
  { name: 'destinations-phone', path: '/destinations', act: destination, options: { viewport: PHONE, locale: 'nl-NL', colorScheme: 'dark' } },
  { name: 'object-sent', path: 'object', act: sent },
  { name: 'audit', path: '/audit', act: asked },
  { name: 'audit-phone', path: '/audit', act: asked, options: { viewport: PHONE, locale: 'nl-NL', colorScheme: 'dark' } },
  { name: 'warning-lists', path: '/warning-lists', act: warningList },
  { name: 'object-red', path: 'object', act: red, options: { viewport: { width: 1280, height: 1000 } } },
  { name: 'object-red-phone-dutch', path: 'object', act: red, options: { ...DUTCH_PHONE, viewport: { width: 360, height: 1200 }, colorScheme: 'dark' } },
  { name: 'settings-decay', path: '/settings?part=decay' },
  { name: 'settings-erasure', path: '/settings?part=erasure' },
  { name: 'source', path: 'source' },
  { name: 'source-recipients', path: 'source', act: opens(/^(Choose|Kiezen)$/) },
  { name: 'source-recipients-phone-dutch', path: 'source', act: opens(/^(Choose|Kiezen)$/), options: { ...DUTCH_PHONE, viewport: { width: 360, height: 800 }, colorScheme: 'dark' } },
  { name: 'source-red-phone-dutch', path: 'source', act: opens(/^(Name somebody|Iemand noemen)$/), options: { ...DUTCH_PHONE, viewport: { width: 360, height: 800 } } },
  { name: 'activity', path: '/activity' },
  { name: 'object-dark-dutch', path: 'object', options: { colorScheme: 'dark', locale: 'nl-NL' } },
  { name: 'search-phone', path: '/search?query=type:indicator', options: { viewport: PHONE, locale: 'nl-NL' } },
  { name: 'today-dark-dutch', path: '/', options: { colorScheme: 'dark', locale: 'nl-NL' } },
  { name: 'member-phone', path: '/', login: 'noor', act: things, options: { viewport: { width: 390, height: 2400 }, locale: 'nl-NL' } },
  { name: 'member-home', path: '/', login: 'noor', act: things, options: { viewport: { width: 1280, height: 1400 } } },
  { name: 'member-home-dark-dutch', path: '/', login: 'noor', act: things, options: { viewport: { width: 1280, height: 1400 }, locale: 'nl-NL', colorScheme: 'dark' } },
  { name: 'assets', path: '/ours', login: 'noor', act: things },
  { name: 'assets-phone-dutch', path: '/ours', login: 'noor', act: things, options: { viewport: { width: 390, height: 1600 }, locale: 'nl-NL', colorScheme: 'dark' } },
  { name: 'assets-file-dutch', path: '/ours', login: 'noor', act: bring, options: { locale: 'nl-NL' } },
  { name: 'object-remark', path: 'object', act: opens(/^(Change for whom it is|Wijzigen voor wie het is)$/), options: { viewport: { width: 1280, height: 1100 } } },
  { name: 'object-remark-phone', path: 'object', act: opens(/^(Change for whom it is|Wijzigen voor wie het is)$/), options: { ...DUTCH_PHONE, viewport: { width: 390, height: 1400 }, colorScheme: 'dark' } },
  { name: 'member-warning-phone', path: 'publication', login: 'noor', options: { viewport: PHONE, locale: 'nl-NL' } },
  { name: 'member-report', path: '/desk/new', login: 'noor' },
  { name: 'warning-lists-held-back', path: '/warning-lists', act: heldBack },
  { name: 'warning-lists-held-back-phone', path: '/warning-lists', act: heldBack, options: { ...DUTCH_PHONE, colorScheme: 'dark' } },
  { name: 'object-parts', path: 'object', act: parts },
  { name: 'object-parts-phone-dutch', path: 'object', act: parts, options: { ...DUTCH_PHONE, colorScheme: 'dark' } },
];

test.each(SHOTS)('$name', async ({ name, path, login = 'anna', options = {}, act }) => {
  mkdirSync(FOLDER, { recursive: true });
  const found: Record<string, string> = await examples(await pageOf('anna'));
  const page = await pageOf(login, { viewport: DESKTOP, ...options });
  await page.goto(found[path] ?? path);
  await settled(page);
  await act?.(page);
  await settled(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${FOLDER}${name}.png` });
});
