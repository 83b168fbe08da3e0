import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { ask, pageOf, send } from './people';

const PHONE = { viewport: { width: 360, height: 780 }, locale: 'nl-NL' } as const;

/** A report with words of its own, so that nothing is found to be like it. */
async function report(page: Page, text: string): Promise<string> {
  return (await send<{ id: string }>(page, '/api/reports', { text, channel: 'sms', sender: '' })).id;
}

test('reports about one thing are put together, decided once, and taken apart again', async () => {
  const anna = await pageOf('anna');
  const noor = await pageOf('noor');
  const gijs = await pageOf('gijs');
  const mark = Date.now();
  const leading = await report(noor, `Voorste ${mark}: betaal 2,99 op https://voor-${mark}.example/a`);
  const following = await report(gijs, `Overgetypt ${mark}, log in bij https://achter-${mark}.example/b`);
  await anna.goto(`/desk/${leading}`);
  await anna.getByRole('button', { name: 'Put others with it' }).click();
  const dialog = anna.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Find among these' }).fill(`overgetypt ${mark}`);
  const line = dialog.getByRole('checkbox', { name: new RegExp(`Overgetypt ${mark}`) });
  await line.focus();
  await anna.keyboard.press('Space');
  await isAccessible(anna, 'putting reports together');
  await dialog.getByRole('button', { name: 'Put 1 report with it' }).click();
  await anna.getByRole('button', { name: new RegExp(`Take out: Overgetypt ${mark}`) }).waitFor();
  await anna.goto('/desk');
  await anna.locator('tr', { hasText: `Voorste ${mark}` }).getByText('1 more put with it').waitFor();
  expect(await anna.getByText(`Overgetypt ${mark}`).count()).toBe(0);
  await gijs.goto(`/desk/${following}`);
  await settled(gijs);
  await anna.goto(`/desk/${leading}`);
  await anna.getByRole('button', { name: 'Dismiss' }).click();
  await anna.getByText(/It decides for one more report/).waitFor();
  await anna.getByRole('dialog').getByRole('textbox').fill('Known and harmless');
  await anna.getByRole('dialog').getByRole('button', { name: 'Dismiss' }).click();
  await gijs.getByText('Known and harmless').waitFor({ timeout: 5_000 });
  expect(await gijs.locator('main').innerText()).not.toContain('Voorste');
  await isAccessible(anna, 'a report that leads');
  await anna.getByRole('button', { name: /Take out: Overgetypt/ }).click();
  await gijs.getByText(/(It waits for somebody at the CERT|De melding wacht op iemand bij het CERT)/).waitFor({ timeout: 5_000 });
});

test('the page of a report that follows leads to the one that decides, and lets it go', async () => {
  const anna = await pageOf('anna');
  const mark = Date.now();
  const leading = await report(anna, `Leidt ${mark} over rekening van een leverancier`);
  const following = await report(anna, `Volgt ${mark}, de bank belde over iets anders`);
  await send(anna, `/api/reports/${leading}/followers`, { reports: [following] });
  await anna.goto(`/desk/${following}`);
  await anna.getByText('This report follows another').waitFor();
  expect(await anna.getByRole('button', { name: 'Claim' }).count()).toBe(0);
  await isAccessible(anna, 'a report that follows');
  await anna.getByRole('button', { name: 'Let it stand by itself' }).click();
  await anna.getByRole('button', { name: 'Claim' }).waitFor();
});

test('a report is handed to a colleague with a note, who finds it on Today', async () => {
  const anna = await pageOf('anna');
  const bram = await pageOf('bram');
  const mark = Date.now();
  const id = await report(anna, `Over te dragen ${mark}`);
  await anna.goto(`/desk/${id}`);
  await anna.getByRole('button', { name: 'Claim' }).click();
  await anna.getByRole('button', { name: 'Hand over' }).click();
  const name = (await ask<{ name: string }>(bram, '/api/profile')).name;
  await anna.getByRole('combobox', { name: 'To' }).selectOption({ label: name });
  await anna.getByRole('textbox', { name: 'Note for colleagues' }).fill(`Bel de leverancier ${mark}`);
  await isAccessible(anna, 'handing over');
  await anna.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await anna.getByText(`with ${name}`, { exact: false }).first().waitFor();
  await bram.goto('/');
  await bram.getByRole('link', { name: /(report is in your hands|reports are in your hands)/ }).click();
  await bram.getByRole('link', { name: `Over te dragen ${mark}` }).click();
  await bram.getByText(`Bel de leverancier ${mark}`).waitFor();
  await isAccessible(bram, 'a report with a note');
  await bram.goto('/handover');
  await bram.getByText(`Bel de leverancier ${mark}`).waitFor();
  await isAccessible(bram, 'the hand-over with reports in hand');
});

