import { expect, test } from 'vitest';
import { newPage } from './browser';
import { isAccessible, settled } from './judge';
import { pageOf } from './people';

test('somebody is invited by a link, chooses a password, logs in, and is closed again', async () => {
  const admin = await pageOf('noor');
  const login = `kim${Date.now()}`;
  await admin.goto('/people');
  await admin.getByRole('button', { name: 'Invite somebody' }).click();
  await admin.getByRole('textbox', { name: 'Name', exact: true }).fill('Kim');
  await admin.getByRole('textbox', { name: 'Log-in name' }).fill(login);
  await isAccessible(admin, 'the form of an invitation');
  await admin.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  const link = await admin.locator('[data-secret]').innerText();
  await admin.getByRole('button', { name: 'Done' }).click();
  await admin.locator('section', { hasText: 'Invited' }).getByText(`${login}@`).waitFor();

  const guest = await newPage();
  await guest.goto(link);
  await guest.getByText('you can log in for Ziekenhuis Noord').waitFor();
  await isAccessible(guest, 'a link');
  await guest.getByRole('textbox', { name: 'Password' }).fill('a sentence to remember');
  await guest.getByRole('button', { name: 'Keep this password' }).click();
  const name = await guest.locator('strong.break').innerText();
  await guest.getByRole('link', { name: 'To the log-in' }).click();
  await guest.getByLabel('Log-in name').fill(name);
  await guest.getByRole('textbox', { name: 'Password' }).fill('a sentence to remember');
  await guest.getByRole('button', { name: 'Log in', exact: true }).click();
  await guest.getByRole('heading', { name: 'Today' }).waitFor();
  const again = await newPage();
  await again.goto(link);
  await again.getByText('not valid any more').waitFor();

  await admin.reload();
  await admin.locator('tr', { hasText: name }).getByRole('button', { name: /Change/ }).click();
  await isAccessible(admin, 'the form of a person');
  await admin.getByRole('button', { name: 'Close the account' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Close the account' }).click();
  await admin.locator('tr', { hasText: name }).getByText('closed', { exact: true }).waitFor();
  await guest.reload();
  await guest.getByLabel('Log-in name').waitFor();
});

test('language and appearance follow a person to another browser', async () => {
  const page = await pageOf('gijs');
  await page.goto('/profile');
  await settled(page);
  await page.getByLabel('Appearance').selectOption('dark');
  await page.getByLabel('Language').selectOption('nl');
  await page.getByRole('heading', { name: 'Uw profiel' }).waitFor();
  await expect.poll(async () => (await (await page.request.get('/api/profile')).json()) as object).toMatchObject({ language: 'nl', theme: 'dark' });
  const other = await pageOf('gijs');
  await other.goto('/profile');
  await other.getByRole('heading', { name: 'Uw profiel' }).waitFor();
  expect(await other.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  await other.getByLabel('Taal').selectOption('en');
  await other.getByLabel('Appearance').selectOption('auto');
  await expect.poll(async () => (await (await other.request.get('/api/profile')).json()) as object).toMatchObject({ language: 'en', theme: 'auto' });
});

test('a forgotten password has the same answer for every name', async () => {
  const page = await newPage();
  await page.goto('/');
  await page.getByRole('link', { name: 'Password forgotten?' }).click();
  await page.getByLabel('Log-in name').fill('nobody at all');
  await isAccessible(page, 'forgotten');
  await page.getByRole('button', { name: 'Ask for a link' }).click();
  await page.getByText('a link is on its way').waitFor();
});
