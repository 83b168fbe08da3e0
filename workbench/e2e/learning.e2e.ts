import { expect, test } from 'vitest';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { pageOf } from './people';

test('what somebody did is ticked by itself', async () => {
  const page = await pageOf('anna');
  await page.goto('/first-week');
  await page.getByRole('heading', { level: 2, name: '2. Is this known?' }).waitFor();
  await isAccessible(page, 'the first week');
  const lookUp = page.locator('section.panel', { hasText: 'Is this known?' });
  await lookUp.getByRole('link', { name: /^Go there/ }).click();
  await page.getByRole('textbox', { name: 'Values' }).fill('hxxps://nobody[.]example');
  await page.getByRole('button', { name: 'Look up' }).click();
  await page.locator('.answered').waitFor();
  await expect.poll(async () => {
    await page.goto('/first-week');
    await lookUp.waitFor();
    return lookUp.locator('[data-done=true]').count();
  }).toBe(1);
  // Who has done all eight is not reminded any more, and other tests may have done them under this name.
  await page.route('**/api/first-week', async (route) => {
    const answer = await route.fetch();
    const week = (await answer.json()) as { exercises: { steps: { done?: string | null }[] }[] };
    week.exercises.at(-1)?.steps.forEach((step) => (step.done = null));
    await route.fulfill({ response: answer, json: week });
  });
  await page.goto('/');
  await page.getByRole('link', { name: 'Your first week' }).first().waitFor();
  await page.getByText(/[1-7] of 8 done/).waitFor();
});

test('a tour leads through the pages that somebody has, by keyboard too', async () => {
  const page = await pageOf('anna');
  await page.goto('/first-week');
  await page.getByRole('button', { name: 'Take the tour' }).click();
  const card = page.getByRole('complementary', { name: /^Tour/ });
  await card.getByText('In the sample story a warning about a false NL-Alert went out.', { exact: false }).waitFor();
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  await settled(page);
  await isAccessible(page, 'the tour');
  const of = /of (\d+)/.exec(await card.innerText());
  const all = Number(of?.[1]);
  expect(all).toBeGreaterThanOrEqual(9);
  for (let at = 2; at <= all; at++) {
    await card.getByRole('button', { name: 'Next' }).press('Enter');
    await card.getByText(`${at} of ${all}`).waitFor();
    await settled(page);
    expect(await page.getByRole('alert').count()).toBe(0);
  }
  await page.getByRole('heading', { level: 1, name: 'Your first week' }).waitFor();
  await card.press('Escape');
  await card.waitFor({ state: 'detached' });
});

test('it is Dutch, dark, and fits a phone', async () => {
  const page = await pageOf('bram', { locale: 'nl-NL', colorScheme: 'dark', viewport: { width: 360, height: 740 } });
  await page.goto('/first-week');
  await page.getByRole('heading', { level: 2, name: /^6\. Onderzoek samen/ }).waitFor();
  await settled(page);
  await isAccessible(page, 'the first week, Dutch, dark, phone');
  await fitsTheWidth(page, 'the first week');
  await page.getByRole('button', { name: 'Rondleiding' }).click();
  await page.getByRole('complementary', { name: 'Rondleiding: Vandaag' }).waitFor();
  await settled(page);
  await isAccessible(page, 'the tour, Dutch, dark, phone');
  await fitsTheWidth(page, 'the tour');
});
