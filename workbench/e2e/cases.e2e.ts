import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { ask, examples, pageOf, send } from './people';

const PHONE = { viewport: { width: 360, height: 780 }, locale: 'nl-NL' } as const;

async function begin(page: Page, kind: string): Promise<void> {
  await page.goto('/cases');
  await settled(page);
  await page.getByRole('button', { name: kind, exact: true }).click();
}

test('an incident has clocks, a record of who was told, and an end', async () => {
  const page = await pageOf('anna');
  const title = `Ransomware ${Date.now()}`;
  await begin(page, 'New incident');
  await page.getByRole('textbox', { name: 'Title' }).fill(title);
  await page.getByLabel('What happened').selectOption('ransomware');
  await page.getByLabel('Region').selectOption('NL-UT');
  await page.getByLabel(/^Significant/).check();
  await isAccessible(page, 'a new incident');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.getByRole('button', { name: /^Done: Early warning/ }).click();
  await page.getByText(/^done by /).waitFor();
  await page.getByLabel(/^Who was told/).fill('National CERT');
  await page.getByRole('textbox', { name: 'Note', exact: true }).fill('By telephone');
  await page.getByRole('button', { name: 'Add to the record' }).click();
  await page.locator('bdi', { hasText: 'By telephone' }).waitFor();
  await isAccessible(page, 'an incident');
  await page.goto('/desk');
  await page.getByRole('link', { name: title }).waitFor();
  await isAccessible(page, 'the desk with cases');
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('button', { name: 'Another state' }).click();
  await page.getByLabel('New state').selectOption('ended');
  await page.getByLabel('How did it end?').fill('Restored from backups.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('bdi', { hasText: 'Restored from backups.' }).first().waitFor();
});

test('a takedown from a report is sent only when somebody says why', async () => {
  const page = await pageOf('anna');
  const { report } = await examples(page);
  await page.goto(report);
  await page.getByRole('button', { name: 'New takedown' }).click();
  await page.getByLabel('What is to disappear').fill('hxxps://parcel-false[.]example/pay');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Nobody has been asked yet.').waitFor();
  await page.getByRole('button', { name: 'Write to somebody' }).click();
  await page.getByLabel('Mail address').fill('abuse@registrar.example');
  await page.getByLabel('Send the message of the member along').check();
  await page.getByRole('button', { name: 'Show the letter' }).click();
  await page.getByText('This speaks against sending it to strangers').waitFor();
  expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
  await isAccessible(page, 'a letter with objections');
  await page.getByLabel(/^Why does it go out/).fill('The member agreed by telephone.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('bdi', { hasText: 'abuse@registrar.example' }).first().waitFor();
  await expect.poll(() => page.getByText('Ask again whether it is down').count()).toBeGreaterThan(0);
  await isAccessible(page, 'a takedown');
});

test('members answer a question, and the CERT reads no name that it did not ask for', async () => {
  const anna = await pageOf('anna');
  const title = `Version ${Date.now()}`;
  const { organizations } = await ask<{ organizations: { id: string; name: string; kind: string }[] }>(anna, '/api/organizations');
  const noor = await pageOf('noor');
  const { me } = await ask<{ me: { organization: { id: string } } }>(noor, '/api/session');
  await begin(anna, 'Ask members');
  await anna.getByRole('textbox', { name: 'Title' }).fill(title);
  await anna.getByRole('textbox', { name: 'Question 1' }).fill('Which version do you have?');
  const name = organizations.find(({ id }) => id === me.organization.id)?.name;
  await (name ? anna.getByLabel(name, { exact: true }) : anna.getByLabel('All members')).check();
  await isAccessible(anna, 'a new question');
  await anna.getByRole('button', { name: 'Save' }).click();
  await anna.getByRole('heading', { level: 1, name: title }).waitFor();
  await anna.getByRole('button', { name: 'Ask now' }).click();
  await anna.getByRole('dialog').getByRole('button', { name: 'Ask now' }).click();
  await anna.getByText('Nobody has answered yet.').waitFor();

  await noor.goto('/');
  await noor.getByRole('link', { name: title }).click();
  await noor.getByLabel('Which version do you have?').fill('4.2');
  await isAccessible(noor, 'a question that is asked');
  await noor.getByRole('button', { name: /^(Answer|Antwoorden)$/ }).click();
  await noor.getByText(/^(Your answer has arrived\.|Uw antwoord is aangekomen\.)$/).waitFor();

  await anna.reload();
  await anna.locator('bdi', { hasText: '4.2' }).waitFor();
  await anna.getByText('A member, without its name').waitFor();
  await isAccessible(anna, 'answers');
});

test('figures, cases and a case fit a phone in Dutch', async () => {
  const page = await pageOf('anna', PHONE);
  const made = await send<{ id: string }>(page, '/api/cases/incidents', {
    title: 'Een inbraak in een systeem met een heel lange naam dat niemand kent',
    text: '',
    incident: { type: 'intrusion', region: 'NL-NB', organizationKind: 'hospital', throughSupplier: true, significant: true, awareAt: new Date(Date.now() - 90_000_000).toISOString() },
  });
  for (const path of ['/cases', `/cases/${made.id}`, '/handover', '/figures']) {
    await page.goto(path);
    await settled(page);
    await fitsTheWidth(page, path);
    await isAccessible(page, path);
  }
  await page.getByText('Incidenten naar regio').first().waitFor();
});
