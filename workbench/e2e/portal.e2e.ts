import { expect, test } from 'vitest';
import { isAccessible, settled } from './judge';
import { ask, pageOf } from './people';

test('a member says what it has, brings a table, and its home shows what concerns it', async () => {
  const page = await pageOf('noor');
  await page.goto('/ours');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('textbox', { name: 'Value' }).fill('no domain');
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
  await page.getByText('This is no domain name').waitFor();
  await isAccessible(page, 'the form of a thing');
  const domain = `n${Date.now()}.ziekenhuis-noord.example`;
  await page.getByRole('textbox', { name: 'Value' }).fill(domain);
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: `Take off ${domain}` }).waitFor();

  const known = await ask<{ objects: { id: string; name: string }[] }>(page, '/api/objects?type=report');
  const words = known.objects[0]?.name.split(/\s+/).slice(0, 3).join(' ') ?? '';
  const table = `kind;value;note\nbrand;${words};as warnings say it\nnetwork;not a network;\n`;
  await page.getByRole('button', { name: 'Bring a file' }).click();
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles({ name: 'ours.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await page.getByText('1 line cannot be taken:').waitFor();
  await page.getByText('line 3').waitFor();
  await isAccessible(page, 'the report on a file');
  await page.getByRole('button', { name: /^Take 1 thing/ }).click();
  await page.getByText('1 thing was taken.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

  await page.goto('/');
  const concerns = page.getByRole('region', { name: 'What concerns us' });
  await concerns.getByRole('link', { name: known.objects[0]?.name ?? '' }).first().waitFor();
  for (const part of ['Our people', 'Our keys', 'Our scouts', 'Our reports']) {
    await page.getByRole('region', { name: part }).waitFor();
  }
  await isAccessible(page, 'the home of a member');
  await concerns.getByRole('link', { name: 'Show all' }).click();
  await page.waitForURL(/concerns/);
});

test('what a member has is read by its firm and the CERT, and by no other member', async () => {
  const noor = await pageOf('noor');
  const { me } = await ask<{ me: { organization: { id: string } } }>(noor, '/api/session');
  const path = `/api/organizations/${me.organization.id}/assets`;
  for (const [login, status] of [['anna', 200], ['floor', 200], ['gijs', 404]] as const) {
    const page = await pageOf(login);
    expect((await page.request.get(path)).status(), login).toBe(status);
  }
  const firm = await pageOf('floor');
  await firm.goto('/ours');
  await firm.getByLabel('Of').selectOption({ label: 'Ziekenhuis Noord' });
  await firm.getByRole('heading', { level: 1, name: 'What Ziekenhuis Noord has' }).waitFor();
  await settled(firm);
  expect(await firm.getByRole('button', { name: 'Add', exact: true }).count()).toBe(0);
});

test('a report without a name: the CERT asks for a reason, which the member reads', async () => {
  const noor = await pageOf('noor');
  const text = `Betaal ${Date.now()} op anoniem.example`;
  await noor.goto('/desk/new');
  await noor.getByLabel('The message, as you received it').fill(text);
  await noor.getByLabel('Do not pass on our name').check();
  await isAccessible(noor, 'the form of a report');
  await noor.getByRole('button', { name: 'Send the report' }).click();
  await noor.getByRole('link', { name: 'Follow this report' }).click();
  await noor.getByText('Your name was not passed on.').waitFor();

  const anna = await pageOf('anna');
  await anna.goto(new URL(noor.url()).pathname);
  await anna.getByRole('heading', { level: 1, name: 'without its name' }).waitFor();
  expect(await anna.locator('main').innerText()).not.toContain('Noord');
  await anna.getByRole('button', { name: 'Ask whose it is' }).click();
  const why = `To ask which telephone got it (${Date.now()}).`;
  await anna.getByLabel('Why must you know?').fill(why);
  await isAccessible(anna, 'asking for a name');
  await anna.getByRole('dialog').getByRole('button', { name: 'Ask whose it is' }).click();
  await anna.getByText('Reported by Ziekenhuis Noord').waitFor();

  await noor.goto('/desk');
  await noor.getByRole('region', { name: 'Who asked for our name' }).getByText(why).waitFor();
});

test('what a telephone shares with the workbench stands in the form of a report, and nothing is sent by it', async () => {
  const noor = await pageOf('noor');
  const before = await ask<{ reports: unknown[] }>(noor, '/api/reports');
  await noor.goto(`/desk/new?${new URLSearchParams({ title: 'Message', text: 'Pay now at https://betaal.example/nu', url: 'https://betaal.example/nu' })}`);
  const text = noor.getByLabel('The message, as you received it');
  await expect.poll(() => text.inputValue()).toBe('Pay now at https://betaal.example/nu\n\nMessage');
  expect(new URL(noor.url()).search).toBe('');
  expect((await ask<{ reports: unknown[] }>(noor, '/api/reports')).reports.length).toBe(before.reports.length);
  await text.fill('');
  const manifest = (await (await noor.request.get('/manifest.json')).json()) as { share_target: { action: string }; icons: { src: string }[] };
  expect(manifest.share_target.action).toBe('/desk/new');
  const icon = await noor.request.get(manifest.icons[0]?.src ?? '');
  expect([icon.status(), icon.headers()['content-type']]).toEqual([200, 'image/svg+xml']);
});
