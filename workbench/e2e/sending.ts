import type { Page } from 'playwright-core';
import { ask, send } from './people';

const NL = { title: 'Infuuspompen krijgen een update', summary: 'De maker brengt een update uit.', advice: 'Installeer haar.' };
const EN = { title: 'Infusion pumps get an update', summary: 'The maker brings an update out.', advice: 'Install it.' };

/** A warning that a colleague approved; nobody sent it. */
export async function approved(anna: Page, bram: Page): Promise<string> {
  const { id } = await send<{ id: string }>(anna, '/api/publications', { tlp: 'green', nl: NL, en: EN, indicators: [] });
  await send(anna, `/api/publications/${id}/review`, {});
  await send(bram, `/api/publications/${id}/approval`, {});
  return id;
}

/** Has the north's mails at once or once a day. */
export async function rhythm(anna: Page, noor: Page, chosen: 'daily' | 'at-once'): Promise<void> {
  const { organizations } = await ask<{ organizations: { id: string; name: string }[] }>(anna, '/api/organizations');
  const north = organizations.find(({ name }) => name === 'Ziekenhuis Noord');
  await send(noor, `/api/organizations/${north?.id}/warning-mails`, { rhythm: chosen }, 'PUT');
}

/** Tomorrow at nine, as an input takes it. */
export function tomorrow(): string {
  const at = new Date(Date.now() + 86_400_000);
  return `${at.toLocaleDateString('sv-SE')}T09:00`;
}
