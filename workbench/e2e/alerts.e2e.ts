import { expect, test } from 'vitest';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { pageOf, send } from './people';
import { indicators, stored } from './togetherShots';

test('a saved question tells what is new: live, on Today and beside the question, until somebody has seen it', async () => {
  const stamp = Date.now();
  const name = `Parcels ${stamp}`;
  const page = await pageOf('anna');
  await send(page, '/api/queries', { name, query: `value:*.p${stamp}.example`, shared: false });
  await page.goto('/search');
  await page.getByRole('button', { name: `Tell me ${name}` }).click();
  await page.getByText('From now on you are told').waitFor();
  await isAccessible(page, 'the wish to be told');
  await page.getByRole('dialog').getByRole('button', { name: 'Tell me', exact: true }).click();
  await page.getByRole('button', { name: `You are told ${name}` }).waitFor();

  await page.goto('/');
  await settled(page);
  await page.locator('.live[data-state=open]').waitFor();
  await indicators(await pageOf('anna'), `one.p${stamp}.example`, `two.p${stamp}.example`);
  // By itself, without a reload.
  await page.getByRole('heading', { name: 'New for your saved questions' }).waitFor();
  await page.getByRole('link', { name: `one.p${stamp}.example` }).first().waitFor();
  await isAccessible(page, 'what is new on Today');
  await page.setViewportSize({ width: 360, height: 740 });
  await fitsTheWidth(page, 'what is new on Today');
  await page.setViewportSize({ width: 1280, height: 860 });

  await page.goto('/search');
  await page.getByRole('button', { name: `2 new for ${name}: show them` }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/value/);
  await page.locator('tbody [data-line], tbody tr').first().waitFor();
  await page.getByRole('button', { name: `2 new for ${name}: show them` }).waitFor({ state: 'detached' });

  await page.getByRole('button', { name: `You are told ${name}` }).click();
  await page.getByRole('button', { name: 'Tell me no more' }).click();
  await page.getByRole('button', { name: `Tell me ${name}` }).waitFor();
});

