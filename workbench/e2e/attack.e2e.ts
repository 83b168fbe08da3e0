import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { actorOfItsOwn, HAS_ATTACK, id, realMatrix, sampleMatrix } from './matrixData';
import { pageOf, send } from './people';

const ACTOR = `/attack?matrix=${id('x-mitre-matrix', 1)}&a=o!${id('intrusion-set', 1)}`;

test('without a matrix the page says where one comes from', async () => {
  const page = await pageOf('anna');
  await page.route('**/api/attack/matrices', (asked) => asked.fulfill({ json: { matrices: [] } }));
  await page.goto('/attack');
  await page.getByText('There is no matrix here yet').waitFor();
  await isAccessible(page, 'no matrix');
});

test('an actor is found by its name, shown in the matrix, and compared with another one', async () => {
  const page = await pageOf('anna');
  const matrix = await sampleMatrix(page);
  await page.goto(`/attack?matrix=${matrix}`);
  await settled(page);
  await page.getByText('Choose whose techniques to show.').waitFor();
  await page.getByRole('combobox', { name: 'Techniques of' }).selectOption('object');
  await page.getByRole('combobox', { name: /^Actor, campaign/ }).fill('Sample Grey');
  await page.getByRole('option', { name: /Sample Grey Ferret/ }).waitFor();
  await isAccessible(page, 'finding an actor');
  await page.keyboard.press('Enter');
  await page.getByText('3 techniques of 4 in this matrix').waitFor();
  await page.getByText('A revoked technique is shown at its successor').waitFor();
  expect(await page.locator('.notice', { hasText: 'T8001' }).innerText()).toContain('T9001.001');
  await page.getByRole('combobox', { name: 'Compared with' }).selectOption('object');
  await page.getByRole('combobox', { name: /^Actor, campaign/ }).fill('Sample Blue');
  await page.getByRole('option', { name: /Sample Blue Heron/ }).click();
  await page.getByText('4 techniques of 4 in this matrix').waitFor();
  const both = page.getByRole('region', { name: 'Staying' }).getByRole('button', { name: /Scheduled work/ });
  expect(await both.getAttribute('data-whose')).toBe('both');
  expect(await both.innerText()).toMatch(/A[\s\S]*1[\s\S]*B[\s\S]*1/);
  await isAccessible(page, 'two actors compared');
  await page.reload();
  await page.getByText('4 techniques of 4 in this matrix').waitFor();
});

test('the keyboard goes through the matrix and opens a technique', async () => {
  const page = await pageOf('anna');
  await sampleMatrix(page);
  await page.goto(ACTOR);
  await settled(page);
  await page.getByRole('region', { name: 'Getting in' }).getByRole('button').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: /^T9002 Scheduled work/ }).waitFor();
  expect(page.url()).toContain('at=T9002');
  await page.getByRole('link', { name: 'Search what names it' }).click();
  await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor();
  await page.locator('tbody tr').first().waitFor();
});

test('a layer goes out in format 4.5 and comes in again, from older numbers too', async () => {
  const page = await pageOf('anna');
  await sampleMatrix(page);
  await page.goto(ACTOR);
  await page.getByText('3 techniques of 4 in this matrix').waitFor();
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a layer' }).click();
  const saved = readFileSync((await (await file).path()) ?? '', 'utf8');
  expect(JSON.parse(saved)).toMatchObject({ name: 'Sample Grey Ferret', domain: 'sample-attack', versions: { layer: '4.5' } });
  const old = { name: 'From elsewhere', versions: { layer: '4.2' }, domain: 'sample-attack', techniques: [{ techniqueID: 'T8001', score: 4 }, { techniqueID: 'T7777', score: 1 }] };
  await page.locator('input[type=file]').setInputFiles({ name: 'layer.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(old)) });
  await page.getByText('One technique is not in this matrix').waitFor();
  const mail = page.getByRole('button', { name: /Lure by mail/ });
  expect(await mail.getAttribute('data-whose')).toBe('both');
  await isAccessible(page, 'a layer beside an actor');
  await page.locator('input[type=file]').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"techniques":{}}') });
  await page.getByText('is not a layer of the Navigator').waitFor();
});

test('what is taken back gives no warmth any more', async () => {
  const page = await pageOf('anna');
  const matrix = await sampleMatrix(page);
  const n = await actorOfItsOwn(page);
  await page.goto(`/attack?matrix=${matrix}&a=o!${id('intrusion-set', n)}`);
  await page.getByText('1 technique of 4 in this matrix').waitFor();
  await send(page, `/api/objects/${id('relationship', n)}/withdrawal`, { reason: 'It was another actor.' });
  await page.reload();
  await page.getByText('No technique is named here, as far as you may see.').waitFor();
});

test('it is a table too, fits a phone, and is Dutch', async () => {
  const page = await pageOf('anna', { locale: 'nl-NL', colorScheme: 'dark', viewport: { width: 360, height: 740 } });
  const matrix = await sampleMatrix(page);
  await page.goto(`/attack?matrix=${matrix}&a=d!2026-01-01!2026-01-31&view=table`);
  await settled(page);
  await page.getByRole('heading', { level: 1, name: 'ATT&CK-matrix' }).waitFor();
  await page.locator('tbody tr').first().waitFor();
  await isAccessible(page, 'the table, Dutch, dark');
  await fitsTheWidth(page, 'the table');
  await page.goto(`/attack?matrix=${matrix}&a=seen&parts=all`);
  await settled(page);
  await isAccessible(page, 'the matrix, Dutch, dark');
  await fitsTheWidth(page, 'the matrix');
});

test.skipIf(!HAS_ATTACK)('the whole of ATT&CK is drawn within a second', { timeout: 300_000 }, async () => {
  const page = await pageOf('anna');
  await realMatrix(page);
  await page.goto('/attack?a=o!intrusion-set--899ce53f-13a0-479b-a0e4-67d46e241542&parts=all');
  await page.getByText('66 techniques of 691 in this matrix').waitFor();
  await isAccessible(page, 'ATT&CK for enterprises');
  const began = Date.now();
  await page.getByRole('combobox', { name: 'Compared with' }).selectOption('seen');
  await page.locator('[data-compares=true]').waitFor();
  const took = Date.now() - began;
  process.stdout.write(`a second side of 691 techniques: ${took} ms\n`);
  expect(took).toBeLessThan(5_000);
});
