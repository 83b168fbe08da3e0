import { expect, inject, test } from 'vitest';
import { newPage } from './browser';
import { fitsTheWidth, isAccessible } from './judge';

const PASSWORD = 'a password for browser tests';

test('the one-time link makes the first person, who is logged in at once', async () => {
  const page = await newPage({ baseURL: inject('empty') });
  await page.goto(inject('setUp'));
  await page.getByLabel('Name of your organisation').waitFor();
  await isAccessible(page, 'set-up');
  await page.getByLabel('Name of your organisation').fill('Z-Test CERT');
  await page.getByLabel('Your name').fill('Ann Analyst');
  await page.getByLabel('Log-in name').fill('ann');
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create and log in' }).click();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
});

test('a wrong password is refused in words, the right one opens the page that was asked for', async () => {
  const page = await newPage({ baseURL: inject('empty') });
  await page.goto('/search');
  await page.getByLabel('Log-in name').waitFor();
  await isAccessible(page, 'log-in');
  await fitsTheWidth(page, 'log-in');
  await page.getByLabel('Log-in name').fill('ann');
  await page.getByRole('textbox', { name: 'Password' }).fill('a wrong password');
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByText('The log-in name or the password is wrong.').waitFor();
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByRole('heading', { name: 'Search' }).waitFor();
  await page.getByText('Nothing is known yet').waitFor();
});

test('the first page asks once for what it shows, before the workbench itself is there', async () => {
  const page = await newPage({ baseURL: inject('empty') });
  expect((await page.request.post('/api/session', { data: { login: 'ann', password: PASSWORD } })).ok()).toBe(true);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  // The workbench is held back until it has been asked ahead: whoever asks only from the workbench itself waits for ever.
  const ahead = page.waitForRequest((request) => new URL(request.url()).pathname === '/api/overview');
  await page.route(/assets\/index-[^/]*\.js$/, async (route) => {
    await ahead;
    await route.continue();
  });
  const [script] = await Promise.all([page.waitForResponse(/assets\/index-[^/]*\.js$/), page.goto('/')]);
  // What is compressed for each reader anew has no length that is known beforehand.
  expect(await script.headerValue('Content-Encoding')).toBe('gzip');
  expect(Number(await script.headerValue('Content-Length'))).toBeGreaterThan(1_000);
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  await page.getByText('Nothing has happened yet').waitFor();
  for (const address of ['/api/session', '/api/view', '/api/overview']) {
    expect(asked.filter((one) => one === address), address).toHaveLength(1);
  }
});
