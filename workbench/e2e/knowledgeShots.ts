import type { BrowserContextOptions, Page } from 'playwright-core';
import { crowd } from './crowdData';
import { settled } from './judge';
import { HAS_ATTACK, id, realMatrix, sampleMatrix, realActors } from './matrixData';
import { campaignOfTheDemo, send } from './people';

const STORY = `A group that calls itself Grey Ferret sends false parcel messages to clinics.

The mail comes from post[.]parcel-service[.]example and leads to hxxps://pay[.]parcel-service[.]example/track?id=7.
Who opens the attachment gets a loader that reports to 192.0.2.44 and to 2001:db8::44, and tries CVE-2026-4321.
SHA-256 of the attachment: ${'9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'}.

Read more at https://news.example/parcels.`;

const PHONE = { width: 390, height: 800 };
const WIDE = { width: 1440, height: 900 };

/** Actors of the real ATT&CK; without it those of the sample. */
const [FIRST, SECOND] = HAS_ATTACK
  ? ['intrusion-set--899ce53f-13a0-479b-a0e4-67d46e241542', 'intrusion-set--bef4c620-0787-42a8-a96d-b7eb6e85917c']
  : [id('intrusion-set', 1), id('intrusion-set', 2)];

async function matrix(page: Page): Promise<void> {
  await (HAS_ATTACK ? realMatrix(page) : sampleMatrix(page));
  await page.reload();
  await settled(page);
  await page.locator('.matrix button, table.list').first().waitFor();
}

/** The demo's campaign with all that is around it, and around what came with it. */
async function story(page: Page): Promise<void> {
  await page.goto(`/graph?around=${(await campaignOfTheDemo(page)).id}`);
  await settled(page);
  const choices = page.locator('button.chip:not([disabled])');
  for (let left = await choices.count(); left > 0; left--) {
    await choices.first().click();
    await settled(page);
  }
  await page.getByLabel(/^(Note|Notitie)$/).fill('Ask Poolster since when they see it.');
  await page.getByLabel(/^(Note|Notitie)$/).blur();
  await page.waitForTimeout(500);
}

/** What hangs on the one malware: 5,000 indicators. */
async function many(page: Page): Promise<void> {
  const malware = await crowd(page);
  await page.goto(`/graph?around=${malware}&steps=e!${malware}!indicates!indicator`);
  await page.locator('.canvas canvas[data-points="5001"]').waitFor({ timeout: 60_000 });
  await settled(page);
  await page.waitForTimeout(500);
}

/** A report of others, read: some of it taken, some left out, the rest still open. */
async function reading(page: Page): Promise<void> {
  const { id: document } = await send<{ id: string }>(page, '/api/documents', { title: 'Parcel service under attack', text: STORY });
  await page.goto(`/documents/${document}`);
  await settled(page);
  const lines = page.locator('.things [data-line]');
  for (const key of ['a', 'a', 'o', 'x']) {
    await lines.first().focus();
    await page.keyboard.press(key);
    await page.waitForTimeout(300);
  }
  await lines.first().focus();
  await page.waitForTimeout(300);
}

/** Who is said to aim at whom, out of a real collection of actors. */
async function actors(page: Page): Promise<void> {
  await realActors(page);
  await page.reload();
  await page.locator('.world-map path').first().waitFor();
  await settled(page);
}

interface Shot {
  name: string;
  path: string;
  options?: BrowserContextOptions;
  act?: (page: Page) => Promise<unknown>;
}

export const KNOWLEDGE_SHOTS: Shot[] = [
  { name: 'graph', path: '/graph', act: story },
  { name: 'graph-phone-dutch', path: '/graph', act: story, options: { viewport: { width: 390, height: 1500 }, locale: 'nl-NL', colorScheme: 'dark' } },
  { name: 'attack', path: `/attack?a=w!${FIRST}`, act: matrix, options: { viewport: WIDE } },
  { name: 'attack-compared-dark-dutch', path: `/attack?a=o!${FIRST}&b=o!${SECOND}&warm=yes`, act: matrix, options: { viewport: WIDE, colorScheme: 'dark', locale: 'nl-NL' } },
  { name: 'attack-phone-dutch', path: `/attack?a=o!${FIRST}&view=table`, act: matrix, options: { viewport: PHONE, locale: 'nl-NL' } },
  { name: 'world', path: '/world?sector=all&days=365', act: actors, options: { viewport: WIDE } },
  { name: 'world-dark-dutch', path: '/world', act: actors, options: { viewport: WIDE, colorScheme: 'dark', locale: 'nl-NL' } },
  { name: 'world-phone', path: '/world', act: actors, options: { viewport: { width: 390, height: 2000 } } },
  { name: 'document', path: '/documents', act: reading, options: { viewport: WIDE } },
  { name: 'document-phone-dutch', path: '/documents', act: reading, options: { viewport: { width: 390, height: 1500 }, locale: 'nl-NL', colorScheme: 'dark' } },
  { name: 'documents', path: '/documents' },
  { name: 'graph-many', path: '/graph', act: many, options: { viewport: WIDE } },
];
