import type { BrowserContextOptions, Page } from 'playwright-core';
import { settled } from './judge';
import { bring } from './matrixData';
import { ask, pageOf, send } from './people';

const PHONE = { viewport: { width: 390, height: 1600 }, locale: 'nl-NL' };
const DARK_DUTCH: BrowserContextOptions = { colorScheme: 'dark', locale: 'nl-NL' };
const NAME = 'Parcels and post';

/** Indicators for these domains, as a file that somebody drops. */
export async function indicators(page: Page, ...domains: string[]): Promise<void> {
  const at = new Date().toISOString();
  const objects = domains.map((domain) => ({
    type: 'indicator', spec_version: '2.1', id: `indicator--${crypto.randomUUID()}`, created: at, modified: at, valid_from: at,
    name: domain, pattern: `[domain-name:value = '${domain}']`, pattern_type: 'stix',
  }));
  await stored(page, ...objects);
}

/** STIX objects, as a file that somebody drops. */
export async function stored(page: Page, ...objects: object[]): Promise<void> {
  await bring(page, `Dropped ${Date.now()}`, Buffer.from(JSON.stringify({ type: 'bundle', id: `bundle--${crypto.randomUUID()}`, objects })));
}

/** A saved question with three new answers. */
async function told(page: Page): Promise<void> {
  const { queries } = await ask<{ queries: { id: string; name: string }[] }>(page, '/api/queries');
  if (!queries.some(({ name }) => name === NAME)) {
    const { id } = await send<{ id: string }>(page, '/api/queries', { name: NAME, query: 'type:indicator value:*.post-nl.example', shared: true });
    const { csrf } = await ask<{ csrf: string }>(page, '/api/session');
    await page.request.put(`/api/queries/${id}/alerts`, { data: { mail: 'none' }, headers: { 'X-CSRF': csrf } });
    await indicators(page, 'pay.post-nl.example', 'track.post-nl.example', 'parcel.post-nl.example', 'login.post-nl.example');
    await page.waitForTimeout(2_000);
  }
  await page.reload();
  await settled(page);
  await page.getByText(NAME).first().waitFor();
}

async function wish(page: Page): Promise<void> {
  await told(page);
  await page.getByRole('button', { name: new RegExp(`(You are told|U wordt ingelicht) ${NAME}`) }).click();
  await page.getByRole('dialog').waitFor();
}

/** A draft in which a colleague types. */
async function together(page: Page): Promise<void> {
  const words = { title: 'Valse pakketmelding', summary: 'Een bericht over een pakket.', advice: 'Klik niet.' };
  const { id } = await send<{ id: string }>(page, '/api/publications', { tlp: 'green', nl: words, en: words, indicators: [] });
  const bram = await pageOf('bram');
  await bram.goto(`/publications/${id}`);
  await settled(bram);
  await bram.locator('main input[type=text], main input:not([type])').first().pressSequentially('!');
  await page.goto(`/publications/${id}`);
  await settled(page);
  await page.locator('.present p').waitFor();
}

/** An object about whose marking a colleague decides. */
async function decides(page: Page): Promise<void> {
  const at = '2026-11-01T10:00:00.000Z';
  const id = 'indicator--7d4b6d0e-3c1f-4a52-9a53-0d2f6b8e9c10';
  await stored(page, { type: 'indicator', spec_version: '2.1', id, created: at, modified: at, valid_from: at, name: 'pay.parcel.example', pattern: "[domain-name:value = 'pay.parcel.example']", pattern_type: 'stix' });
  const bram = await pageOf('bram');
  await bram.goto(`/objects/${id}`);
  await bram.getByRole('button', { name: 'Change for whom it is' }).click();
  await bram.getByRole('dialog').getByRole('textbox', { name: 'Why', exact: true }).pressSequentially('so');
  await page.goto(`/objects/${id}`);
  await settled(page);
  await page.locator('.present p').waitFor();
}

interface Shot {
  name: string;
  path: string;
  options?: BrowserContextOptions;
  act?: (page: Page) => Promise<unknown>;
}

export const TOGETHER_SHOTS: Shot[] = [
  { name: 'today-alerts', path: '/', act: told },
  { name: 'today-alerts-dark-dutch', path: '/', act: told, options: DARK_DUTCH },
  { name: 'today-alerts-phone-dutch', path: '/', act: told, options: PHONE },
  { name: 'search-alerts', path: '/search', act: wish },
  { name: 'search-alerts-phone-dutch', path: '/search', act: wish, options: { ...PHONE, colorScheme: 'dark' } },
  { name: 'object-together', path: '/', act: decides },
  { name: 'object-together-phone-dutch', path: '/', act: decides, options: { ...PHONE, colorScheme: 'dark' } },
  { name: 'publication-together', path: '/', act: together },
  { name: 'publication-together-phone-dutch', path: '/', act: together, options: { ...PHONE, colorScheme: 'dark' } },
];
