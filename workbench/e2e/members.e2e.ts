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
  await page.getByRole('dialog').getByLabel('Why, for the one who decides').fill('It merged with another.');
  await page.getByRole('dialog').getByRole('button', { name: 'Propose it' }).click();
  await page.getByRole('link', { name: 'See what waits' }).click();
  await isAccessible(page, 'what waits');
  const mine = page.locator('section', { hasText: name });
  await mine.getByText('You proposed this; somebody else has to decide.').waitFor();
  expect(await mine.getByRole('button', { name: 'Decide' }).count()).toBe(0);
  const second = await pageOf('bram');
  await second.goto('/decisions');
  await second.locator('section', { hasText: name }).getByRole('button', { name: 'Decide' }).click();
  await isAccessible(second, 'deciding');
  await second.getByRole('dialog').getByRole('button', { name: 'Do it' }).click();
  await second.locator('section', { hasText: name }).getByText('done', { exact: true }).waitFor();
  await page.goBack();
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

test('a partner joins a group when a second person wants it, and not when she refuses', async () => {
  const page = await pageOf('anna');
  const name = `With partners ${Date.now()}`;
  await page.goto('/members?part=groups');
  await page.getByRole('button', { name: 'New group' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByLabel('Ziekenhuis Noord').check();
  await page.getByLabel('Poolster Intelligence').check();
  await page.getByText('A second person decides whether it joins').waitFor();
  await isAccessible(page, 'a group with a partner');
  await page.getByLabel('Why, for the one who decides').fill('They bring half of it.');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('This waits for a second person.').waitFor();
  const group = page.locator('section', { hasText: name });
  await group.getByText('Ziekenhuis Noord').waitFor();
  expect(await group.getByText('Poolster Intelligence').count()).toBe(0);
  const second = await pageOf('bram');
  await second.goto('/decisions');
  await second.locator('section', { hasText: name }).getByRole('button', { name: 'Decide' }).click();
  await second.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click();
  await second.getByRole('dialog').getByLabel('Why').fill('Their contract ended.');
  await second.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click();
  await page.goto('/decisions');
  await page.locator('section', { hasText: name }).getByText('Their contract ended.').waitFor();
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
