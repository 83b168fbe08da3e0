import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject, onTestFailed } from 'vitest';

const RESULTS = fileURLToPath(new URL('../test-results/', import.meta.url));

/**
 * What a window of Chromium loads beside the page under test: the pages of its own address bar cost each new window more than
 * a second of work. The last such list counts, so those that Playwright switches off for its own sake stand here too.
 */
const WITHOUT = [
  'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup', 'AimEnabled', 'LensOverlay',
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints',
  'NetworkTimeServiceQuerying', 'PreconnectToSearch',
];

let browser: Browser | undefined;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? 'chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      `--disable-features=${WITHOUT.join(',')}`,
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  browser = undefined;
});

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) {
    await cleanup();
  }
});

/** A new person's browser window. Faults of the page (exceptions, refused scripts) fail the test. */
export async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  if (!browser) {
    throw new Error('The browser has not been started.');
  }
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Amsterdam', ...options, baseURL: options.baseURL ?? inject('hub') });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy/i.test(message.text())) {
      faults.push(message.text());
    }
  });
  onTestFailed(async ({ task }) => {
    mkdirSync(RESULTS, { recursive: true });
    await page.screenshot({ path: `${RESULTS}${task.name.replace(/\W+/g, '-')}.png` }).catch(() => undefined);
  });
  cleanups.push(async () => {
    await context.close();
    if (faults.length > 0) {
      throw new Error(`The page had faults:\n${faults.join('\n')}`);
    }
  });
  return page;
}
