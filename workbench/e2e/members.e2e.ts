import { expect, test } from 'vitest';
import { isAccessible, settled } from './judge';
import { ask, pageOf } from './people';

test('an organisation is made, gets contacts, is closed and opened again', async () => {
  const page = await pageOf('anna');
  const name = `Apotheek ${Date.now()}`;
  await page.goto('/members');
  await page.getByRole('button', { name: 'New organisation' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByLabel('Kind').selectOption('pharmacy');
  await page.getByLabel('Size').selectOption('small');
  await isAccessible(page, 'the form of an organisation');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.locator('section', { hasText: 'Contacts' }).getByRole('button', { name: 'Change' }).click();
  await page.getByLabel('Name or post').fill('Night shift');
  await page.getByLabel('Telephone').fill('+31 20 555 0100');
  await page.getByLabel('Also at night and in weekends').check();
  await isAccessible(page, 'the form of contacts');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: '+31 20 555 0100' }).waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
  await page.getByText('Takes no part since').waitFor();
  await page.getByRole('button', { name: 'Open again' }).click();
  await page.getByText('Takes no part since').waitFor({ state: 'detached' });
});

test('a firm acts for a member until a day, and the member sees it', async () => {
  const page = await pageOf('anna');
  await page.goto('/members?part=delegations');
  await page.getByRole('button', { name: 'New delegation' }).click();
  await page.getByLabel('For the member').selectOption({ label: 'Eastern Hospital' });
  await page.getByLabel('incident response').check();
  await isAccessible(page, 'the form of a delegation');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const line = page.locator('main li', { hasText: 'Eastern Hospital' });
  await line.getByText('incident response').waitFor();
  await line.getByRole('button', { name: /End now/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End now' }).click();
  await line.getByText('ended', { exact: true }).waitFor();
});

test('a group is made, and the hub’s own cannot be changed', async () => {
  const page = await pageOf('anna');
  const name = `Northern ${Date.now()}`;
  await page.goto('/members?part=groups');
  await page.getByRole('button', { name: 'New group' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByLabel('Ziekenhuis Noord').check();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.locator('section', { hasText: name }).getByText('Ziekenhuis Noord').waitFor();
  expect(await page.getByRole('button', { name: 'Change members' }).count()).toBe(0);
});

test('a member’s person finds the own organisation by its name in the menu, and not the others', async () => {
  const page = await pageOf('gijs');
  await page.goto('/');
  await page.getByRole('link', { name: 'Huisartsen De Linde' }).click();
  await settled(page);
  expect(await page.getByRole('button', { name: 'Change' }).count()).toBe(0);
  const { organizations } = await ask<{ organizations: { id: string; name: string }[] }>(await pageOf('anna'), '/api/organizations');
  await page.goto(`/members/${organizations.find(({ name }) => name === 'Ziekenhuis Noord')?.id}`);
  await page.getByText('Nothing here').waitFor();
});
