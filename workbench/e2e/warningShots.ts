import type { BrowserContextOptions, Page } from 'playwright-core';
import { settled } from './judge';
import { bring } from './matrixData';
import { ask, pageOf, send } from './people';
import { answerAll } from './rating';
import { approved, rhythm, tomorrow } from './sending';

const TALL: BrowserContextOptions = { viewport: { width: 1280, height: 1500 } };
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 1800 }, locale: 'nl-NL', colorScheme: 'dark' };
const NL = { title: 'Infuuspompen vragen om een wachtwoord', summary: 'Een lek in infuuspompen wordt misbruikt.', advice: 'Zet de pompen in een eigen netwerk.' };
const EN = { title: 'Infusion pumps ask for a password', summary: 'A hole in infusion pumps is being used.', advice: 'Put the pumps into a network of their own.' };

interface Waiting {
  id: string;
  kind: string;
  state: string;
}

interface Known {
  id: string;
  title: string;
  state: string;
}

/** A draft of high chance and high damage for hospitals only. */
async function drafted(page: Page): Promise<string> {
  const { id } = await send<{ id: string }>(page, '/api/publications', { tlp: 'green', nl: NL, en: EN, indicators: [], chance: 'high', damage: 'high' });
  const { csrf } = await ask<{ csrf: string }>(page, '/api/session');
  await page.request.put(`/api/publications/${id}/targets`, { data: { targets: [{ rule: 'kind', subject: 'hospital' }] }, headers: { 'X-CSRF': csrf } });
  return id;
}

/** Such a warning, sent; the first one is taken again. */
async function published(page: Page): Promise<string> {
  const { publications } = await ask<{ publications: Known[] }>(page, '/api/publications');
  const there = publications.find(({ title, state }) => title === NL.title && state === 'published');
  if (there) {
    return there.id;
  }
  const bram = await pageOf('bram');
  const id = await drafted(page);
  await send(page, `/api/publications/${id}/review`, {});
  await send(bram, `/api/publications/${id}/approval`, {});
  await send(page, `/api/publications/${id}/publication`, { reason: 'All of them run it.' });
  const { proposals } = await ask<{ proposals: Waiting[] }>(bram, '/api/proposals');
  const waiting = proposals.find(({ kind, state }) => kind === 'warning-high-high' && state === 'waiting');
  await send(bram, `/api/proposals/${waiting?.id}/approval`, {});
  await send(await pageOf('noor'), `/api/publications/${id}/answers`, { answer: 'affected', note: 'Vier pompen op de IC.' });
  return id;
}

/** Who would get a draft. */
async function recipients(page: Page): Promise<void> {
  await page.goto(`/publications/${await drafted(page)}`);
  await settled(page);
  await page.getByRole('region', { name: /^(Who gets it|Wie krijgt het)$/ }).scrollIntoViewIfNeeded();
}

const sent = (login: 'anna' | 'noor') => async (page: Page) => {
  await page.goto(`/publications/${await published(login === 'anna' ? page : await pageOf('anna'))}`);
  await settled(page);
};

/** An advisory of a maker that there is not. */
const ADVISORY = {
  document: {
    category: 'csaf_security_advisory', csaf_version: '2.0', title: 'Pumpworks Drip Master: default password', distribution: { tlp: { label: 'GREEN' } },
    publisher: { category: 'vendor', name: 'Pumpworks', namespace: 'https://pumpworks.example' },
    notes: [
      { category: 'summary', title: 'Risk evaluation', text: 'Who is on the same network can change the rate of an infusion.' },
      { category: 'other', title: 'Critical infrastructure sectors', text: 'Healthcare and Public Health' },
    ],
    tracking: { id: 'PW-2026-001', status: 'final', version: '1', initial_release_date: '2026-11-01T08:00:00Z', current_release_date: '2026-11-01T08:00:00Z', revision_history: [] },
  },
  product_tree: { full_product_names: [{ name: 'Drip Master 2.1 up to and including 2.4', product_id: 'A' }] },
  vulnerabilities: [{
    cve: 'CVE-2026-0001', product_status: { known_affected: ['A'] }, scores: [{ products: ['A'], cvss_v3: { version: '3.1', baseScore: 8.8 } }],
    remediations: [{ category: 'vendor_fix', details: 'Install version 2.5.', product_ids: ['A'] }],
  }],
};

