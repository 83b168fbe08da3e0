import { expect, test } from 'vitest';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { pageOf, send } from './people';
import { approved, rhythm, tomorrow } from './sending';

/** What a screen is in the dark and on a phone. */
async function judged(page: Parameters<typeof isAccessible>[0], where: string): Promise<void> {
  await settled(page);
  await isAccessible(page, `${where}, light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await isAccessible(page, `${where}, dark`);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 740 });
  await fitsTheWidth(page, where);
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('an approved warning gets a time by the keyboard, loses it with its approval, and says so', { timeout: 120_000 }, async () => {
  const anna = await pageOf('anna');
  const bram = await pageOf('bram');
  const id = await approved(anna, bram);
  await anna.goto(`/publications/${id}`);
  await anna.getByRole('button', { name: 'Set a time' }).press('Enter');
  const dialog = anna.getByRole('dialog');
  const time = dialog.getByLabel('Day and time');
  await time.fill('2026-01-01T09:00');
  await dialog.getByText('This time is past.').waitFor();
  expect(await dialog.getByRole('button', { name: 'Set this time' }).isDisabled()).toBe(true);
  await time.fill(tomorrow());
  await isAccessible(anna, 'choosing a time');
  await time.press('Control+Enter');
  await anna.getByText(/^Goes out/).waitFor();
  await anna.getByText(/set by Anna/).waitFor();
  await anna.getByText('Has a time').waitFor();
  await judged(anna, 'a warning with a time');

  await bram.goto('/publications');
  await bram.getByText('Has a time').first().waitFor();
  await bram.goto(`/publications/${id}`);
  await bram.getByRole('button', { name: 'Change the time' }).waitFor();
  await bram.getByRole('button', { name: 'Back to draft' }).click();
  // The first to plan it is told at once, on the page that is open.
  await anna.getByText('It was not sent').waitFor();
  await anna.getByText(/went back to draft before its time/).waitFor();
  await judged(anna, 'a warning that was not sent');
  await anna.goto('/');
  await anna.getByRole('link', { name: /not sent at (its|their) time/ }).waitFor();
  await anna.goto(`/publications/${id}`);
  await anna.getByRole('button', { name: 'Put this away' }).click();
  await anna.getByText('It was not sent').waitFor({ state: 'detached' });
});

test('a time that comes publishes', { timeout: 60_000 }, async () => {
  const anna = await pageOf('anna');
  const id = await approved(anna, await pageOf('bram'));
  const { csrf } = (await (await anna.request.get('/api/session')).json()) as { csrf: string };
  await anna.request.put(`/api/publications/${id}/schedule`, { data: { at: new Date(Date.now() + 3_000).toISOString() }, headers: { 'X-CSRF': csrf } });
  await anna.goto(`/publications/${id}`);
  await anna.getByText(/^Goes out/).waitFor();
  await anna.getByRole('heading', { name: 'What became of it' }).waitFor({ timeout: 20_000 });
});

test('a warning on its way is stopped, shows who had it, and goes on', { timeout: 120_000 }, async () => {
  const anna = await pageOf('anna');
  const bram = await pageOf('bram');
  const noor = await pageOf('noor');
  await rhythm(anna, noor, 'daily');
  const id = await approved(anna, bram);
  await send(bram, `/api/publications/${id}/publication`, {});
  await anna.goto(`/publications/${id}`);
  await anna.getByRole('heading', { name: 'Waits for the morning' }).waitFor();
  await judged(anna, 'a warning on its way');
  await anna.getByRole('button', { name: 'Stop the sending' }).click();
  await anna.getByRole('dialog').getByRole('button', { name: 'Stop the sending' }).press('Enter');
  const stopped = anna.getByRole('region', { name: 'The sending was stopped' });
  await stopped.getByText('1 message is held back').waitFor();
  await stopped.getByText('Ziekenhuis Noord').waitFor();
  await judged(anna, 'a stopped warning');
  expect((await noor.request.get(`/api/publications/${id}`)).status()).toBe(404);
  await bram.goto('/');
  await bram.getByRole('link', { name: /stopped on (its|their) way/ }).waitFor();
  await stopped.getByRole('button', { name: 'Go on sending' }).press('Enter');
  await anna.getByRole('heading', { name: 'Waits for the morning' }).waitFor();
  await noor.goto(`/publications/${id}`);
  await noor.getByRole('heading', { name: 'Infusion pumps get an update' }).first().waitFor();
  await rhythm(anna, noor, 'at-once');
});

test('while it is sent a bar moves by itself', { timeout: 60_000 }, async () => {
  const anna = await pageOf('anna');
  const id = await approved(anna, await pageOf('bram'));
  let sent = 12;
  const counts = { failed: 0, digests: 0, held: 0, stoppedAt: null, stoppedBy: null, got: [], notYet: [] };
  await anna.route('**/sending', (route) => {
    const open = 40 - sent;
    const answer = { ...counts, phase: open > 0 ? 'sending' : 'sent', sent, open };
    sent = Math.min(40, sent + 14);
    return route.fulfill({ json: answer });
  });
  await send(anna, `/api/publications/${id}/publication`, {});
  await anna.goto(`/publications/${id}`);
  const panel = anna.getByRole('region', { name: 'Is being sent' });
  await panel.getByText('12 of 40 messages').waitFor();
  await panel.getByText('26 of 40 messages').waitFor();
  expect(await panel.getByRole('progressbar').getAttribute('value')).toBe('26');
  await panel.waitFor({ state: 'detached' });
  await anna.getByText('Published', { exact: true }).first().waitFor();
});
