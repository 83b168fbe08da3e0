import type { Page } from 'playwright-core';

/** Opens the form of a new source. */
export async function newSource(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(New source|Nieuwe bron)$/ }).click();
  await page.getByRole('dialog').waitFor();
}

/** Opens the form of a new destination on a MISP server. */
export async function newDestination(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(New destination|Nieuwe bestemming)$/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('select').first().selectOption('misp');
}

/** The form of a new source with a sample that is read with it. */
export async function sample(page: Page): Promise<void> {
  await newSource(page);
  const dialog = page.getByRole('dialog');
  await dialog.locator('select').nth(1).selectOption('csv');
  const rows = 'when;ioc;state;remark\n2/3/2026;evil-clinic.example;up;seen twice\n3/3/2026;no value;up;\n4/3/2026;203.0.113.9;up;\n';
  await dialog.locator('input[type=file]').setInputFiles({ name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await dialog.locator('table').first().waitFor();
  await dialog.locator('table').first().scrollIntoViewIfNeeded();
  await dialog.locator('table').last().scrollIntoViewIfNeeded();
}

/** A list of one's own, and values that are checked against it. */
export async function warningList(page: Page): Promise<void> {
  const list = { name: 'Names of our members', description: 'What hospitals of the sector use themselves', type: 'hostname', version: 1, list: ['hospital.example', 'lab.example'], matching_attributes: ['domain'] };
  await page.getByRole('button', { name: /^(Add a list|Lijst toevoegen)$/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles({ name: 'list.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(list)) });
  await dialog.getByRole('textbox').last().fill('members');
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('main textarea').first().fill('www.hospital[.]example\nelsewhere.example');
  await page.locator('main button[type=submit]').first().click();
  await page.locator('main ul[aria-live] li').nth(1).waitFor();
}