/** A draft that was made of it. */
async function derived(page: Page): Promise<void> {
  await bring(page, 'Pumpworks', Buffer.from(JSON.stringify(ADVISORY)), 'csaf');
  const { objects } = await ask<{ objects: { id: string; name: string }[] }>(page, '/api/objects?type=report');
  const report = objects.find(({ name }) => name === ADVISORY.document.title);
  const { id } = await send<{ id: string }>(page, `/api/objects/${report?.id}/advisory`, {});
  await page.goto(`/publications/${id}`);
  await settled(page);
}

/** A draft with all questions on chance and damage answered. */
async function rated(page: Page): Promise<void> {
  const { id } = await send<{ id: string }>(page, '/api/publications', { kind: 'advisory', tlp: 'green', nl: NL, en: EN, indicators: [] });
  await page.goto(`/publications/${id}`);
  await settled(page);
  await answerAll(page);
  await settled(page);
}

/** A warning in its second version, with its comparison open. */
async function updated(page: Page): Promise<void> {
  const anna = await pageOf('anna');
  const bram = await pageOf('bram');
  const approve = async (draft: string) => {
    await send(anna, `/api/publications/${draft}/review`, {});
    await send(bram, `/api/publications/${draft}/approval`, {});
    await send(bram, `/api/publications/${draft}/publication`, {});
  };
  const { id } = await send<{ id: string }>(anna, '/api/publications', { tlp: 'green', nl: NL, en: EN, indicators: [{ value: 'pump.example' }], chance: 'medium', damage: 'high' });
  await approve(id);
  const { id: draft } = await send<{ id: string }>(anna, `/api/publications/${id}/update`, {});
  const { csrf } = await ask<{ csrf: string }>(anna, '/api/session');
  await anna.request.put(`/api/publications/${draft}`, {
    data: {
      tlp: 'green', nl: { ...NL, advice: 'Installeer versie 2.5.' }, en: { ...EN, advice: 'Install version 2.5.' }, indicators: [{ value: 'pump2.example' }], chance: 'medium', damage: 'medium',
      changedNl: 'Er is een oplossing; de schade is kleiner dan gedacht.', changedEn: 'There is a solution; the damage is smaller than thought.',
    },
    headers: { 'X-CSRF': csrf },
  });
  await approve(draft);
  await page.goto(`/publications/${id}`);
  await settled(page);
  await page.getByRole('button', { name: /^(Compare with the version before|Vergelijken met de versie ervoor)$/ }).click();
}

const PART_NL = 'Eén ziekenhuis meldde dat de aanvaller de pompen van de derde verdieping bereikte.';
const PART_EN = 'One hospital told that the attacker reached the pumps of the third floor.';

/** A draft with a section, and who would read it. */
async function sectioned(page: Page): Promise<string> {
  const nl = { ...NL, summary: `${NL.summary}\n\n::: TLP:AMBER\n${PART_NL}\n:::\n\nDe leverancier werkt aan een oplossing.` };
  const en = { ...EN, summary: `${EN.summary}\n\n::: TLP:AMBER\n${PART_EN}\n:::\n\nThe maker works on a solution.` };
  const { id } = await send<{ id: string }>(page, '/api/publications', { tlp: 'green', nl, en, indicators: [] });
  await page.goto(`/publications/${id}`);
  await settled(page);
  return id;
}

/** The same as a hospital reads it. */
async function sectionRead(page: Page): Promise<void> {
  const anna = await pageOf('anna');
  const bram = await pageOf('bram');
  const id = await sectioned(anna);
  await send(anna, `/api/publications/${id}/review`, {});
  await send(bram, `/api/publications/${id}/approval`, {});
  await send(bram, `/api/publications/${id}/publication`, {});
  await page.goto(`/publications/${id}`);
  await settled(page);
}

/** An approved warning with a time. */
async function timed(page: Page): Promise<void> {
  const id = await approved(page, await pageOf('bram'));
  await page.goto(`/publications/${id}`);
  await page.getByRole('button', { name: /^(Set a time|Een tijd instellen)$/ }).click();
  const time = page.getByLabel(/^(Day and time|Dag en tijd)$/);
  await time.fill(tomorrow());
  await time.press('Control+Enter');
  await page.getByText(/^(Goes out|Gaat uit)/).waitFor();
  await settled(page);
}

