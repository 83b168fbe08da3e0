import { expect, test } from 'vitest';
import { fitsTheWidth, isAccessible } from './judge';
import { pageOf, send } from './people';
import { answerAll } from './rating';

const WORDS = { title: 'Beademing vraagt om een update', summary: 'Een lek.\nNog geen oplossing.', advice: 'Wacht af.' };

/** An advisory gets its levels by the questions, is sent, updated and rated anew; a hospital reads what changed. */
test('a warning is rated, sent and updated, and a member compares its versions', { timeout: 240_000 }, async () => {
  // Bram writes: another test lets Anna choose her language, which then follows her.
  const bram = await pageOf('bram', { locale: 'nl-NL', viewport: { width: 1280, height: 1600 } });
  const anna = await pageOf('anna');
  const { id } = await send<{ id: string }>(bram, '/api/publications', { kind: 'advisory', tlp: 'green', nl: WORDS, en: WORDS, indicators: [] });
  await bram.goto(`/publications/${id}`);
  const review = bram.getByRole('button', { name: 'Ter beoordeling sturen' });
  await bram.getByText('Een advisory noemt beide niveaus', { exact: false }).waitFor();
  expect(await review.isDisabled()).toBe(true);
  await answerAll(bram);
  await bram.getByText('27 punten van 38', { exact: false }).waitFor();
  await bram.getByLabel('Schade', { exact: true }).selectOption('low');
  await bram.getByText('Een niveau wijkt af', { exact: false }).waitFor();
  expect(await review.isDisabled()).toBe(true);
  await bram.getByLabel('Waarom een ander niveau dan de antwoorden geven').fill('Alleen in een testopstelling.');
  await isAccessible(bram, 'the questions on chance and damage');
  await bram.setViewportSize({ width: 360, height: 740 });
  await fitsTheWidth(bram, 'the questions on chance and damage');
  await bram.setViewportSize({ width: 1280, height: 1600 });
  await review.click();
  await bram.getByText('In beoordeling').first().waitFor();
  await send(anna, `/api/publications/${id}/approval`, {});
  await send(anna, `/api/publications/${id}/publication`, {});

  await bram.goto(`/publications/${id}`);
  await bram.getByRole('button', { name: 'Bijwerken', exact: true }).click();
  await bram.getByRole('heading', { name: 'Wat er veranderde: versie 1.01' }).waitFor();
  const draft = bram.url().split('/').pop() ?? '';
  expect(draft).not.toBe(id);
  await bram.getByLabel('Wat er veranderde, in het Nederlands').fill('Er is een oplossing, en de schade is hoger.');
  await bram.getByLabel('Wat er veranderde, in het Engels').fill('There is a solution, and the damage is higher.');
  await bram.getByLabel('Samenvatting').first().fill('Een lek.\nDe leverancier heeft een oplossing.');
  await bram.getByLabel('Schade', { exact: true }).selectOption('');
  await isAccessible(bram, 'the draft of an update');
  await bram.getByRole('button', { name: 'Ter beoordeling sturen' }).click();
  await bram.getByText('In beoordeling').first().waitFor();
  await send(anna, `/api/publications/${draft}/approval`, {});
  await send(anna, `/api/publications/${draft}/publication`, {});

  const noor = await pageOf('noor', { locale: 'nl-NL' });
  await noor.goto(`/publications/${id}`);
  await noor.getByText('versie 1.01', { exact: true }).waitFor();
  await noor.getByText('Er is een oplossing, en de schade is hoger.').first().waitFor();
  await noor.getByText('Normaal', { exact: true }).first().waitFor();
  const versions = noor.getByRole('region', { name: 'Versies' });
  await versions.getByRole('button', { name: 'Vergelijken met de versie ervoor' }).click();
  await versions.getByText('De leverancier heeft een oplossing.').waitFor();
  await versions.getByText('Nog geen oplossing.').waitFor();
  expect(await versions.getByText('Alleen in een testopstelling.').count()).toBe(0);
  await isAccessible(noor, 'the versions of a warning');
});
