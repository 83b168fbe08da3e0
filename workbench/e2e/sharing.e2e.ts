import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { isAccessible } from './judge';
import { pageOf, send } from './people';

/** Fetches as a control does, with a key of the organisation. */
async function fetched(page: Page, path: string, key: string): Promise<string> {
  const answer = await page.request.get(path, { headers: { Authorization: `Bearer ${key}` } });
  expect(answer.status()).toBe(200);
  return answer.text();
}

test('a profile is made, fetched, held when it would shrink, and released', async () => {
  const page = await pageOf('anna');
  const name = `Firewall ${Date.now()}`;
  const { secret } = await send<{ secret: string }>(page, '/api/tokens', { name, scopes: ['lists'] });
  await page.goto('/controls');
  await page.getByRole('button', { name: 'New profile' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await isAccessible(page, 'a new profile');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const panel = page.getByRole('region', { name });
  await panel.getByText('No control has fetched a file yet.').waitFor();
  await panel.getByLabel('Address for').selectOption('indicators.csv');
  const address = (await panel.locator('code.break').innerText()).trim();
  const path = new URL(address).pathname;
  const before = (await fetched(page, path, secret)).split('\n').length;
  expect(before).toBeGreaterThan(12);
  await page.reload();
  await panel.getByRole('cell', { name: 'indicators.csv' }).waitFor();

  await panel.getByRole('button', { name: `Change ${name}` }).click();
  await dialog.getByRole('textbox', { name: 'Question' }).fill('value:nobody-has-this.example');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect((await fetched(page, path, secret)).split('\n').length).toBe(before);
  await page.reload();
  await panel.getByText(/^Held: /).waitFor();
  await isAccessible(page, 'a file that is held');
  await panel.getByRole('button', { name: 'Release indicators.csv' }).click();
  await dialog.getByRole('button', { name: 'Release' }).click();
  await panel.getByText(/^Held: /).waitFor({ state: 'detached' });
  expect((await fetched(page, path, secret)).split('\n').length).toBeLessThan(before);

  await panel.getByRole('button', { name: `Delete ${name}` }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await panel.waitFor({ state: 'detached' });
});

test('a question that nobody understands is told at the form, which stays', async () => {
  const page = await pageOf('anna');
  await page.goto('/controls');
  await page.getByRole('button', { name: 'New profile' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Broken');
  await dialog.getByRole('textbox', { name: 'Question' }).fill('type:(');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').waitFor();
  expect(await dialog.getByRole('textbox', { name: 'Question' }).inputValue()).toBe('type:(');
});

test('a warning list is added, its use is changed, and values are checked against it', async () => {
  const page = await pageOf('anna');
  const name = `Our own names ${Date.now()}`;
  const id = `own-${Date.now()}`;
  const list = { name, description: 'Names of the sector', type: 'hostname', version: 1, list: ['sector-own.example'], matching_attributes: ['domain'] };
  await page.goto('/warning-lists');
  await page.getByRole('button', { name: 'Add a list' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles({ name: 'list.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(list)) });
  await dialog.getByRole('textbox', { name: 'Name in the address' }).fill(id);
  await isAccessible(page, 'a new warning list');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('textbox', { name: 'Values' }).fill('www.sector-own[.]example\nelsewhere.example\nno value at all');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  const verdicts = page.locator('main ul[aria-live] li');
  await verdicts.nth(2).waitFor();
  expect(await verdicts.nth(0).innerText()).toContain(`on ${name}`);
  expect(await verdicts.nth(0).innerText()).toContain('kept from machines');
  expect(await verdicts.nth(1).innerText()).toContain('on no list');
  expect(await verdicts.nth(2).innerText()).toContain('no value that the hub knows');
  await isAccessible(page, 'checked values');

  await page.getByLabel(`Use of ${name}`).selectOption('only tell');
  await page.reload();
  expect(await page.getByLabel(`Use of ${name}`).inputValue()).toBe('TELL');
  await page.getByRole('button', { name: `Delete ${name}` }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText(name).first().waitFor({ state: 'detached' });
});

test('what a list holds back from machines is shown with the list, and one organisation is given everything', async () => {
  const page = await pageOf('anna');
  const name = `Held names ${Date.now()}`;
  const id = `held-${Date.now()}`;
  const list = { name, description: '', type: 'hostname', version: 1, list: ['held-names.example'], matching_attributes: ['domain'] };
  await page.goto('/warning-lists');
  await page.getByRole('button', { name: 'Add a list' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles({ name: 'list.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(list)) });
  await dialog.getByRole('textbox', { name: 'Name in the address' }).fill(id);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const { secret } = await send<{ secret: string }>(page, '/api/tokens', { name, scopes: ['taxii'] });
  const at = '2026-11-01T10:00:00.000Z';
  const indicator = { type: 'indicator', spec_version: '2.1', id: `indicator--${crypto.randomUUID()}`, name: `Login of ${name}`, created: at, modified: at, valid_from: at, pattern: "[domain-name:value = 'held-names.example']", pattern_type: 'stix' };
  const posted = await page.request.post('/taxii2/hub/collections/submissions/objects/', {
    headers: { Authorization: `Bearer ${secret}`, Accept: 'application/taxii+json;version=2.1', 'Content-Type': 'application/taxii+json;version=2.1' },
    data: JSON.stringify({ objects: [indicator] }),
  });
  expect(posted.status()).toBe(202);
  await page.reload();
  const held = page.getByRole('region', { name: 'Held back from machines' });
  const row = held.getByRole('row', { name: indicator.name });
  await row.getByText(name, { exact: true }).waitFor();
  const passes = page.getByRole('region', { name: 'Given everything' });
  await passes.getByLabel('To whom').selectOption({ index: 1 });
  expect(await passes.getByRole('button', { name: 'Give everything' }).isDisabled()).toBe(true);
  await passes.getByRole('textbox', { name: 'Why' }).fill(`It compares ${name} itself.`);
  await passes.getByRole('button', { name: 'Give everything' }).click();
  await passes.getByText(`It compares ${name} itself.`).waitFor();
  await isAccessible(page, 'what is held back and an exception');
  await passes.getByRole('button', { name: /^Delete / }).first().click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await passes.getByText(`It compares ${name} itself.`).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: `Delete ${name}` }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByLabel(`Use of ${name}`).waitFor({ state: 'detached' });
});

test('a collection is made for a group, its question is refused when nobody can follow it, and it is ended', async () => {
  const page = await pageOf('anna');
  const title = `Region ${Date.now()}`;
  await page.goto('/collections');
  await page.getByRole('button', { name: 'New collection' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Title' }).fill(title);
  await dialog.getByRole('textbox', { name: 'Question' }).fill('score>50');
  await dialog.getByRole('group', { name: 'Sharing groups that may read' }).getByRole('checkbox').first().check();
  await isAccessible(page, 'a new collection');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByRole('textbox', { name: 'Question' }).fill('type:indicator');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const panel = page.getByRole('region', { name: title });
  await panel.getByText('/taxii2/hub/collections/').waitFor();
  await panel.getByRole('button', { name: `Change ${title}` }).click();
  await dialog.getByRole('checkbox', { name: 'Ended: nobody is served from it' }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('Ended', { exact: true }).waitFor();
});

test('a collection is filled by hand: from its own screen and from the page of an object', async () => {
  const page = await pageOf('anna');
  const title = `By hand ${Date.now()}`;
  await page.goto('/collections');
  await page.getByRole('button', { name: 'New collection' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Title' }).fill(title);
  await dialog.getByRole('radio', { name: 'people, object by object' }).check();
  await dialog.getByRole('group', { name: 'Sharing groups that may read' }).getByRole('checkbox').first().check();
  await isAccessible(page, 'a new collection filled by hand');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('region', { name: title }).waitFor();
  await page.goto('/search?q=type:indicator');
  await page.locator('a[href^="/objects/indicator--"]').first().click();
  const panel = page.getByRole('region', { name: 'TAXII collections filled by hand' });
  await panel.getByRole('button', { name: `Put in ${title}` }).click();
  await panel.getByRole('button', { name: `Take out ${title}` }).waitFor();
  await page.goto('/collections');
  await page.getByRole('region', { name: title }).getByRole('button', { name: `Objects ${title}` }).click();
  await isAccessible(page, 'objects of a collection');
  await dialog.getByRole('button', { name: /^Take out/ }).click();
  await dialog.getByText('Nothing is in it yet.').waitFor();
});

test('a destination is made for a partner, says why it fails, and is deleted', async () => {
  const page = await pageOf('anna');
  const title = `Partner ${Date.now()}`;
  await page.goto('/collections');
  await page.getByRole('link', { name: 'Sent to other servers' }).click();
  await page.getByRole('button', { name: 'New destination' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Title' }).fill(title);
  await dialog.getByRole('textbox', { name: /^Address/ }).fill('http://127.0.0.1:1/api1/collections/7d1f0a6e-9f0f-4b0e-9a53-3a0f5a3c1d2e/');
  await dialog.getByRole('combobox', { name: 'Collection that is sent' }).selectOption({ index: 1 });
  await dialog.getByRole('combobox', { name: 'For' }).selectOption({ index: 1 });
  await isAccessible(page, 'a new destination');
  await dialog.getByRole('combobox', { name: 'The other server speaks' }).selectOption('misp');
  await dialog.getByRole('textbox', { name: 'Address of the MISP server' }).waitFor();
  if (await dialog.getByRole('button', { name: 'Save' }).isEnabled()) {
    throw new Error('A MISP server without a key can be saved.');
  }
  await dialog.getByRole('combobox', { name: 'The other server speaks' }).selectOption('taxii');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const panel = page.getByRole('region', { name: title });
  await panel.getByText(/^It failed/).waitFor({ timeout: 30_000 });
  await panel.getByRole('button', { name: `Delete ${title}` }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await panel.waitFor({ state: 'detached' });
});
