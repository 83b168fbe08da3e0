import { expect, test } from 'vitest';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { ask, pageOf, send } from './people';

const AMBER = 'Het ging om de derde verdieping van Noord.';
const STRICT = 'De beller kende de naam van Jansen.';
const EN = { title: 'Calls', summary: 'Somebody calls wards.\n\n::: TLP:AMBER\nIt was the third floor of Noord.\n:::', advice: 'Hang up.\n\n::: TLP:AMBER+STRICT\nThe caller knew Jansen.\n:::' };

/**
 * An analyst marks sections in a warning for everybody that is sent to hospitals; a hospital reads all of it, its firm
 * the AMBER one, and a practice, whom it was not sent to, reads a warning without a sign of them.
 */
test('a section of a warning is read by those alone whom its label reaches', { timeout: 240_000 }, async () => {
  const bram = await pageOf('bram', { locale: 'nl-NL', viewport: { width: 1280, height: 1600 } });
  const anna = await pageOf('anna');
  const nl = { title: `Telefoontjes ${Date.now()}`, summary: `Iemand belt afdelingen.\n\n${AMBER}`, advice: `Hang op.\n\n${STRICT}` };
  const { id } = await send<{ id: string }>(bram, '/api/publications', { kind: 'operational-alert', tlp: 'clear', nl, en: EN, indicators: [] });
  const { csrf } = await ask<{ csrf: string }>(bram, '/api/session');
  await bram.request.put(`/api/publications/${id}/targets`, { data: { targets: [{ rule: 'kind', subject: 'hospital' }] }, headers: { 'X-CSRF': csrf } });
  await bram.goto(`/publications/${id}`);
  const dutch = bram.getByRole('group', { name: 'Nederlands' }).first();
  await dutch.getByLabel('Samenvatting').click();
  await bram.keyboard.press('Control+End');
  await dutch.getByRole('button', { name: 'Als gedeelte afbakenen' }).click();
  await dutch.getByLabel('Advies').click();
  await bram.keyboard.press('Control+End');
  await dutch.getByLabel('Label van een gedeelte').selectOption('amber+strict');
  await dutch.getByRole('button', { name: 'Als gedeelte afbakenen' }).click();
  expect(await dutch.getByLabel('Samenvatting').inputValue()).toBe(`Iemand belt afdelingen.\n\n::: TLP:AMBER\n${AMBER}\n:::`);
  await isAccessible(bram, 'the editor with sections');
  await bram.getByRole('button', { name: 'Concept opslaan' }).click();
  const readings = bram.getByRole('region', { name: 'Wie leest wat' });
  await readings.getByText('Ziekenhuis Noord').waitFor();
  await readings.getByText('Wachtpost Security').waitFor();
  await readings.getByText('Huisartsen De Linde').waitFor();
  await isAccessible(bram, 'who reads what');
  await bram.setViewportSize({ width: 360, height: 740 });
  await fitsTheWidth(bram, 'the editor with sections');
  await bram.setViewportSize({ width: 1280, height: 1600 });

  await dutch.getByLabel('Advies').fill('Hang op.\n::: TLP:AMBR\nx\n:::');
  await bram.getByRole('button', { name: 'Concept opslaan' }).click();
  await bram.getByText('NL, regel 2, "::: TLP:AMBR"', { exact: false }).waitFor();
  await dutch.getByLabel('Advies').fill(`Hang op.\n\n::: TLP:AMBER+STRICT\n${STRICT}\n:::`);
  await bram.getByRole('button', { name: 'Ter beoordeling sturen' }).click();
  await bram.getByText('In beoordeling').first().waitFor();
  await send(anna, `/api/publications/${id}/approval`, {});
  await send(anna, `/api/publications/${id}/publication`, {});

  const noor = await pageOf('noor', { locale: 'nl-NL' });
  await noor.goto(`/publications/${id}`);
  await noor.getByText(AMBER).waitFor();
  await noor.getByText(STRICT).waitFor();
  await noor.getByText('alleen voor wie dit mag hebben').first().waitFor();
  await noor.getByRole('heading', { level: 1 }).waitFor();
  await isAccessible(noor, 'a warning with sections');
  const floor = await pageOf('floor', { locale: 'nl-NL' });
  await floor.goto(`/publications/${id}`);
  await floor.getByText(AMBER).waitFor();
  expect(await floor.getByText(STRICT).count()).toBe(0);
  const gijs = await pageOf('gijs', { locale: 'nl-NL' });
  await gijs.goto(`/publications/${id}`);
  await gijs.getByText('Iemand belt afdelingen.').first().waitFor();
  await settled(gijs);
  const seen = (await gijs.locator('main').textContent()) ?? '';
  expect(seen).not.toMatch(/AMBER|derde verdieping|Jansen|gedeelte/);
});
