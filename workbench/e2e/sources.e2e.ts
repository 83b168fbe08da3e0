import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { ask, pageOf, send } from './people';

const TABLE = 'when;ioc;state;remark\n2/3/2026;evil-source.example;up;seen twice\n3/3/2026;no value;up;\n4/3/2026;gone-source.example;down;\n';
const file = (name: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(TABLE) });

/** A source of tables that files are brought to. */
const wish = (name: string) => ({
  name, kind: 'csv', way: '', url: '', folder: '', pgpKey: '', credential: '', allow: [], options: '', reliability: 'C', tlp: 'TLP:AMBER', recipients: [], terms: '', licence: '', enabled: true,
});

test('a new source is tried on a sample: columns, dates and rules change what would be read', async () => {
  const page = await pageOf('anna');
  const name = `Table ${Date.now()}`;
  await page.goto('/sources');
  await page.getByRole('button', { name: 'New source' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('combobox', { name: 'Way' }).selectOption('');
  await dialog.getByRole('combobox', { name: 'Format' }).selectOption('csv');
  await dialog.getByLabel('Sample file').setInputFiles(file('table.csv'));
  await dialog.getByText('Of the first 3 records 2 would be taken in and 1 rejected.').waitFor();
  await dialog.getByText("[domain-name:value = 'evil-source.example']").waitFor();
  await dialog.getByRole('combobox', { name: 'What when says' }).selectOption('seen');
  await dialog.getByText('Dates, kinds, empty cells').click();
  await dialog.getByRole('textbox', { name: 'Forms of dates' }).fill('M/d/yyyy');
  await dialog.getByRole('button', { name: 'Add a rule' }).click();
  await dialog.getByRole('textbox', { name: 'Column' }).fill('state');
  await dialog.getByRole('textbox', { name: 'Text' }).fill('down');
  await dialog.getByText('Of the first 2 records 1 would be taken in and 1 rejected.').waitFor();
  await dialog.getByText('since 2026-02-03').waitFor();
  await isAccessible(page, 'a new source with a sample');
  await fitsTheWidth(page, 'a new source with a sample');
  await dialog.getByRole('textbox', { name: 'Withdraw after so many days' }).fill('90');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  const { sources } = await ask<{ sources: { id: string; name: string }[] }>(page, '/api/sources');
  const id = sources.find((source) => source.name === name)?.id ?? '';
  const { options, keepDays } = await ask<{ options: string; keepDays: number }>(page, `/api/sources/${id}/settings`);
  expect(keepDays).toBe(90);
  expect(JSON.parse(options)).toEqual({ columns: { seen: ['when'] }, dates: ['M/d/yyyy'], exclude: [{ column: 'state', equals: 'down' }] });
});

test('the file at an address is looked at before it is a source, and a Dutch reader reads why a record is left out', async () => {
  const server = createServer((_, answer) => answer.end(TABLE)).listen(0, '127.0.0.1');
  try {
    const page = await pageOf('anna', { locale: 'nl-NL' });
    await page.goto('/sources');
    await page.getByRole('button', { name: 'Nieuwe bron' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Formaat' }).selectOption('csv');
    await dialog.getByRole('textbox', { name: 'Adres', exact: true }).fill(`http://127.0.0.1:${(server.address() as AddressInfo).port}/table.csv`);
    await dialog.getByRole('button', { name: 'Op het adres kijken' }).click();
    await dialog.getByText('this machine').waitFor();
    await dialog.getByRole('textbox', { name: 'Toegestane netwerken' }).fill('127.0.0.1');
    await dialog.getByRole('button', { name: 'Op het adres kijken' }).click();
    await dialog.getByText('Van de eerste 3 records worden er 2 opgenomen en 1 afgewezen.').waitFor();
    await dialog.getByText('Deze rij heeft geen waarde die gelezen kan worden').waitFor();
    await isAccessible(page, 'a sample from an address');
  } finally {
    server.close();
  }
});

test('a file that is brought is looked at before it is taken in, and nothing is stored when it is not', async () => {
  const page = await pageOf('anna');
  const { id } = await send<{ id: string }>(page, '/api/sources', wish(`Brought ${Date.now()}`));
  await page.goto(`/sources/${id}`);
  await settled(page);
  await page.getByLabel('Upload a file').setInputFiles(file('brought.csv'));
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Of the first 3 records 2 would be taken in and 1 rejected.').waitFor();
  await isAccessible(page, 'a file before it is taken in');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect((await ask<{ runs: unknown[] }>(page, `/api/sources/${id}`)).runs).toEqual([]);
  await page.getByLabel('Upload a file').setInputFiles(file('brought.csv'));
  await dialog.getByRole('button', { name: 'Change how it is read' }).click();
  await dialog.getByRole('combobox', { name: 'What remark says' }).selectOption('description');
  await dialog.getByText('seen twice').last().waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('button', { name: 'Take it in' }).click();
  await page.getByRole('link', { name: 'brought.csv' }).waitFor();
  const { runs } = await ask<{ runs: { created: number; rejected: number }[] }>(page, `/api/sources/${id}`);
  expect(runs[0]).toMatchObject({ created: 2, rejected: 1 });
});

test('who gets what a source leaves unmarked is chosen on its page; who is no member waits for a second person', async () => {
  const page = await pageOf('anna');
  const { organizations } = await ask<{ organizations: { name: string; kind: string }[] }>(page, '/api/organizations');
  const named = (kind: string) => organizations.find((each) => each.kind === kind)?.name ?? '';
  const { id } = await send<{ id: string }>(page, '/api/sources', wish(`Recipients ${Date.now()}`));
  await page.goto(`/sources/${id}`);
  const panel = page.getByRole('region', { name: 'Who gets it' });
  await panel.getByText('Nobody is named: it is for its owner.').waitFor();
  await panel.getByRole('button', { name: 'Choose' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: named('hospital'), exact: true }).check();
  await dialog.getByRole('checkbox', { name: `${named('partner')} (no member)` }).check();
  expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await dialog.getByLabel('Why').fill('They asked for it.');
  await isAccessible(page, 'recipients of a source');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('This waits for a second person.').waitFor();
  await panel.getByText(named('hospital'), { exact: true }).waitFor();
  expect(await panel.getByText(named('partner'), { exact: true }).count()).toBe(0);
  await isAccessible(page, 'a source with recipients');
});

test('on a phone a sample fits', async () => {
  const page = await pageOf('anna', { viewport: { width: 390, height: 800 }, locale: 'nl-NL' });
  await page.goto('/sources');
  await page.getByRole('button', { name: 'Nieuwe bron' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Formaat' }).selectOption('csv');
  await dialog.getByLabel('Voorbeeldbestand').setInputFiles(file('tabel.csv'));
  await dialog.getByText('Van de eerste 3 records worden er 2 opgenomen en 1 afgewezen.').waitFor();
  await fitsTheWidth(page, 'a sample on a phone');
});

test('a machine brings records with a key that is made on the page of its source', async () => {
  const page = await pageOf('anna');
  const { id } = await send<{ id: string }>(page, '/api/sources', wish(`Pushed ${Date.now()}`));
  await page.goto(`/sources/${id}`);
  await page.getByRole('button', { name: 'Make a key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('sandbox');
  await dialog.getByRole('button', { name: 'Make a key' }).click();
  const secret = await dialog.locator('[data-secret]').innerText();
  expect(await dialog.locator('pre').innerText()).toContain(`/api/sources/${id}/push`);
  await isAccessible(page, 'a key for a source');
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  const answer = await page.request.post(`/api/sources/${id}/push?name=today.csv`, { headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'text/csv' }, data: Buffer.from(TABLE) });
  expect(await answer.json()).toMatchObject({ state: 'done', created: 2, rejected: 1 });
  await page.reload();
  await page.getByRole('link', { name: 'today.csv' }).waitFor();
  await page.getByText('sandbox').first().waitFor();
});
