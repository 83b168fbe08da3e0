import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { ask, campaignOfTheDemo, examples, pageOf } from './people';

/** An object that is connected with others, whatever another test took back and let stand again. */
async function connected(page: Page): Promise<string> {
  return `/objects/${(await campaignOfTheDemo(page)).id}`;
}

test('connections are counted first and loaded when they are chosen; the choice stands in the address', async () => {
  const page = await pageOf('anna');
  await page.goto(await connected(page));
  await settled(page);
  await page.locator('.chip').first().click();
  await page.locator('.chips + .plain-list li').first().waitFor();
  expect(page.url()).toContain('links=');
  await page.reload();
  await page.locator('.chips + .plain-list li').first().waitFor();
});

test('before it came in, the object was not known, and the page says so', async () => {
  const page = await pageOf('anna');
  await page.goto(`${(await examples(page)).object}?on=2020-01-01`);
  await page.getByText('On that day it was not known here').waitFor();
  await isAccessible(page, 'an object in the past');
  await page.getByRole('link', { name: 'As it is now' }).click();
  await page.getByRole('heading', { name: 'What it is' }).waitFor();
});

test('why something is asked or shown is told where it stands, also by keyboard, in Dutch, on a phone', async () => {
  const page = await pageOf('anna', { viewport: { width: 360, height: 780 }, locale: 'nl-NL', colorScheme: 'dark' });
  await page.goto((await examples(page)).object);
  await settled(page);
  const why = page.getByRole('button', { name: 'Waarom? Hoe goed is de bron: A tot F' }).first();
  await why.focus();
  await page.keyboard.press('Enter');
  await page.getByText('De eerste helft van de Admiralty-code.').waitFor();
  await fitsTheWidth(page, 'a why on a phone');
  await isAccessible(page, 'a why');
  await page.keyboard.press('Escape');
  await page.getByText('De eerste helft van de Admiralty-code.').waitFor({ state: 'detached' });
  expect(await why.evaluate((button) => button === document.activeElement)).toBe(true);
});

