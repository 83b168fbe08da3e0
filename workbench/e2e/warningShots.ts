import type { BrowserContextOptions, Page } from 'playwright-core';
import { settled } from './judge';
import { ask, pageOf, send } from './people';

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
  { name: 'warnings-fared', path: '/publications/statistics', options: { locale: 'nl-NL' } },
  { name: 'chat-channel-new', path: '/chat-channels', act: channel, options: { locale: 'nl-NL' } },
];
