import { expect, test } from 'vitest';
import { isAccessible, settled } from './judge';
import { ask, pageOf, send } from './people';

test('a policy is added, changed and deleted, and says what it would take away', async () => {
  const page = await pageOf('anna');
  const name = `Old sightings ${Date.now()}`;
  await page.goto('/settings?part=retention');
  await page.getByRole('button', { name: 'Add a policy' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'STIX type' }).fill('sighting');
  await page.getByRole('textbox', { name: 'Days' }).fill('3000');
  await isAccessible(page, 'a policy');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const line = page.locator('tr', { hasText: name });
  await line.getByText('3,000 days').waitFor();
  await page.getByRole('button', { name: `Change ${name}` }).click();
  await page.getByRole('textbox', { name: 'Days' }).fill('4000');
  await page.getByRole('textbox', { name: 'STIX type' }).fill('note');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await line.getByText('4,000 days').waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await line.count()).toBe(1);
  await page.getByRole('button', { name: `Delete ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await line.waitFor({ state: 'detached' });
});

test('a setting of decay shows its curve while it is changed, and counts at once', async () => {
  const page = await pageOf('anna');
  await page.goto('/settings?part=decay');
  await page.getByRole('button', { name: 'Change Telephone numbers' }).click();
  await page.getByRole('img', { name: /How it would fade/ }).waitFor();
  await isAccessible(page, 'a setting of decay');
  const days = page.getByRole('textbox', { name: 'Lifetime in days' });
  await days.fill('12');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.locator('tr', { hasText: 'Telephone numbers' }).getByText('12', { exact: true }).waitFor();
});

test('a personal value is erased, and the proof does not hold it', async () => {
  const page = await pageOf('anna');
  const value = `person${Date.now()}@mail.example`;
  await send(page, '/api/reports', { text: `Mail van ${value} ontvangen`, channel: 'mail', sender: '' });
  await page.goto('/settings?part=erasure');
  await page.getByRole('textbox', { name: 'Value to erase' }).fill(value);
  await page.getByRole('textbox', { name: 'Reason' }).fill('asked by the person');
  expect(await page.getByRole('button', { name: 'Erase everywhere' }).isDisabled()).toBe(true);
  await page.getByLabel('I understand that it cannot be undone').check();
  await page.getByRole('button', { name: 'Erase everywhere' }).click();
  await page.getByText('It was erased.').waitFor();
  await isAccessible(page, 'a proof');
  expect(await page.locator('main').innerText()).not.toContain(value);
  await page.reload();
  await page.getByText('asked by the person').first().waitFor();
});

test('an object is held, and the hold is lifted', async () => {
  const page = await pageOf('anna');
  const { objects } = await ask<{ objects: { id: string }[] }>(page, '/api/objects?type=indicator&limit=1');
  const id = objects[0]?.id ?? '';
  const reason = `a case ${Date.now()}`;
  await page.goto('/settings?part=holds');
  await page.getByRole('textbox', { name: 'STIX id of an object' }).fill(id);
  await page.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await page.getByRole('button', { name: 'Hold', exact: true }).click();
  const line = page.locator('main li', { hasText: reason });
  await line.getByText('held', { exact: true }).waitFor();
  await line.getByRole('button', { name: /Lift/ }).click();
  await line.getByText('lifted', { exact: true }).waitFor();
});

test('who searched what stands in the audit trail, narrows it down, and the chain is whole', async () => {
  const page = await pageOf('anna');
  const asked = `never-${Date.now()}.example`;
  await page.goto(`/search?query=${asked}`);
  await settled(page);
  await page.goto('/audit');
  await page.getByText(asked).first().waitFor();
  await page.locator('tbody tr', { hasText: asked }).first().getByRole('button', { name: 'searched' }).click();
  await page.waitForURL(/action=search/);
  await page.getByText(asked).first().waitFor();
  await page.getByRole('button', { name: 'Check the chain' }).click();
  await page.getByText(/The chain is whole: [1-9]/).waitFor();
  await isAccessible(page, 'the audit trail');
  const member = await pageOf('noor');
  await member.goto('/');
  await settled(member);
  expect(await member.getByRole('navigation', { name: 'Main' }).innerText()).not.toContain('Audit trail');
});
