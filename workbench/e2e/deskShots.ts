import type { BrowserContextOptions, Page } from 'playwright-core';
import { settled } from './judge';
import { ask, pageOf, send } from './people';

const TALL: BrowserContextOptions = { viewport: { width: 1280, height: 1300 } };
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 2200 }, locale: 'nl-NL' };

const LEADING = 'PostNL: uw pakket kon niet worden bezorgd. Betaal 1,45 euro op https://bezorg-kosten.example/nl';
const RETYPED = 'Ik kreeg een sms over een pakket, met de vraag om in te loggen op https://pakket-inloggen.example/a';
const CALLED = 'Iemand belde namens de bank over rekening 4455 en vroeg naar een code';

/** Two reports that are decided together, one in a colleague's hands, and what came first is late. */
async function story(page: Page): Promise<string> {
  const { reports } = await ask<{ reports: { id: string; excerpt: string }[] }>(page, '/api/reports');
  const there = reports.find(({ excerpt }) => excerpt === LEADING);
  if (there) {
    return there.id;
  }
  const noor = await pageOf('noor');
  const gijs = await pageOf('gijs');
  const said = async (who: Page, text: string) => (await send<{ id: string }>(who, '/api/reports', { text, channel: 'sms', sender: '' })).id;
  const leading = await said(noor, LEADING);
  await send(page, `/api/reports/${leading}/followers`, { reports: [await said(gijs, RETYPED)] });
  const called = await said(gijs, CALLED);
  const { colleagues } = await ask<{ colleagues: { id: string; name: string }[] }>(page, '/api/desk/colleagues');
  const bram = colleagues.find(({ name }) => name === 'Bram')?.id;
  await send(page, `/api/reports/${leading}/keeper`, { person: bram, note: 'De bezorger is gebeld en belt na de lunch terug.' });
  await send(page, `/api/reports/${called}/claim`, {});
  await limit(page, { malicious: 1, suspicious: 1, none: 1 });
  return leading;
}

async function limit(page: Page, minutes: Record<string, number>): Promise<void> {
  const { csrf } = await ask<{ csrf: string }>(page, '/api/session');
  await page.request.put('/api/desk/limits', { data: { minutes }, headers: { 'X-CSRF': csrf } });
}

async function desk(page: Page): Promise<void> {
  await story(page);
  await page.goto('/desk');
  await settled(page);
}

async function together(page: Page): Promise<void> {
  await page.goto(`/desk/${await story(page)}`);
  await settled(page);
}

const dialog = (words: RegExp) => async (page: Page) => {
  await together(page);
  await page.getByRole('button', { name: words }).click();
  await page.getByRole('dialog').waitFor();
  await settled(page);
};

const join = dialog(/^(Put others with it|Andere erbij voegen)$/);
const hand = dialog(/^(Hand over|Overdragen)$/);
const later = async (page: Page) => {
  await story(page);
  const { reports } = await ask<{ reports: { id: string; excerpt: string }[] }>(page, '/api/reports');
  await page.goto(`/desk/${reports.find(({ excerpt }) => excerpt === CALLED)?.id}`);
  await page.getByRole('button', { name: /^(Remind me|Herinner mij)$/ }).click();
  await settled(page);
};
const limits = async (page: Page) => {
  await desk(page);
  await page.getByRole('button', { name: /^(When it is too late|Wanneer het te laat is)$/ }).click();
  await page.getByRole('dialog').waitFor();
};

const DARK = { ...TALL, colorScheme: 'dark' as const };

/** The desk's groups, hands and clocks. */
export const DESK_SHOTS = [
  { name: 'desk-queue', path: '/desk', act: desk, options: TALL },
  { name: 'desk-queue-dark', path: '/desk', act: desk, options: DARK },
  { name: 'desk-queue-phone-dutch', path: '/desk', act: desk, options: PHONE },
  { name: 'desk-together', path: '/desk', act: together, options: TALL },
  { name: 'desk-together-dark', path: '/desk', act: together, options: DARK },
  { name: 'desk-together-phone-dutch', path: '/desk', act: together, options: { ...PHONE, viewport: { width: 390, height: 3000 } } },
  { name: 'desk-join', path: '/desk', act: join, options: TALL },
  { name: 'desk-join-phone-dutch', path: '/desk', act: join, options: { ...PHONE, colorScheme: 'dark' as const, viewport: { width: 390, height: 1200 } } },
  { name: 'desk-hand', path: '/desk', act: hand, options: TALL },
  { name: 'desk-later-dutch', path: '/desk', act: later, options: { ...DARK, locale: 'nl-NL' } },
  { name: 'desk-limits', path: '/desk', act: limits, options: TALL },
];
