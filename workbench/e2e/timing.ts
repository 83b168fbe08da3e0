import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { settled } from './judge';
import { bring, id } from './matrixData';
import { ask, pageOf } from './people';

const OBJECTS = Number(process.env['TIMING_OBJECTS'] ?? 1_000_000);
const PER_FILE = 25_000;
const FAMILIES = 400;
/** Of the objects that hang on one family. */
const NAVIGATIONS = 15;

/** Median and the slowest, of page changes inside the running workbench. */
interface Figure {
  what: string;
  times: number[];
}

const figures: Figure[] = [];

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Two thirds of the objects are indicators of some families of malware; a third says of which. */
async function fill(page: Page): Promise<void> {
  const began = Date.now();
  for (let first = 0; first < OBJECTS; first += PER_FILE) {
    const objects: object[] = [];
    const at = (n: number) => new Date(Date.UTC(2026, 0, 1) + (n % 25_000_000) * 1_000).toISOString();
    for (let family = 0; first === 0 && family < FAMILIES; family++) {
      objects.push({ type: 'malware', spec_version: '2.1', id: id('malware', 9_000_000 + family), created: at(0), modified: at(0), name: `Invented family ${family}`, is_family: true });
    }
    for (let n = first; objects.length < PER_FILE && n < OBJECTS; n++) {
      const family = (n * 7919) % FAMILIES;
      const indicator = id('indicator', 10_000_000 + n);
      objects.push({ type: 'indicator', spec_version: '2.1', id: indicator, created: at(n), modified: at(n), valid_from: at(n), name: `invented ${n}`, pattern: `[domain-name:value = 'host-${n}.family-${family}.example']`, pattern_type: 'stix', labels: [`campaign-${n % 50}`] });
      if (n % 2 === 0) {
        objects.push({ type: 'relationship', spec_version: '2.1', id: id('relationship', 10_000_000 + n), created: at(n), modified: at(n), relationship_type: 'indicates', source_ref: indicator, target_ref: id('malware', 9_000_000 + family) });
      }
    }
    await bring(page, `Invented ${first}`, gzipSync(JSON.stringify({ type: 'bundle', id: id('bundle', 20_000_000 + first), objects }), { level: 1 }));
  }
  const { totals } = await ask<{ totals: { objects: number } }>(page, '/api/overview');
  say(`${totals.objects.toLocaleString('en')} objects that the analyst sees, filled in ${((Date.now() - began) / 1000).toFixed(0)} s`);
}

/** From a deed until the page shows what it should, in the browser's own time. */
async function timed(what: string, deed: () => Promise<unknown>, shown: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  await deed();
  await shown();
  note(what, performance.now() - began);
}

function note(what: string, took: number): void {
  const figure = figures.find((one) => one.what === what);
  if (figure) {
    figure.times.push(took);
  } else {
    figures.push({ what, times: [took] });
  }
}

function report(): void {
  say(`| What | Median ms | Slowest ms | Times |\n|---|---|---|---|`);
  for (const { what, times } of figures) {
    const sorted = [...times].sort((a, b) => a - b);
    say(`| ${what} | ${sorted[Math.floor(sorted.length / 2)]?.toFixed(0)} | ${sorted.at(-1)?.toFixed(0)} | ${sorted.length} |`);
  }
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

const WINDOWS = 9;
/** A new window of the browser loads pages of its own first; what they cost is not the workbench's. */
const WINDOW_MS = 4_000;

/** The first page in a browser that kept nothing: until it is painted with what the hub knows, in the page's own time. */
async function firstPaints(): Promise<void> {
  for (let n = 0; n < WINDOWS; n++) {
    const page = await pageOf('anna');
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (document.querySelector('.columns')) {
          observer.disconnect();
          // The first task after the frame that shows it.
          requestAnimationFrame(() => setTimeout(() => performance.mark('useful')));
        }
      }).observe(document, { childList: true, subtree: true });
    });
    await page.waitForTimeout(WINDOW_MS);
    await page.goto('/', { waitUntil: 'commit' });
    const took = await page.waitForFunction(() => performance.getEntriesByName('useful')[0]?.startTime);
    note('first useful paint, nothing kept', (await took.jsonValue()) ?? Number.NaN);
    await page.context().close();
  }
}

test('the workbench on a full store', async () => {
  const page = await pageOf('anna');
  await fill(page);
  await firstPaints();
  await page.goto('/');
  await settled(page);
  const pages = [['o', 'Search'], ['t', 'Today'], ['u', 'World and sector'], ['s', 'Sources'], ['p', 'Publications'], ['d', /Desk|reports/i], ['l', /Look/]] as const;
  for (let round = 0; round < NAVIGATIONS; round++) {
    for (const [key, name] of pages) {
      // A page that puts the cursor into its field would type the letters.
      await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
      await timed(round === 0 ? 'page change, first time' : 'page change', async () => {
        await page.keyboard.press('g');
        await page.keyboard.press(key);
      }, () => heading(page, name));
      await settled(page);
    }
  }
  try {
    await questions(page);
    await objectsAndGraph(page);
  } finally {
    report();
  }
  expect(figures.length).toBeGreaterThan(5);
});

/** The number of an indicator in the n-th file: the last numbers of a file have none, for its connections count too. */
const known = (n: number) => (n * PER_FILE) % OBJECTS;

async function questions(page: Page): Promise<void> {
  for (let n = 0; n < NAVIGATIONS; n++) {
    for (const [what, question] of [
      ['search: newest of everything', ''],
      ['search: a word', `"Invented family ${n}"`],
      ['search: a value', `value:host-${known(n)}.family-${(known(n) * 7919) % FAMILIES}.example`],
      ['search: a label of indicators', `type:indicator label:campaign-${n}`],
    ] as const) {
      await page.goto('/');
      await settled(page);
      await timed(what, () => page.evaluate((to) => {
        history.pushState({}, '', to);
        dispatchEvent(new PopStateEvent('popstate'));
      }, `/search?query=${encodeURIComponent(question)}`), () => page.locator('[data-line]').first().waitFor());
    }
  }
}

async function objectsAndGraph(page: Page): Promise<void> {
  for (let n = 0; n < NAVIGATIONS; n++) {
    // Every second family has connections, since every second indicator has one.
    const number = 2 * n;
    const family = id('malware', 9_000_000 + number);
    await page.goto('/search?query=type%3Amalware%20Invented');
    await page.locator('[data-line]').first().waitFor();
    await timed('an object with a thousand neighbours', () => page.evaluate((to) => {
      history.pushState({}, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, `/objects/${family}`), () => heading(page, `Invented family ${number}`));
    await page.goto(`/graph?around=${family}`);
    const chip = page.locator('button.chip', { hasText: /recognised by/ });
    await chip.waitFor();
    await settled(page);
    await timed('graph: a thousand neighbours brought and laid out', () => chip.click(), async () => {
      await page.getByRole('heading', { level: 2, name: /^[\d,]+ objects/ }).waitFor();
      await settled(page);
    });
  }
}
