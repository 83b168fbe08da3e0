import { expect, test } from 'vitest';
import { newPage } from './browser';
import { fitsTheWidth, isAccessible } from './judge';
import { pageOf, send } from './people';

interface Sent {
  id: string;
  reference: string;
}

async function publish(tlp: string, title: string): Promise<Sent> {
  const author = await pageOf('anna');
  const reviewer = await pageOf('bram');
  const words = { title, summary: 'What it is.\n\nAnd more.', advice: 'What to do.' };
  const { id } = await send<Sent>(author, '/api/publications', { tlp, nl: words, en: words, indicators: [{ value: 'open-to-all.example' }] });
  await send(author, `/api/publications/${id}/review`, {});
  await send(reviewer, `/api/publications/${id}/approval`, {});
  return send<Sent>(reviewer, `/api/publications/${id}/publication`, {});
}

test('a warning for everybody is read without a log-in, in both languages, on a phone and without a script', async () => {
  const title = `Everybody may read this ${Date.now()}`;
  const { reference } = await publish('clear', title);
  const hidden = await publish('green', `The sector may read this ${Date.now()}`);

  const page = await newPage({ viewport: { width: 360, height: 800 }, locale: 'en-GB', javaScriptEnabled: false });
  await page.goto('/warnings');
  await page.getByRole('heading', { level: 1, name: 'Warnings' }).waitFor();
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.getByText('open-to-all[.]example').waitFor();
  await page.getByRole('link', { name: 'Nederlands' }).click();
  await page.getByRole('heading', { name: 'Wat te doen' }).waitFor();
  expect((await page.goto(`/warnings/${hidden.reference}`))?.status()).toBe(404);

  for (const colorScheme of ['light', 'dark'] as const) {
    const seen = await newPage({ viewport: { width: 360, height: 800 }, colorScheme });
    for (const path of ['/warnings?lang=en', `/warnings/${reference}?lang=nl`, '/warnings/nothing']) {
      await seen.goto(path);
      await isAccessible(seen, `${path}, ${colorScheme}`);
      await fitsTheWidth(seen, path);
    }
  }
});

test('the workbench shows the reference, and where everybody reads it', async () => {
  const { id, reference } = await publish('clear', `Seen from inside ${Date.now()}`);
  const page = await pageOf('noor');
  await page.goto(`/publications/${id}`);
  await page.getByText(reference).waitFor();
  await page.getByRole('link', { name: 'As CSAF' }).waitFor();
  await page.getByRole('link', { name: 'Page for everybody' }).click();
  await page.waitForURL(`**/warnings/${reference}`);
  await page.getByRole('heading', { level: 1, name: /^Seen from inside/ }).waitFor();
});
