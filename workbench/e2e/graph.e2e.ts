import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { crowd, CROWD } from './crowdData';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { campaignOfTheDemo, pageOf } from './people';

/** A graph around the demo's campaign with its first kind of neighbours. */
async function begun(page: Page): Promise<string> {
  const { id } = await campaignOfTheDemo(page);
  await page.goto(`/graph?around=${id}`);
  await page.getByRole('heading', { level: 2, name: /^1 object/ }).waitFor();
  await page.locator('button.chip').first().click();
  await page.getByRole('heading', { level: 2, name: /^[2-9] objects|^\d\d/ }).waitFor();
  await settled(page);
  return id;
}

test('a graph begins with a name, and a way to another object is found by its name', async () => {
  const page = await pageOf('anna');
  await page.goto('/graph');
  const begin = page.getByRole('combobox', { name: 'Begin with' });
  await begin.fill((await campaignOfTheDemo(page)).name);
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  await isAccessible(page, 'beginning a graph');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: /^1 object/ }).waitFor();
});

test('pins and notes are taken back, kept over a reload, saved, shared and deleted', async () => {
  const page = await pageOf('anna');
  await begun(page);
  await page.getByRole('button', { name: 'Pin here' }).click();
  await page.getByRole('button', { name: 'Unpin' }).waitFor();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('button', { name: 'Pin here' }).click();
  await page.getByLabel('Note', { exact: true }).fill('Ask the partner about this.');
  await page.getByLabel('Note', { exact: true }).blur();
  await page.waitForTimeout(600);
  await page.reload();
  await settled(page);
  expect(await page.getByLabel('Note', { exact: true }).inputValue()).toBe('Ask the partner about this.');
  const name = `Case ${Date.now()}`;
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByLabel('Share with my organisation').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/saved=/);
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await isAccessible(page, 'a saved graph');
  const other = await pageOf('bram');
  await other.goto(page.url());
  await other.getByRole('heading', { level: 1, name }).waitFor();
  await settled(other);
  expect(await other.getByLabel('Note', { exact: true }).inputValue()).toBe('Ask the partner about this.');
  expect(await other.getByRole('button', { name: `Delete ${name}` }).count()).toBe(0);
  const member = await pageOf('noor');
  await member.goto(page.url());
  await member.getByText('Nothing here').first().waitFor();
  await page.getByRole('button', { name: `Delete ${name}` }).click();
  await page.getByRole('button', { name: `Really delete ${name}` }).click();
  await page.getByRole('combobox', { name: 'Begin with' }).waitFor();
});

test('layouts, folding and the span of time change what is shown, and stand in the address', async () => {
  const page = await pageOf('anna');
  await begun(page);
  for (const layout of ['rings', 'rows', 'time']) {
    await page.getByRole('combobox', { name: 'Layout' }).selectOption(layout);
    await page.waitForURL(new RegExp(`layout=${layout}`));
    await settled(page);
  }
  await page.locator('.drop summary', { hasText: 'Fold' }).click();
  await page.locator('.drop input[type=checkbox]').first().check();
  await page.waitForURL(/fold=/);
  await page.getByRole('table').getByText(/\d+ ×/).first().waitFor();
  await isAccessible(page, 'folding');
  await page.keyboard.press('Escape');
  await page.reload();
  await page.getByRole('table').getByText(/\d+ ×/).first().waitFor();
});

test('the picture is saved as PNG, SVG and STIX', async () => {
  const page = await pageOf('anna');
  const id = await begun(page);
  const saved = async (kind: string) => {
    const file = page.waitForEvent('download');
    await page.locator('.drop summary', { hasText: 'Save as…' }).click();
    await page.getByRole('button', { name: kind, exact: true }).click();
    await page.keyboard.press('Escape');
    return readFileSync((await (await file).path()) ?? '');
  };
  expect((await saved('PNG')).subarray(1, 4).toString()).toBe('PNG');
  expect((await saved('SVG')).toString()).toContain('<svg');
  const bundle = JSON.parse((await saved('STIX')).toString()) as { type: string; objects: { id: string; type: string }[] };
  expect(bundle.type).toBe('bundle');
  expect(bundle.objects.map((object) => object.id)).toContain(id);
  expect(bundle.objects.some(({ type }) => type === 'relationship')).toBe(true);
});

test('the table alone is enough: the keyboard chooses an object and adds what hangs on it', async () => {
  const page = await pageOf('anna');
  await begun(page);
  await page.keyboard.press('Escape');
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(/at=/);
  await page.locator('button.chip').first().waitFor();
});

test('it is Dutch, dark, and fits a phone', async () => {
  const page = await pageOf('anna', { locale: 'nl-NL', colorScheme: 'dark', viewport: { width: 360, height: 740 } });
  await page.goto(`/graph?around=${(await campaignOfTheDemo(page)).id}`);
  await settled(page);
  await isAccessible(page, 'the graph, Dutch, dark, phone');
  await fitsTheWidth(page, 'the graph');
});

test('5,000 objects stay usable', { timeout: 300_000 }, async () => {
  const page = await pageOf('anna');
  const id = await crowd(page);
  await page.goto(`/graph?around=${id}`);
  await settled(page);
  const chip = page.locator('button.chip', { hasText: /recognised by/ });
  await chip.waitFor();
  const began = Date.now();
  await chip.click();
  await page.getByRole('heading', { level: 2, name: /^5001 objects/ }).waitFor();
  const brought = Date.now() - began;
  await settled(page);
  const laid = Date.now() - began;
  const canvas = page.locator('.canvas canvas');
  await expect.poll(() => canvas.getAttribute('data-points')).toBe(String(CROWD + 1));
  const frames = await frameTimes(page);
  process.stdout.write(`5,000 objects: brought in ${brought} ms, laid out after ${laid} ms (worker ${await page.locator('[data-took]').getAttribute('data-took')} ms), a frame draws in ${frames.draw} ms, ${frames.perSecond} frames a second while it is moved\n`);
  expect(frames.perSecond).toBeGreaterThan(5);
  await isAccessible(page, '5,000 objects');
  await page.locator('.drop summary', { hasText: 'Fold' }).click();
  await page.getByRole('checkbox', { name: 'Indicator' }).check();
  await page.getByRole('heading', { level: 2, name: /^2 objects/ }).waitFor();
});

/** Moves the picture for two seconds and counts. */
async function frameTimes(page: Page): Promise<{ draw: string; perSecond: number }> {
  const box = await page.locator('.canvas').boundingBox();
  const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 20];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const counted = page.evaluate(async () => {
    const began = performance.now();
    let frames = 0;
    while (performance.now() - began < 2_000) {
      await new Promise((next) => requestAnimationFrame(next));
      frames++;
    }
    return frames / 2;
  });
  for (let i = 0; i < 60; i++) {
    await page.mouse.move(x + 3 * i, y + i);
  }
  const perSecond = await counted;
  await page.mouse.up();
  return { draw: (await page.locator('.canvas canvas').getAttribute('data-frame-ms')) ?? '', perSecond };
}
