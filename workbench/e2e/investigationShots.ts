import type { BrowserContextOptions, Page } from 'playwright-core';
import { settled } from './judge';
import { ask } from './people';

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 1400 }, locale: 'nl-NL', colorScheme: 'dark' };
const TALL: BrowserContextOptions = { viewport: { width: 1280, height: 1000 } };

/** The demo's investigation, at one of its parts. */
const at = (part: string) => async (page: Page) => {
  const { investigations } = await ask<{ investigations: { id: string; title: string }[] }>(page, '/api/investigations');
  const found = investigations.find(({ title }) => title.startsWith('Who is behind'));
  await page.goto(`/investigations/${found?.id}?part=${part}`);
  await settled(page);
};

/** The form in which all drafts are published. */
async function publishing(page: Page): Promise<void> {
  await at('drafts')(page);
  await page.getByRole('button', { name: /^(Publish all drafts|Alle concepten publiceren)$/ }).click();
  await page.getByRole('dialog').waitFor();
}

export const INVESTIGATION_SHOTS = [
  { name: 'investigations', path: '/investigations' },
  { name: 'investigation', path: '/investigations', act: at('objects'), options: TALL },
  { name: 'investigation-notes-dark-dutch', path: '/investigations', act: at('notes'), options: { ...TALL, locale: 'nl-NL', colorScheme: 'dark' as const } },
  { name: 'investigation-drafts', path: '/investigations', act: at('drafts'), options: TALL },
  { name: 'investigation-publish', path: '/investigations', act: publishing, options: TALL },
  { name: 'investigation-timeline', path: '/investigations', act: at('timeline'), options: TALL },
  { name: 'investigation-phone', path: '/investigations', act: at('timeline'), options: PHONE },
];
