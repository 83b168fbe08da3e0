import type { BrowserContextOptions, Page } from 'playwright-core';
import { mailAtTheDesk, QR_PICTURE } from './deskMail';
import { settled } from './judge';
import { ask, pageOf, send } from './people';

const TALL: BrowserContextOptions = { viewport: { width: 1280, height: 1300 } };
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 1900 }, locale: 'nl-NL' };
const HOUR = 3_600_000;

interface Org {
  id: string;
  name: string;
  kind: string;
}

const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

/** Incidents of this year, one of them with its first clock past. */
async function incident(page: Page): Promise<string> {
  const { cases } = await ask<{ cases: { id: string; title: string }[] }>(page, '/api/cases');
  const there = cases.find(({ title }) => title === 'Gijzelsoftware op een bestandsserver');
  if (there) {
    return there.id;
  }
  const { organizations } = await ask<{ organizations: Org[] }>(page, '/api/organizations');
  const hospitals = organizations.filter(({ kind }) => kind === 'hospital');
  const facts = { organizationKind: 'unknown', throughSupplier: false, significant: false };
  const more = [['phishing', 'NL-UT', 700], ['phishing', 'NL-ZH', 1500], ['ddos', 'NL-NH', 2300], ['fraud', 'NL-UT', 3100], ['phishing', 'NL-GR', 2400]] as const;
  for (const [type, region, hours] of more) {
    await send(page, '/api/cases/incidents', { title: `Eerder: ${type}`, text: '', organization: hospitals[0]?.id, incident: { ...facts, type, region, awareAt: ago(hours) } });
  }
  const made = await send<{ id: string }>(page, '/api/cases/incidents', {
    title: 'Gijzelsoftware op een bestandsserver',
    text: 'Het ziekenhuis meldt versleutelde bestanden op één server; de zorg gaat door.',
    organization: hospitals[0]?.id,
    incident: { ...facts, type: 'ransomware', region: 'NL-UT', significant: true, awareAt: ago(26) },
  });
  await send(page, `/api/cases/${made.id}/notes`, { told: 'Nationaal CERT', text: 'Telefonisch, 10.20 uur.' });
  return made.id;
}

async function ofIncident(page: Page): Promise<void> {
  await page.goto(`/cases/${await incident(page)}`);
  await settled(page);
}

/** A letter about something that came in a report. */
async function letter(page: Page): Promise<void> {
  const { reports } = await ask<{ reports: { id: string }[] }>(page, '/api/reports');
  const made = await send<{ id: string }>(page, '/api/cases/takedowns', { report: reports[0]?.id });
  await page.goto(`/cases/${made.id}`);
  await settled(page);
  await page.getByRole('button', { name: /^(Write to somebody|Iemand schrijven)$/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=email]').fill('abuse@registrar.example');
  await dialog.getByRole('button', { name: /^(Show the letter|Brief tonen)$/ }).click();
  await dialog.locator('.notice.warn').waitFor();
}

/** A question that members were asked, as one of them reads it. */
async function question(page: Page): Promise<void> {
  const anna = await pageOf('anna');
  const { organizations } = await ask<{ organizations: Org[] }>(anna, '/api/organizations');
  const recipients = organizations.filter(({ kind }) => kind === 'hospital').map(({ id }) => id);
  const made = await send<{ id: string }>(anna, '/api/cases/requests', {
    title: 'Gebruikt u deze infuuspomp?',
    text: 'Wij willen weten hoeveel huizen geraakt zijn.',
    due: new Date(Date.now() + 72 * HOUR).toISOString(),
    items: [{ text: 'Gebruikt u hem?', choices: ['ja', 'nee', 'weet ik niet'] }, { text: 'Welke versie?', choices: [] }],
    recipients,
  });
  await send(anna, `/api/cases/${made.id}/asking`, {});
  await page.goto(`/asked/${made.id}`);
  await settled(page);
}

/** The desk with what goes on and what feeds brought. */
async function desk(page: Page): Promise<void> {
  await incident(page);
  await page.goto('/desk');
  await settled(page);
}

const figures = async (page: Page) => {
  await incident(page);
  await page.goto('/figures');
  await settled(page);
};

/** A mail that a member forwarded, with a QR code in a picture. */
async function mail(page: Page): Promise<void> {
  await page.goto(await mailAtTheDesk(page, 'Uw pakket wacht'));
  await settled(page);
}

/** A screenshot with a QR code in the form of a report. */
async function code(page: Page): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(QR_PICTURE);
  await page.getByText(/(QR code was read|QR-code gelezen)/).waitFor();
}

export const CASE_SHOTS = [
  { name: 'case-incident', path: '/cases', act: ofIncident, options: TALL },
  { name: 'case-incident-dark-dutch', path: '/cases', act: ofIncident, options: { ...TALL, locale: 'nl-NL', colorScheme: 'dark' as const } },
  { name: 'case-incident-phone-dutch', path: '/cases', act: ofIncident, options: PHONE },
  { name: 'desk-mail', path: '/desk', act: mail, options: TALL },
  { name: 'desk-mail-dark', path: '/desk', act: mail, options: { ...TALL, colorScheme: 'dark' as const } },
  { name: 'desk-mail-phone-dutch', path: '/desk', act: mail, options: { ...PHONE, viewport: { width: 390, height: 3000 } } },
  { name: 'desk-new-code', path: '/desk/new', login: 'noor' as const, act: code, options: TALL },
  { name: 'desk-new-code-phone-dutch', path: '/desk/new', login: 'noor' as const, act: code, options: { ...PHONE, colorScheme: 'dark' as const } },
  { name: 'cases', path: '/cases', options: { locale: 'nl-NL' } },
  { name: 'case-letter', path: '/cases', act: letter, options: TALL },
  { name: 'case-letter-phone-dutch', path: '/cases', act: letter, options: PHONE },
  { name: 'case-question-phone-dutch', path: '/', login: 'noor' as const, act: question, options: PHONE },
  { name: 'case-desk', path: '/desk', act: desk, options: TALL },
  { name: 'case-figures', path: '/figures', act: figures, options: TALL },
  { name: 'case-figures-phone-dutch', path: '/figures', act: figures, options: PHONE },
  { name: 'case-handover', path: '/handover', options: { locale: 'nl-NL' } },
];
