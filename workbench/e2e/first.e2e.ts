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
