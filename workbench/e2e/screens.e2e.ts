import { describe, expect, test } from 'vitest';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { examples, pageOf, type Login } from './people';

const OF_THE_CERT = ['/', '/world', '/first-week', '/activity', '/search', '/lookup', '/attack', '/graph', '/desk', '/desk?state=later', '/desk?state=all', '/desk/new', '/cases', '/handover', '/figures', '/publications', '/publications/statistics', '/chat-channels', '/investigations', '/sources', '/members', '/members?part=groups', '/members?part=delegations', 'member', '/scouts', '/people', '/ours', '/profile', '/keys', '/controls', '/collections', '/destinations', '/warning-lists', '/audit', '/settings', '/settings?part=decay', '/settings?part=erasure', '/settings?part=holds', 'object', 'graph', 'report', 'publication', 'source', 'run', '/nowhere'];
const OF_A_MEMBER = ['/', '/figures', '/publications', 'publication', '/desk', '/desk/new', '/search', '/scouts', '/people', '/ours', '/profile', '/keys', 'own'];

/** An address, or the name of an example. */
async function address(page: Parameters<typeof examples>[0], where: string): Promise<string> {
  return where.startsWith('/') ? where : (await examples(page))[where as keyof Awaited<ReturnType<typeof examples>>];
}

async function visit(login: Login, where: string): Promise<void> {
  const analyst = await pageOf('anna');
  const path = await address(analyst, where);
  const page = login === 'anna' ? analyst : await pageOf(login);
  await page.goto(path);
  await settled(page);
  expect(await page.locator('h1').first().innerText()).not.toBe('');
  await isAccessible(page, `${where}, light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await isAccessible(page, `${where}, dark`);
  await page.setViewportSize({ width: 360, height: 740 });
  await fitsTheWidth(page, where);
}

describe('every screen of the CERT is accessible, light and dark, and fits a phone', () => {
  test.each(OF_THE_CERT)('%s', (where) => visit('anna', where));
});

describe('every screen of a member, too', () => {
  test.each(OF_A_MEMBER)('%s', (where) => visit('noor', where));
});

test('a member reads first what a warning says, and then how fast it went', async () => {
  const page = await pageOf('noor');
  await page.goto(await address(await pageOf('anna'), 'publication'));
  await settled(page);
  const headings = await page.locator('h2').allInnerTexts();
  expect(headings.indexOf('Time to immunity')).toBeGreaterThan(headings.indexOf('What it says and what to do'));
  expect(headings).toContain('What it says and what to do');
});

test('a member sees only what it may use', async () => {
  const page = await pageOf('gijs');
  await page.goto('/');
  await settled(page);
  const menu = await page.getByRole('navigation', { name: 'Main' }).innerText();
  expect(menu).toContain('Warnings');
  expect(menu).not.toContain('Sources');
  expect(menu).not.toContain('Keys');
  expect(menu).not.toContain('Members');
});

test('Dutch is everywhere once it is chosen, and stays after a reload', async () => {
  const page = await pageOf('anna');
  await page.goto('/');
  await page.getByLabel('Language').selectOption('nl');
  await page.getByRole('heading', { name: 'Vandaag' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Vandaag' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('nl');
  for (const [path, title] of [['/search', 'Zoeken'], ['/desk', 'Balie'], ['/publications', 'Publicaties'], ['/keys', 'Sleutels']] as const) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  }
  // The choice is kept with the account, for the tests that follow as well.
  await page.getByLabel('Taal').selectOption('en');
  await page.getByRole('heading', { level: 1, name: 'Keys' }).waitFor();
  await expect.poll(async () => (await (await page.request.get('/api/profile')).json()) as object).toMatchObject({ language: 'en' });
});
