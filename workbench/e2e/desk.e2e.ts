import { expect, test } from 'vitest';
import { mailAtTheDesk, QR_PICTURE } from './deskMail';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { ask, pageOf, send } from './people';

const PHONE = { viewport: { width: 360, height: 780 }, locale: 'nl-NL' } as const;

test('a forwarded mail shows who forwarded it, its header lines, its attachments and what a QR code in a picture says', async () => {
  const page = await pageOf('anna');
  await page.goto(await mailAtTheDesk(page, 'Uw pakket wacht'));
  await page.getByRole('heading', { name: 'The mail behind it' }).waitFor();
  await page.getByText('soc@ziekenhuis-noord.example').waitFor();
  await page.getByText('searched for QR codes').waitFor();
  await page.getByText('factuur.zip').waitFor();
  await page.getByText('Header lines of the original').click();
  await page.getByText('192.0.2.9').waitFor();
  await page.getByRole('heading', { name: 'QR codes in pictures' }).waitFor();
  await page.getByText('opens a page').waitFor();
  await page.getByText('from a QR code in pakket.png').first().waitFor();
  expect(await page.locator('a[href*="parcel-pay"]').count()).toBe(0); // nothing in it can be clicked
  await isAccessible(page, 'a report that came by mail');
  await page.emulateMedia({ colorScheme: 'dark' });
  await isAccessible(page, 'a report that came by mail, dark');
});

test('a forwarded mail fits a phone in Dutch', async () => {
  const page = await pageOf('anna', PHONE);
  await page.goto(await mailAtTheDesk(page, 'Uw pakket wacht'));
  await page.getByRole('heading', { name: 'QR-codes in afbeeldingen' }).waitFor();
  await fitsTheWidth(page, 'a report that came by mail');
});

test('a screenshot with a QR code is given to the form, and the desk reads what the code says', async () => {
  const noor = await pageOf('noor');
  await noor.goto('/desk/new');
  await settled(noor);
  await noor.locator('input[type=file]').setInputFiles(QR_PICTURE);
  // A picture is read by a process of its own.
  await noor.getByText(/(1 QR code was read|1 QR-code gelezen)/).waitFor({ timeout: 45_000 });
  await isAccessible(noor, 'a report with a QR code');
  await noor.getByRole('button', { name: /^(Send the report|Melding versturen)$/ }).click();
  await noor.getByRole('link', { name: /^(Follow this report|Deze melding volgen)$/ }).click();
  await noor.getByText(/parcel\.png/).first().waitFor();
  const anna = await pageOf('anna');
  await anna.goto(new URL(noor.url()).pathname);
  await anna.getByText('from a QR code in parcel.png').first().waitFor();
});

test('a member asks the CERT something, and reads the answer as soon as it is written', async () => {
  const noor = await pageOf('noor');
  await noor.goto('/desk');
  await noor.getByRole('link', { name: /^(Ask the CERT|Het CERT iets vragen)$/ }).click();
  const question = `May we pay this invoice ${Date.now()}?`;
  await noor.getByRole('textbox').fill(question);
  await isAccessible(noor, 'a question to the CERT');
  await noor.getByRole('button', { name: /^(Ask the CERT|Het CERT iets vragen)$/ }).click();
  await noor.getByRole('link', { name: /^(Follow this report|Deze melding volgen)$/ }).click();
  await settled(noor);
  const anna = await pageOf('anna');
  await anna.goto('/desk');
  await anna.getByRole('link', { name: question }).click();
  await anna.getByRole('button', { name: 'Answer' }).click();
  await anna.getByRole('dialog').getByRole('textbox').fill('Call them on a number that you know.');
  await anna.getByRole('dialog').getByRole('button', { name: 'Answer' }).click();
  await anna.getByText('The CERT answered.').waitFor();
  await isAccessible(anna, 'an answered question');
  await noor.getByText('Call them on a number that you know.').waitFor({ timeout: 5_000 });
});

test('a draft is thrown away and fetched back', async () => {
  const page = await pageOf('anna');
  const words = { title: `Weg ermee ${Date.now()}`, summary: 's', advice: 'a' };
  const made = await send<{ id: string }>(page, '/api/publications', { tlp: 'green', nl: words, en: words, indicators: [] });
  await page.goto(`/publications/${made.id}`);
  await page.getByRole('button', { name: 'Throw away' }).click();
  await page.getByText('This draft was thrown away').waitFor();
  await isAccessible(page, 'a draft that was thrown away');
  await page.goto('/publications');
  await settled(page);
  await page.getByText(/draft(s were| was) thrown away/).click();
  await page.getByRole('link', { name: words.title }).click();
  await page.getByRole('button', { name: 'Fetch back' }).click();
  await page.getByRole('button', { name: 'Throw away' }).waitFor();
});

test('what a colleague does in a case shows at once', async () => {
  const anna = await pageOf('anna');
  const bram = await pageOf('bram');
  const made = await send<{ id: string }>(anna, '/api/cases/incidents', {
    title: `Live ${Date.now()}`,
    text: '',
    incident: { type: 'other', region: 'unknown', organizationKind: 'unknown', throughSupplier: false, significant: false, awareAt: new Date().toISOString() },
  });
  await anna.goto(`/cases/${made.id}`);
  await settled(anna);
  await send(bram, `/api/cases/${made.id}/notes`, { told: '', text: 'Seen by a colleague' });
  await anna.locator('bdi', { hasText: 'Seen by a colleague' }).waitFor({ timeout: 5_000 });
});

test('the next shift reads what goes on and what was done', async () => {
  const page = await pageOf('anna');
  const title = `For the next shift ${Date.now()}`;
  await send(page, '/api/cases/incidents', {
    title,
    text: '',
    incident: { type: 'other', region: 'unknown', organizationKind: 'unknown', throughSupplier: false, significant: true, awareAt: new Date(Date.now() - 90_000_000).toISOString() },
  });
  await page.goto('/handover');
  await page.getByText(title).first().waitFor();
  const { open } = await ask<{ open: { title: string; next?: { due: string } }[] }>(page, '/api/handover?hours=8');
  expect(new Date(open.find((each) => each.title === title)?.next?.due ?? 0).getTime()).toBeLessThan(Date.now());
  await isAccessible(page, 'the hand-over');
});
