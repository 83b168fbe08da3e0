import { expect, test } from 'vitest';
import { isAccessible } from './judge';
import { ask, pageOf, send } from './people';

const AT = '2026-11-01T10:00:00.000Z';
const TAXII = 'application/taxii+json;version=2.1';

/** The second person does what the first one proposed with this reason. */
async function decide(reason: string): Promise<void> {
  const second = await pageOf('bram');
  await second.goto('/decisions');
  await second.locator('section', { hasText: reason }).getByRole('button', { name: 'Decide' }).click();
  await second.getByRole('dialog').getByRole('button', { name: 'Do it' }).click();
  await second.locator('section', { hasText: reason }).getByText('done', { exact: true }).waitFor();
}

test('for what a source marks TLP:RED people are named by two, and a name goes at once', async () => {
  const page = await pageOf('anna');
  const reason = `They were in the room, ${Date.now()}.`;
  const { id } = await send<{ id: string }>(page, '/api/sources', {
    name: `Meeting ${Date.now()}`, kind: 'stix', way: '', url: '', folder: '', pgpKey: '', credential: '', allow: [], options: '', reliability: 'B', tlp: 'TLP:AMBER', recipients: [], terms: '', licence: '', enabled: true,
  });
  await page.goto(`/sources/${id}`);
  const panel = page.getByRole('region', { name: 'Who reads TLP:RED' });
  await panel.getByText('Nobody is named').waitFor();
  await panel.getByRole('button', { name: 'Name somebody' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Log-in name').fill('nobody-of-this-name');
  await dialog.getByRole('textbox', { name: 'Why' }).fill(reason);
  await dialog.getByRole('button', { name: 'Name somebody' }).click();
  await dialog.getByText('There is no person of the CERT or of a member with the log-in name').waitFor();
  await dialog.getByLabel('Log-in name').fill('noor');
  await isAccessible(page, 'naming somebody for TLP:RED');
  await dialog.getByRole('button', { name: 'Name somebody' }).click();
  await panel.getByText('This waits for a second person.').waitFor();
  await panel.getByText('Nobody is named').waitFor();
  await decide(reason);
  await page.reload();
  await panel.getByText('noor ·').waitFor();
  await isAccessible(page, 'who reads TLP:RED');
  await panel.getByRole('button', { name: /^Delete / }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await panel.getByText('Nobody is named').waitFor();
});

test('the own word becomes TLP:RED on the page of the object, for the people whom one names there', async () => {
  const page = await pageOf('anna');
  const reason = `Said in the room, ${Date.now()}.`;
  const { secret } = await send<{ secret: string }>(page, '/api/tokens', { name: `Red ${Date.now()}`, scopes: ['taxii'] });
  const indicator = { type: 'indicator', spec_version: '2.1', id: `indicator--${crypto.randomUUID()}`, name: 'Of one meeting', created: AT, modified: AT, valid_from: AT, pattern: "[domain-name:value = 'meeting.example']", pattern_type: 'stix' };
  const posted = await page.request.post('/taxii2/hub/collections/submissions/objects/', {
    headers: { Authorization: `Bearer ${secret}`, Accept: TAXII, 'Content-Type': TAXII },
    data: JSON.stringify({ objects: [indicator] }),
  });
  expect(posted.status()).toBe(202);
  await page.goto(`/objects/${indicator.id}`);
  await page.getByRole('button', { name: 'Change for whom it is' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Label').selectOption('red');
  await dialog.getByText('The people named here, and nobody else').waitFor();
  expect(await dialog.getByText('Sharing groups').count()).toBe(0);
  await dialog.getByLabel('Log-in names of those who may read it').fill('bram');
  await dialog.getByRole('textbox', { name: 'Why' }).fill(reason);
  await dialog.getByRole('button', { name: 'Change for whom it is' }).click();
  await dialog.getByText('Name yourself too, and best a second person').waitFor();
  await dialog.getByLabel('Log-in names of those who may read it').fill('anna, bram');
  await isAccessible(page, 'making the own word TLP:RED');
  await dialog.getByRole('button', { name: 'Change for whom it is' }).click();
  await page.getByText('This waits for a second person.').waitFor();
  await decide(reason);
  await page.reload();
  await page.locator('.claims').getByText('TLP:RED').waitFor();
  await page.getByText(/^Named: .*\(anna\).*\(bram\)/).waitFor();
  const member = await pageOf('noor');
  expect((await member.request.get(`/api/objects/${indicator.id}`)).status()).toBe(404);
  const { words } = await ask<{ words: { people: { login: string }[] }[] }>(page, `/api/objects/${indicator.id}/marking`);
  expect(words.flatMap(({ people }) => people.map(({ login }) => login))).toEqual(['anna', 'bram']);
});