test('two objects are said to be one, with a reason, and are taken apart again', async () => {
  const page = await pageOf('anna');
  const { objects } = await ask<{ objects: { id: string }[] }>(page, '/api/objects?type=indicator&limit=2');
  const [one, other] = objects;
  const reason = `same lure ${Date.now()}`;
  await page.goto(`/objects/${one?.id}`);
  await page.getByLabel('STIX id of the other object').fill(other?.id ?? '');
  await page.getByRole('button', { name: 'Say that they are one' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill(reason);
  await isAccessible(page, 'merging');
  await page.getByRole('dialog').getByRole('button', { name: 'Say that they are one' }).click();
  const statement = page.locator('.statements li', { hasText: reason });
  await statement.waitFor();
  await page.goto('/search?query=type:indicator');
  await page.getByText('one line for 2 objects that are the same thing').waitFor();
  const together = await page.locator('tbody tr').count();
  await page.getByLabel('Each object on its own line').check();
  await page.getByText('one line for 2 objects').waitFor({ state: 'detached' });
  await page.waitForURL(/apart=yes/);
  await page.locator('tbody tr').first().waitFor();
  expect(await page.locator('tbody tr').count()).toBe(Math.min(together + 1, 50));
  await page.goto(`/objects/${one?.id}`);
  await statement.getByRole('button', { name: 'Take this back' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('it was not');
  await page.getByRole('dialog').getByRole('button', { name: 'Take this back' }).click();
  await statement.waitFor({ state: 'detached' });
});

test('who would see an object is told, by rule', async () => {
  const page = await pageOf('anna');
  // What a warning carried, whatever else came in since.
  const { publications } = await ask<{ publications: { id: string; state: string; tlp: string; indicators: number }[] }>(page, '/api/publications');
  const sent = publications.find(({ state, tlp, indicators }) => state === 'published' && tlp === 'TLP:GREEN' && indicators > 0);
  const { indicators } = await ask<{ indicators: { id: string }[] }>(page, `/api/publications/${sent?.id}`);
  await page.goto(`/objects/${indicators[0]?.id}`);
  await page.getByRole('button', { name: 'Show who sees this' }).click();
  await page.getByText(/Members of a sharing group: [1-9]/).waitFor();
  await isAccessible(page, 'who sees');
  const member = await pageOf('noor');
  await member.goto(`/objects/${indicators[0]?.id}`);
  await settled(member);
  expect(await member.getByRole('button', { name: 'Show who sees this' }).count()).toBe(0);
});

test('the own word is narrowed at once, and widened when a second person wants it', async () => {
  const page = await pageOf('anna');
  const { objects } = await ask<{ objects: { id: string }[] }>(page, '/api/objects?query=type:report');
  await page.goto(`/objects/${objects[0]?.id}`);
  const change = async (label: string, reason: string) => {
    await page.getByRole('button', { name: 'Change for whom it is' }).click();
    await page.getByLabel('Label').selectOption(label);
    await page.getByRole('textbox', { name: 'Why' }).fill(reason);
    await isAccessible(page, 'changing for whom it is');
    await page.getByRole('dialog').getByRole('button', { name: 'Change for whom it is' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  await change('amber+strict', 'It names a system.');
  await page.locator('.claims').getByText('TLP:AMBER+STRICT').waitFor();
  await change('clear', 'The name is gone.');
  await page.getByText('This waits for a second person.').waitFor();
  const second = await pageOf('bram');
  await second.goto('/decisions');
  await second.locator('section', { hasText: 'The name is gone.' }).getByRole('button', { name: 'Decide' }).click();
  await second.getByText('TLP:AMBER+STRICT').first().waitFor();
  await second.getByRole('dialog').getByRole('button', { name: 'Do it' }).click();
  await second.locator('section', { hasText: 'The name is gone.' }).getByText('done', { exact: true }).waitFor();
  await page.reload();
  await page.locator('.claims').getByText('TLP:CLEAR').waitFor();
});

test('what a delivery brought is taken back and stands again, after saying what that touches', async () => {
  const page = await pageOf('anna');
  const { sources } = await ask<{ sources: { id: string; kind: string }[] }>(page, '/api/sources');
  const own = sources.find(({ kind }) => kind === 'csv' || kind === 'misp');
  const found = await ask<{ runs: { id: string }[] }>(page, `/api/sources/${own?.id}`);
  await page.goto(`/runs/${found.runs[0]?.id}`);
  await page.getByRole('button', { name: 'Take back what this brought' }).click();
  await page.getByText('claims of this delivery').waitFor();
  await isAccessible(page, 'taking back');
  await page.getByRole('dialog').getByLabel('Reason').fill('a mistaken list');
  await page.getByRole('dialog').getByRole('button', { name: 'Take back what this brought' }).click();
  await page.getByText('claims were taken back').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('it was right');
  await page.getByRole('dialog').getByRole('button', { name: 'Let it stand again' }).click();
  await page.getByText('claims stand again').waitFor();
});

test('a changed object is compared with what it was', async () => {
  const page = await pageOf('anna');
  const { objects } = await ask<{ objects: { id: string }[] }>(page, `/api/objects?query=${encodeURIComponent('type:indicator value:cdn-update.example')}&limit=100`);
  for (const { id } of objects) {
    const { versions } = await ask<{ versions: { digest: string }[] }>(page, `/api/objects/${id}/versions`);
    if (new Set(versions.map(({ digest }) => digest)).size > 1) {
      await page.goto(`/objects/${id}`);
      await page.getByRole('button', { name: 'Compare with the version before' }).first().click();
      await page.locator('.differences section').first().waitFor();
      await isAccessible(page, 'differences');
      return;
    }
  }
  expect.fail('The demo has no indicator with two versions.');
});


test('a picture is built step by step, taken back, and stands in the address', async () => {
  const page = await pageOf('anna');
  await page.goto(await connected(page));
  await page.getByRole('link', { name: 'As a graph' }).click();
  await page.getByRole('heading', { level: 2, name: /^1 object/ }).waitFor();
  await page.locator('.chip').first().click();
  await page.getByRole('heading', { level: 2, name: /^([2-9]|\d{2,}) objects/ }).waitFor();
  await page.locator('.canvas canvas').first().waitFor();
  await isAccessible(page, 'the graph');
  await page.reload();
  await page.getByRole('heading', { level: 2, name: /^([2-9]|\d{2,}) objects/ }).waitFor();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('heading', { level: 2, name: /^1 object/ }).waitFor();
});
