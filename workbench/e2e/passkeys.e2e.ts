import { expect, inject, test } from 'vitest';
import type { Page } from 'playwright-core';
import { isAccessible } from './judge';
import { newPage } from './browser';
import { newcomer, pageOf } from './people';

/** Browsers make passkeys for names, not for addresses in numbers. */
const named = () => inject('hub').replace('127.0.0.1', 'localhost');

/** A device of Chromium's own that says yes: keys stay on it, and it knows its person. */
async function device(page: Page): Promise<void> {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('WebAuthn.enable');
  await protocol.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

test('a passkey is made, named, used to log in without a password, and removed', async () => {
  const admin = await pageOf('noor');
  const pascal = await newcomer(admin, { name: 'Pascal', roles: ['reader'], language: 'en' });
  const page = await newPage({ baseURL: named() });
  await page.goto('/profile');
  await device(page);
  await page.getByLabel('Log-in name').fill(pascal.login);
  await page.getByRole('textbox', { name: 'Password' }).fill(pascal.password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByLabel('Name of the device').fill('telephone');
  await isAccessible(page, 'a profile with passkeys');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  expect((await page.locator('[data-secret]').innerText()).split('\n')).toHaveLength(10);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByRole('button', { name: 'Rename telephone' }).click();
  const line = page.getByRole('listitem').filter({ has: page.getByRole('textbox', { name: 'Name of the device' }) });
  await line.getByRole('textbox').fill('old telephone');
  await line.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Rename old telephone' }).waitFor();

  await page.getByRole('button', { name: 'Log out', exact: true }).click();
  await page.getByRole('button', { name: 'Log in with a passkey' }).click();
  await page.getByRole('heading', { name: 'Your profile' }).waitFor();
  await page.getByText('last used').first().waitFor();
  await page.getByRole('button', { name: 'Remove old telephone' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('None yet.').waitFor();
  await page.getByRole('button', { name: 'Log out', exact: true }).click();
  await page.getByRole('button', { name: 'Log in with a passkey' }).click();
  await page.getByText('This passkey is not one of this hub').waitFor();
  await isAccessible(page, 'a log-in with a passkey that is gone');
});
