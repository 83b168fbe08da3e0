import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { newPage } from './browser';
import { PASSWORD_THERE, startIssuer } from './issuer';
import { isAccessible } from './judge';
import { pageOf, send } from './people';

let issuer: { address: string; stop: () => void } | undefined;

beforeAll(async () => {
  issuer = await startIssuer(inject('hub'));
}, 120_000);

afterAll(() => issuer?.stop());

/** The issuer's own form, on its own site. */
async function logInThere(page: Page, person: string): Promise<void> {
  await page.getByLabel('Username').fill(person);
  await page.getByLabel('Password').fill(PASSWORD_THERE);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('an admin adds an issuer, somebody takes up an invitation through it, logs out there too, and comes back', async () => {
  const admin = await pageOf('anna');
  await admin.goto('/people');
  await admin.getByRole('link', { name: /Log-in through others/ }).click();
  await admin.getByRole('button', { name: 'Add an issuer' }).click();
  await admin.getByLabel('Name', { exact: true }).fill('Staff log-in');
  await admin.getByLabel('Address of the issuer').fill(issuer?.address ?? '');
  await admin.getByLabel('Client id').fill('theriac');
  await admin.getByRole('textbox', { name: 'Client secret' }).fill('a secret for tests');
  await admin.getByLabel('Claim with the groups').fill('groups');
  await admin.getByLabel('Groups and roles').fill('SOC = reader');
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.getByRole('dialog').getByText('this machine').waitFor();
  await admin.getByLabel('Private networks').fill('127.0.0.0/8\n::1/128');
  await isAccessible(admin, 'the form of an issuer');
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.getByRole('heading', { name: 'Staff log-in' }).waitFor();
  await isAccessible(admin, 'issuers');

  const login = `ria${Date.now()}`;
  const { secret } = await send<{ secret: string }>(admin, '/api/people/invitations', { login, name: 'Ria', mail: '', language: 'en', roles: ['reader'] });
  const guest = await newPage();
  await guest.goto(`/welcome#${secret}`);
  await guest.getByRole('button', { name: 'Use Staff log-in instead of a password' }).click();
  await logInThere(guest, 'ann@north.example');
  await guest.getByRole('heading', { name: 'Today' }).waitFor();
  await guest.goto('/profile');
  await guest.getByText('ann@north.example').waitFor();
  expect(await guest.getByLabel('Present password').count()).toBe(0);
  await isAccessible(guest, 'a profile with a log-in elsewhere');
  await guest.getByRole('button', { name: 'Log out', exact: true }).click();
  await guest.getByRole('button', { name: 'Log in through Staff log-in' }).waitFor();

  await guest.goto('/search?query=type:indicator');
  await guest.getByRole('button', { name: 'Log in through Staff log-in' }).click();
  await logInThere(guest, 'ann@north.example');
  await guest.waitForURL(/\/search\?query=/);

  const stranger = await newPage();
  await stranger.goto('/');
  await stranger.getByRole('button', { name: 'Log in through Staff log-in' }).waitFor();
  await isAccessible(stranger, 'a log-in through an issuer');
  await stranger.getByRole('button', { name: 'Log in through Staff log-in' }).click();
  await logInThere(stranger, 'bea@north.example');
  await stranger.getByText('Nobody here is tied to this log-in').waitFor();
  await isAccessible(stranger, 'a refusal');

  await admin.getByRole('button', { name: 'Remove Staff log-in' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await admin.getByText('No issuers yet').waitFor();
  await guest.reload();
  await guest.getByLabel('Log-in name').waitFor();
});