/** A warning that was stopped while the north waited for its mail of the day. */
async function stopped(page: Page): Promise<void> {
  const noor = await pageOf('noor');
  await rhythm(page, noor, 'daily');
  const id = await approved(page, await pageOf('bram'));
  await send(page, `/api/publications/${id}/publication`, {});
  await page.goto(`/publications/${id}`);
  const stop = page.getByRole('button', { name: /^(Stop the sending|Het versturen stoppen)$/ });
  await stop.click();
  await page.getByRole('dialog').getByRole('button', { name: /^(Stop the sending|Het versturen stoppen)$/ }).click();
  await page.getByRole('heading', { name: /^(The sending was stopped|Het versturen is gestopt)$/ }).waitFor();
  await rhythm(page, noor, 'at-once');
  await settled(page);
}

/** Choosing a time. */
async function choosing(page: Page): Promise<void> {
  await page.goto(`/publications/${await approved(page, await pageOf('bram'))}`);
  await page.getByRole('button', { name: /^(Set a time|Een tijd instellen)$/ }).click();
  await page.getByLabel(/^(Day and time|Dag en tijd)$/).waitFor();
}

/** The form of a new chat channel. */
async function channel(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Add a channel|Kanaal toevoegen)$/ }).click();
  await page.getByRole('dialog').waitFor();
}

export const WARNING_SHOTS = [
  { name: 'warning-recipients', path: '/publications', act: recipients, options: TALL },
  { name: 'warning-recipients-phone-dutch', path: '/publications', act: recipients, options: PHONE },
  { name: 'warning-sent', path: '/publications', act: sent('anna'), options: TALL },
  { name: 'warning-sent-dark-dutch', path: '/publications', act: sent('anna'), options: { ...TALL, locale: 'nl-NL', colorScheme: 'dark' as const } },
  { name: 'warning-sent-phone-dutch', path: '/publications', act: sent('anna'), options: PHONE },
  { name: 'warning-answer-phone-dutch', path: '/publications', login: 'noor' as const, act: sent('noor'), options: PHONE },
  { name: 'warning-time', path: '/publications', act: timed },
  { name: 'warning-time-choosing-dutch', path: '/publications', act: choosing, options: { locale: 'nl-NL' } },
  { name: 'warning-time-phone-dutch', path: '/publications', act: timed, options: { ...PHONE, viewport: { width: 390, height: 1000 } } },
  { name: 'warning-stopped', path: '/publications', act: stopped },
  { name: 'warning-stopped-dark-dutch', path: '/publications', act: stopped, options: { locale: 'nl-NL', colorScheme: 'dark' as const } },
  { name: 'warning-stopped-phone-dutch', path: '/publications', act: stopped, options: { ...PHONE, viewport: { width: 390, height: 1200 } } },
  { name: 'warnings-fared', path: '/publications/statistics', options: { locale: 'nl-NL' } },
  { name: 'advisory-draft', path: '/publications', act: derived, options: TALL },
  { name: 'advisory-draft-phone-dutch', path: '/publications', act: derived, options: PHONE },
  { name: 'rating-questions', path: '/publications', act: rated, options: TALL },
  { name: 'rating-questions-phone-dutch', path: '/publications', act: rated, options: PHONE },
  { name: 'warning-versions', path: '/publications', act: updated, options: TALL },
  { name: 'warning-versions-dark-dutch', path: '/publications', login: 'noor' as const, act: updated, options: { ...TALL, locale: 'nl-NL', colorScheme: 'dark' as const } },
  { name: 'section-draft', path: '/publications', act: async (page: Page) => void (await sectioned(page)), options: { viewport: { width: 1280, height: 2200 } } },
  { name: 'section-draft-phone-dutch', path: '/publications', act: async (page: Page) => void (await sectioned(page)), options: { ...PHONE, viewport: { width: 390, height: 3600 } } },
  { name: 'section-read', path: '/publications', login: 'noor' as const, act: sectionRead, options: TALL },
  { name: 'section-read-dark-dutch', path: '/publications', login: 'noor' as const, act: sectionRead, options: { ...TALL, locale: 'nl-NL', colorScheme: 'dark' as const } },
  { name: 'warnings-once-a-day-dutch', path: '/publications', login: 'noor' as const, options: { locale: 'nl-NL' } },
  { name: 'publication-kinds-dark-dutch', path: '/publications', options: { locale: 'nl-NL', colorScheme: 'dark' as const } },
  { name: 'chat-channel-new', path: '/chat-channels', act: channel, options: { locale: 'nl-NL' } },
];