test('a link that comes later is told, and Today counts it where a person looks first', async () => {
  const stamp = Date.now();
  const at = new Date().toISOString();
  const common = { spec_version: '2.1', created: at, modified: at };
  const actor = { ...common, type: 'intrusion-set', id: `intrusion-set--${crypto.randomUUID()}`, name: `Heron ${stamp}` };
  const host = `linked${stamp}.example`;
  const indicator = { ...common, type: 'indicator', id: `indicator--${crypto.randomUUID()}`, valid_from: at, name: host, pattern: `[domain-name:value = '${host}']`, pattern_type: 'stix' };
  const link = { ...common, type: 'relationship', id: `relationship--${crypto.randomUUID()}`, relationship_type: 'indicates', source_ref: indicator.id, target_ref: actor.id };
  const page = await pageOf('bram', { locale: 'nl-NL' });
  await stored(await pageOf('anna'), actor, indicator);
  const name = `Reiger ${stamp}`;
  await send(page, '/api/queries', { name, query: `actor:"Heron ${stamp}" type:indicator`, shared: false });
  await page.goto('/search');
  await page.getByRole('button', { name: `Licht mij in ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Licht mij in', exact: true }).click();
  await page.getByRole('button', { name: `U wordt ingelicht ${name}` }).waitFor();
  await page.goto('/');
  await settled(page);
  await page.locator('.live[data-state=open]').waitFor();
  expect(await page.getByRole('link', { name: /^nieuw bij/ }).count()).toBe(0);

  await stored(await pageOf('anna'), link);
  const waits = page.getByRole('region', { name: 'Wacht op iemand' });
  const line = waits.getByRole('link', { name: 'nieuw bij een bewaarde vraag' });
  await line.waitFor();
  expect(await waits.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'nieuw bij een bewaarde vraag' }) }).locator('.figure').textContent()).toBe('1');
  await isAccessible(page, 'the count of what is new');
  await page.setViewportSize({ width: 360, height: 740 });
  await fitsTheWidth(page, 'the count of what is new');
  await line.focus();
  await page.keyboard.press('Enter');
  const panel = page.locator('#new-answers');
  await panel.getByRole('link', { name: host }).waitFor();
  // In sight, and not under the bar at the top.
  await expect.poll(() => panel.evaluate((element) => {
    const { top } = element.getBoundingClientRect();
    const covered = document.querySelector('.topbar')?.getBoundingClientRect().bottom ?? 0;
    return top >= covered && top < window.innerHeight;
  }), { timeout: 15_000 }).toBe(true);
  await panel.getByRole('button', { name: `Gezien ${name}` }).click();
  await line.waitFor({ state: 'detached' });
});

test('two who decide about one object see each other, and one who only looks around is no editor', async () => {
  const at = new Date().toISOString();
  const id = `indicator--${crypto.randomUUID()}`;
  const anna = await pageOf('anna');
  const bram = await pageOf('bram');
  await stored(anna, { type: 'indicator', spec_version: '2.1', id, created: at, modified: at, valid_from: at, name: 'Both', pattern: "[domain-name:value = 'both.example']", pattern_type: 'stix' });
  await anna.goto(`/objects/${id}`);
  await settled(anna);
  await bram.goto(`/objects/${id}`);
  await anna.getByText(/^Bram.* has this open\.$/).waitFor({ timeout: 5_000 });
  await bram.getByRole('button', { name: 'Change for whom it is' }).click();
  await bram.getByRole('dialog').getByText(/^Anna.* has this open\.$/).waitFor({ timeout: 5_000 });
  await bram.getByRole('dialog').getByRole('textbox', { name: 'Why', exact: true }).pressSequentially('because');
  await anna.getByText(/^Bram.* is editing this too\.$/).waitFor({ timeout: 5_000 });
  await isAccessible(anna, 'a colleague who decides about an object');
});

test('two who have one thing open see each other, see who types, and see the other go', async () => {
  const anna = await pageOf('anna');
  const bram = await pageOf('bram');
  const words = { title: 'Together', summary: 's', advice: 'a' };
  const { id } = await send<{ id: string }>(anna, '/api/publications', { tlp: 'green', nl: words, en: words, indicators: [] });
  await anna.goto(`/publications/${id}`);
  await settled(anna);
  await anna.locator('.live[data-state=open]').waitFor();
  expect(await anna.locator('.present p').count()).toBe(0);

  await bram.goto(`/publications/${id}`);
  await anna.getByText(/^Bram.* has this open\.$/).waitFor({ timeout: 5_000 });
  await bram.getByText(/^Anna.* has this open\.$/).waitFor({ timeout: 5_000 });
  await bram.getByLabel('Title').nth(1).pressSequentially('!');
  await anna.getByText(/^Bram.* is editing this too\.$/).waitFor({ timeout: 4_000 });
  await isAccessible(anna, 'a colleague who edits too');
  await anna.setViewportSize({ width: 360, height: 740 });
  await fitsTheWidth(anna, 'a colleague who edits too');

  await bram.goto('/publications');
  await anna.locator('.present p').waitFor({ state: 'detached', timeout: 5_000 });
  // Lost and not closed: gone within half a minute.
  await bram.goto(`/publications/${id}`);
  await anna.getByText(/^Bram.* has this open\.$/).waitFor({ timeout: 5_000 });
  await bram.context().setOffline(true);
  await anna.locator('.present p').waitFor({ state: 'detached', timeout: 35_000 });
}, 90_000);

test('investigations and reports show who is there, and a member sees nobody', async () => {
  const anna = await pageOf('anna');
  const bram = await pageOf('bram');
  const noor = await pageOf('noor');
  const { id: report } = await send<{ id: string }>(noor, '/api/reports', { text: 'Together: bel 06-12345678', channel: 'sms', sender: '' });
  await anna.goto(`/desk/${report}`);
  await bram.goto(`/desk/${report}`);
  await noor.goto(`/desk/${report}`);
  await anna.getByText(/^Bram.* has this open\.$/).waitFor({ timeout: 5_000 });
  await settled(noor);
  expect(await noor.locator('.present').count()).toBe(0);
  expect((await noor.request.get(`/api/presence/report/${report}?page=${crypto.randomUUID()}`)).status()).toBe(404);

  const { id: secret } = await send<{ id: string }>(anna, '/api/investigations', { title: 'Alone', summary: '' });
  await anna.goto(`/investigations/${secret}`);
  await settled(anna);
  expect((await bram.request.get(`/api/presence/investigation/${secret}?page=${crypto.randomUUID()}`)).status()).toBe(404);
  expect(await anna.locator('.present p').count()).toBe(0);
});
