import { inject } from 'vitest';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { newPage } from './browser';

/** Who takes part in the demo: two analysts of the CERT, and people of members. */
export type Login = 'anna' | 'bram' | 'noor' | 'gijs' | 'floor';

function password(login: Login): string {
  const found = inject('passwords')[login];
  if (!found) {
    throw new Error(`The demo printed no password for ${login}.`);
  }
  return found;
}

/** Somebody whom a test invited. */
export interface Newcomer {
  login: string;
  password: string;
}

/** A browser window in which this person is logged in, through the hub's own interface. */
export async function pageOf(who: Login | Newcomer, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await newPage(options);
  const data = typeof who === 'string' ? { login: who, password: password(who) } : who;
  const answer = await page.request.post('/api/session', { data });
  if (!answer.ok()) {
    throw new Error(`${data.login} could not log in: ${await answer.text()}`);
  }
  return page;
}

interface Wanted {
  name: string;
  roles: string[];
  language: 'nl' | 'en';
  /** Where, for the CERT's admin; otherwise at the admin's own organisation. */
  organization?: string | undefined;
}

/** Somebody new, who took the invitation up and has a password. */
export async function newcomer(admin: Page, { organization, ...wanted }: Wanted): Promise<Newcomer> {
  const at = organization === undefined ? '' : `?organization=${organization}`;
  const wish = { login: `${wanted.name.toLowerCase()}${Date.now()}`, mail: '', ...wanted };
  const { secret } = await send<{ secret: string }>(admin, `/api/people/invitations${at}`, wish);
  const { login } = await send<{ login: string }>(admin, '/api/links', { secret });
  const chosen = 'a sentence to remember';
  await send(admin, '/api/links/use', { secret, password: chosen });
  return { login, password: chosen };
}

/** Logs in through the form that is on the screen. */
export async function logIn(page: Page, login: Login): Promise<void> {
  const name = page.getByLabel('Log-in name');
  if ((await name.inputValue()) === '') {
    await name.fill(login);
  }
  await page.getByRole('textbox', { name: 'Password' }).fill(password(login));
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
}

export async function ask<T>(page: Page, path: string): Promise<T> {
  return (await page.request.get(path)).json() as Promise<T>;
}

/** A write as the workbench sends it; nothing for an answer without a body. */
export async function send<T>(page: Page, path: string, data: unknown, method: 'POST' | 'PUT' = 'POST'): Promise<T> {
  const { csrf } = await ask<{ csrf: string }>(page, '/api/session');
  const answer = await page.request.fetch(path, { method, data, headers: { 'X-CSRF': csrf } });
  const text = await answer.text();
  if (!answer.ok()) {
    throw new Error(`${path}: ${text}`);
  }
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** The campaign of the demo's warning: other tests write campaigns too, but on none hangs as much. */
export async function campaignOfTheDemo(page: Page): Promise<{ id: string; name: string }> {
  const { objects } = await ask<{ objects: { id: string; name: string }[] }>(page, '/api/objects?type=campaign');
  const ties = await Promise.all(
    objects.map(async (object) => {
      const { counts } = await ask<{ counts: { count: number }[] }>(page, `/api/objects/${object.id}/neighbours/counts`);
      return { object, all: counts.reduce((sum, { count }) => sum + count, 0) };
    }),
  );
  const most = ties.sort((one, other) => other.all - one.all)[0];
  if (!most || most.all === 0) {
    throw new Error('The demo has no campaign on which something hangs.');
  }
  return most.object;
}

/** Addresses of things that the demo made, one of each kind. */
export async function examples(page: Page) {
  const objects = await ask<{ objects: { id: string }[] }>(page, '/api/objects?type=indicator');
  const reports = await ask<{ reports: { id: string }[] }>(page, '/api/reports');
  const publications = await ask<{ publications: { id: string; state: string }[] }>(page, '/api/publications');
  const sources = await ask<{ sources: { id: string; lastRun?: { id: string } | null }[] }>(page, '/api/sources');
  const organizations = await ask<{ organizations: { id: string; kind: string; name: string }[] }>(page, '/api/organizations');
  const hospital = organizations.organizations.find(({ kind }) => kind === 'hospital');
  const delivered = sources.sources.find((source) => source.lastRun);
  const published = publications.publications.find(({ state }) => state === 'published');
  return {
    object: `/objects/${objects.objects[0]?.id}`,
    graph: `/graph?around=${objects.objects[0]?.id}`,
    report: `/desk/${reports.reports[0]?.id}`,
    publication: `/publications/${published?.id}`,
    source: `/sources/${delivered?.id}`,
    member: `/members/${hospital?.id}`,
    own: `/members/${organizations.organizations.find(({ name }) => name === 'Ziekenhuis Noord')?.id}`,
    run: `/runs/${delivered?.lastRun?.id}`,
  };
}