test('a report leaves the queue until a time, and is fetched back', async () => {
  const anna = await pageOf('anna');
  const mark = Date.now();
  const id = await report(anna, `Later weer ${mark}`);
  await anna.goto(`/desk/${id}`);
  await anna.getByRole('button', { name: 'Remind me' }).click();
  await anna.getByRole('button', { name: 'In 4 hours' }).click();
  await isAccessible(anna, 'a reminder');
  await anna.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await anna.getByRole('button', { name: 'Bring it back now' }).waitFor();
  await anna.goto('/desk');
  await settled(anna);
  expect(await anna.getByText(`Later weer ${mark}`).count()).toBe(0);
  await anna.getByRole('link', { name: 'Comes back later' }).click();
  await anna.getByRole('link', { name: `Later weer ${mark}` }).click();
  await anna.getByRole('button', { name: 'Bring it back now' }).click();
  await anna.getByRole('button', { name: 'Remind me' }).waitFor();
});

test('the queue says in words what waits too long, by limits that are set at the desk', async () => {
  const anna = await pageOf('anna');
  const mark = Date.now();
  await report(anna, `NL-Alert ${mark}: schuil nu en bevestig op https://alert-${mark}.example/x`);
  await anna.goto('/desk');
  await anna.locator('tr', { hasText: `NL-Alert ${mark}` }).getByText(/waits for/).waitFor();
  await anna.getByRole('button', { name: 'When it is too late' }).click();
  const field = anna.getByRole('textbox', { name: 'Nothing seen' });
  await field.waitFor();
  await isAccessible(anna, 'limits of the desk');
  const before = (await ask<{ minutes: Record<string, number> }>(anna, '/api/desk/limits')).minutes;
  await field.fill(String((before.none ?? 0) + 60));
  await anna.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await anna.getByRole('dialog').waitFor({ state: 'detached' });
  expect((await ask<{ minutes: Record<string, number> }>(anna, '/api/desk/limits')).minutes.none).toBe((before.none ?? 0) + 60);
});

test('the desk and a report with others fit a phone in Dutch', async () => {
  const anna = await pageOf('anna', PHONE);
  const mark = Date.now();
  const leading = await report(anna, `Smal scherm ${mark} met een heel lang bericht dat over meer dan een regel loopt https://smal-${mark}.example/pad/naar/iets`);
  const following = await report(anna, `Ook smal ${mark}, met andere woorden over een pakje`);
  await send(anna, `/api/reports/${leading}/followers`, { reports: [following] });
  await anna.goto('/desk');
  await anna.getByText('nog 1 erbij gevoegd').first().waitFor();
  await fitsTheWidth(anna, 'the desk');
  await anna.goto(`/desk/${leading}`);
  await anna.getByRole('heading', { name: 'Meldingen over hetzelfde' }).waitFor();
  await fitsTheWidth(anna, 'a report that leads');
  await anna.getByRole('button', { name: 'Andere erbij voegen' }).click();
  await anna.getByRole('dialog').waitFor();
  await fitsTheWidth(anna, 'putting reports together');
});

test('a long hand-over is read a hundred at a time, and its text has all that is open', async () => {
  const anna = await pageOf('anna');
  const open = (keeper: string) => Array.from({ length: 450 }, (_, n) => ({ id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, text: `Melding ${n}`, keeper, since: '2026-11-27T08:00:00Z', late: false, again: null, note: '' }));
  await anna.route('**/api/handover?*', (route) => {
    const whole = route.request().url().includes('whole=true');
    return route.fulfill({ json: { since: '2026-11-27T00:00:00Z', until: '2026-11-27T12:00:00Z', open: [], reports: 450, late: 0, later: 0, inHand: open('Anna'), waiting: whole ? open('') : [], news: {}, done: [] } });
  });
  await anna.goto('/handover');
  const inHand = anna.getByRole('region', { name: 'Reports in hand' });
  await inHand.getByText('100 of 450; the text has them all.').waitFor();
  expect(await inHand.getByRole('listitem').count()).toBe(100);
  await inHand.getByRole('button', { name: 'Show more' }).click();
  await inHand.getByText('200 of 450; the text has them all.').waitFor();
  expect(await inHand.getByRole('listitem').count()).toBe(200);
  // What stays in sight at the top covers half a line by chance.
  await anna.evaluate(() => window.scrollTo(0, 0));
  await isAccessible(anna, 'a long hand-over');
  const [saved] = await Promise.all([anna.waitForEvent('download'), anna.getByRole('button', { name: 'Save as text' }).click()]);
  const lines = readFileSync(await saved.path(), 'utf8').split('\n');
  expect(lines.filter((line) => line.startsWith('- Melding ') && line.includes('with Anna'))).toHaveLength(450);
  expect(lines.filter((line) => line.startsWith('- Melding ') && !line.includes('with Anna'))).toHaveLength(450);
});
