import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bring } from './matrixData';
import { fitsTheWidth, isAccessible } from './judge';
import { ask, pageOf, send } from './people';
import { answerAll } from './rating';

/** A real advisory about a monitor at the bedside. Third-party data: read where it lies, and this is skipped where it does not. */
const REAL = fileURLToPath(new URL('../../../shared/data/advisories/csaf-cisa/OT/white/2024/icsma-24-151-02.json', import.meta.url));
const TITLE = 'Baxter Welch Allyn Connex Spot Monitor';

const written = (text: string) => text.split('\n').filter((line) => !line.startsWith('[[')).join('\n').trim();

/** From a vendor's file to a warning that a hospital has read, in Dutch. */
test.skipIf(!existsSync(REAL))('a medical advisory is made of a real CSAF file, written for care, sent, read and printed', { timeout: 240_000 }, async () => {
  // Bram writes: another test lets Anna choose her language, which then follows her.
  const bram = await pageOf('bram', { locale: 'nl-NL', viewport: { width: 1280, height: 1400 } });
  const anna = await pageOf('anna');
  await bring(anna, 'CISA', readFileSync(REAL), 'csaf');
  const question = encodeURIComponent(`type:report "${TITLE}"`);
  const { objects } = await ask<{ objects: { id: string; name: string }[] }>(anna, `/api/objects?query=${question}`);
  const advisory = objects.find(({ name }) => name === TITLE);
  await bram.goto(`/objects/${advisory?.id}`);
  await bram.getByRole('button', { name: 'Hier een advisory van maken' }).click();

  await bram.getByRole('heading', { level: 1, name: TITLE }).waitFor();
  await bram.getByText('De bron laat het niet verder gaan dan TLP:CLEAR', { exact: false }).waitFor();
  expect(await bram.getByLabel('Soort').first().inputValue()).toBe('medical-advisory');
  await bram.getByText('Patiëntveiligheid: wat kan een patiënt overkomen', { exact: false }).last().waitFor();
  expect(await bram.getByRole('button', { name: 'Ter beoordeling sturen' }).isDisabled()).toBe(true);
  await isAccessible(bram, 'a draft made of an advisory');
  await bram.setViewportSize({ width: 360, height: 740 });
  await fitsTheWidth(bram, 'a draft made of an advisory');
  await bram.setViewportSize({ width: 1280, height: 1400 });
  const summary = bram.getByLabel('Samenvatting').first();
  expect(await summary.inputValue()).toContain('(CSM): <=1.52');
  for (const [label, to] of [['Samenvatting', 'Monitors aan het bed gebruiken een vaste sleutel.'], ['Advies', 'Medische techniek plant de update met de afdeling.']] as const) {
    const boxes = await bram.getByLabel(label, { exact: true }).all();
    for (const box of boxes) {
      await box.fill(`${to}\n\n${written(await box.inputValue())}`);
    }
  }
  await bram.getByText('Een advisory noemt beide niveaus', { exact: false }).waitFor();
  expect(await bram.getByRole('button', { name: 'Ter beoordeling sturen' }).isDisabled()).toBe(true);
  await answerAll(bram);
  await bram.getByText('27 punten van 38', { exact: false }).waitFor();
  await bram.getByRole('button', { name: 'Ter beoordeling sturen' }).click();
  await bram.getByText('In beoordeling').first().waitFor();

  const id = bram.url().split('/').pop() ?? '';
  await send(anna, `/api/publications/${id}/approval`, {});
  await send(anna, `/api/publications/${id}/publication`, {});

  const noor = await pageOf('noor', { locale: 'nl-NL' });
  await noor.goto(`/publications/${id}`);
  await noor.getByText('Medische advisory').waitFor();
  await noor.getByText('Monitors aan het bed gebruiken een vaste sleutel.', { exact: false }).first().waitFor();
  const paper = await noor.request.get((await noor.getByRole('link', { name: 'PDF', exact: true }).getAttribute('href')) ?? '');
  expect(paper.headers()['content-type']).toBe('application/pdf');
  expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await noor.getByRole('button', { name: 'Ik heb dit gelezen' }).click();
  await noor.getByText('Uw organisatie heeft dit gelezen.').waitFor();
});
