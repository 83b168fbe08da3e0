import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { ask, examples, logIn, pageOf, send } from './people';

interface Begun {
  id: string;
  colleagues: { id: string; login: string }[];
}

const PHONE = { viewport: { width: 360, height: 780 }, locale: 'nl-NL' } as const;

/** An investigation with Bram in it. */
async function shared(anna: Page, title: string): Promise<string> {
  const page = await send<Begun>(anna, '/api/investigations', { title, summary: '' });
  const bram = page.colleagues.find(({ login }) => login === 'bram');
  const { csrf } = await ask<{ csrf: string }>(anna, '/api/session');
  const brought = await anna.request.put(`/api/investigations/${page.id}/people/${bram?.id}`, { headers: { 'X-CSRF': csrf } });
  expect(brought.ok()).toBe(true);
  return `/investigations/${page.id}`;
}

test('an analyst begins one, adds objects from their page and from a search, and writes a task by keyboard', async () => {
  const page = await pageOf('anna');
  const title = `By keyboard ${Date.now()}`;
  await page.goto('/investigations');
  await settled(page);
  await page.getByRole('button', { name: 'New investigation' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Title' }).fill(title);
  await isAccessible(page, 'beginning one');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  const there = new URL(page.url()).pathname;
  await isAccessible(page, 'an empty investigation');
  await page.getByRole('textbox', { name: 'What is to be done?' }).fill('Ask the provider');
  await page.keyboard.press('Enter');
  await page.getByLabel('State of “Ask the provider”').selectOption('done');
  await expect.poll(() => page.getByLabel('State of “Ask the provider”').inputValue()).toBe('done');

  const { object } = await examples(page);
  await page.goto(object);
  await page.getByRole('button', { name: 'Add to an investigation' }).click();
  await page.getByLabel('Investigation', { exact: true }).selectOption({ label: title });
  await isAccessible(page, 'adding an object');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('It is in there.').waitFor();

  await page.goto('/search?query=type:report');
  await page.locator('tbody input[type=checkbox]').first().check();
  await page.getByRole('button', { name: 'Add to an investigation' }).click();
  await page.getByLabel('Investigation', { exact: true }).selectOption({ label: title });
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('link', { name: 'Open the investigation' }).click();
  await page.waitForURL(`**${there}`);
  await expect.poll(() => page.locator('.panel .plain-list .row-link').count()).toBe(2);
  await page.getByRole('link', { name: /^Timeline/ }).click();
  await page.getByText('task done').waitFor();
  await page.getByLabel('In the investigation').uncheck();
  await expect.poll(() => page.getByText('task done').count()).toBe(0);
  expect(page.url()).toContain('only=');
  await page.keyboard.press('Escape');
  await isAccessible(page, 'the timeline');
});

test('two people see each other at once, and who saves second on a note chooses', async () => {
  const anna = await pageOf('anna');
  const path = await shared(anna, `Together ${Date.now()}`);
  const bram = await pageOf('bram');
  await bram.goto(`${path}?part=notes`);
  await settled(bram);
  await bram.locator('.live[data-state=open]').waitFor();
  await anna.goto(`${path}?part=notes`);
  await anna.getByRole('textbox', { name: 'New note' }).fill('The first thing');
  await anna.keyboard.press('Control+Enter');
  await bram.locator('bdi', { hasText: 'The first thing' }).waitFor();
  await anna.getByRole('button', { name: /^Edit The first thing/ }).click();
  await bram.getByRole('button', { name: /^Edit The first thing/ }).click();
  await anna.getByRole('textbox', { name: 'Note', exact: true }).fill('What Anna found');
  await bram.getByRole('textbox', { name: 'Note', exact: true }).fill('What Bram found');
  await bram.keyboard.press('Control+Enter');
  await bram.getByText('What Bram found').first().waitFor();
  await anna.getByRole('textbox', { name: 'Note', exact: true }).press('Control+Enter');
  await anna.getByText('Somebody else changed this').waitFor();
  await isAccessible(anna, 'the choice');
  await anna.getByRole('button', { name: 'Keep mine, replace theirs' }).click();
  await bram.locator('bdi', { hasText: 'What Anna found' }).first().waitFor();
  await bram.getByRole('button', { name: /^History/ }).click();
  await bram.locator('bdi', { hasText: 'What Bram found' }).first().waitFor();
});

test('drafts are found by the people in it alone, and become known together after a second one looked', async () => {
  const anna = await pageOf('anna');
  const path = await shared(anna, `To be told ${Date.now()}`);
  const word = `Lure${Date.now()}`;
  await anna.goto(`${path}?part=drafts`);
  await anna.getByRole('button', { name: 'Write something' }).click();
  const dialog = anna.getByRole('dialog');
  await dialog.getByLabel('What is it?').selectOption('indicator');
  await dialog.getByLabel('Title').fill(word);
  await dialog.getByLabel('Value or STIX pattern').fill(`${word.toLowerCase()}[.]example`);
  await isAccessible(anna, 'writing a draft');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await anna.getByRole('link', { name: word }).waitFor();
  const bram = await pageOf('bram');
  await bram.goto(`/search?query=${word.toLowerCase()}.example`);
  await bram.getByRole('link', { name: word }).waitFor();
  const noor = await pageOf('noor');
  expect(JSON.stringify(await ask(noor, `/api/objects?query=${word.toLowerCase()}.example`))).not.toContain(word);

  await anna.getByRole('button', { name: 'Publish all drafts' }).click();
  await dialog.getByLabel('Label').selectOption('green');
  await dialog.getByLabel('Why, for the one who looks').fill('Seen at two members');
  await isAccessible(anna, 'publishing');
  await dialog.getByRole('button', { name: 'Ask a second person' }).click();
  await anna.getByText('The drafts wait for a second person').waitFor();
  await bram.goto('/decisions');
  await bram.locator('section', { hasText: word }).getByRole('button', { name: 'Decide' }).click();
  await bram.getByRole('dialog').getByRole('button', { name: 'Do it' }).click();
  await bram.locator('section', { hasText: word }).getByText('done', { exact: true }).waitFor();
  await anna.getByRole('heading', { name: 'Published' }).waitFor();
  await noor.goto(`/search?query=${word.toLowerCase()}.example`);
  await noor.getByRole('link', { name: word }).waitFor();
});

test('an investigation of others looks as if it were not there', async () => {
  const anna = await pageOf('anna');
  const { id } = await send<Begun>(anna, '/api/investigations', { title: `Alone ${Date.now()}`, summary: 'quiet' });
  const bram = await pageOf('bram');
  await bram.goto(`/investigations/${id}`);
  await bram.getByText('Nothing here').waitFor();
  expect(await bram.getByText('quiet').count()).toBe(0);
});

test('text from outside harms nobody, on a Dutch phone too', async () => {
  const anna = await pageOf('anna', PHONE);
  const hostile = `<script>document.title='x'</script> \u202Egnp.exe ${'lang'.repeat(2000)} שלום`;
  const { id } = await send<Begun>(anna, '/api/investigations', { title: '<img src=x onerror=alert(1)> \u202Exe', summary: hostile });
  const at = `/api/investigations/${id}`;
  await send(anna, `${at}/notes`, { text: hostile });
  await send(anna, `${at}/tasks`, { title: `<b>${'w'.repeat(150)}</b>`, assignee: null, due: '2026-01-01' });
  const { csrf } = await ask<{ csrf: string }>(anna, '/api/session');
  await anna.request.post(`${at}/files?name=${encodeURIComponent('../\u202Egpj.<b>.html')}`, { data: Buffer.from('<script>1</script>'), headers: { 'X-CSRF': csrf, 'Content-Type': 'application/octet-stream' } });
  await send(anna, `${at}/drafts`, { type: 'campaign', name: hostile.slice(0, 250), text: hostile, pattern: '', from: '', link: '', to: '', objects: [] });
  for (const part of ['objects', 'notes', 'drafts', 'timeline', 'files']) {
    await anna.goto(`/investigations/${id}?part=${part}`);
    await settled(anna);
    await fitsTheWidth(anna, part);
    await isAccessible(anna, part);
  }
  expect(await anna.title()).toContain('Theriac');
  await anna.getByText('te laat').waitFor();
  await anna.goto('/investigations');
  await settled(anna);
  await fitsTheWidth(anna, 'the list');
  await isAccessible(anna, 'the list');
  const { objects } = await ask<{ objects: { id: string; name: string }[] }>(anna, '/api/objects?type=campaign');
  const draft = objects.find(({ name }) => name.includes('langlang'))?.id ?? '';
  expect(draft).not.toBe('');
  for (const page of [`/graph?around=${draft}`, `/objects/${draft}`]) {
    await anna.goto(page);
    await settled(anna);
    await anna.getByText('langlang').first().waitFor();
    await fitsTheWidth(anna, page);
  }
  // For others it is not there, and a graph that begins with it says so instead of waiting.
  const bram = await pageOf('bram');
  await bram.goto(`/graph?around=${draft}`);
  await bram.getByRole('alert').first().waitFor();
  await settled(bram);
});

test('what is typed survives a lost connection and a reload', async () => {
  const anna = await pageOf('anna');
  const { id } = await send<Begun>(anna, '/api/investigations', { title: `Offline ${Date.now()}`, summary: '' });
  await anna.goto(`/investigations/${id}?part=notes`);
  await settled(anna);
  await anna.context().setOffline(true);
  await anna.getByRole('textbox', { name: 'New note' }).fill('Written on the train');
  await anna.keyboard.press('Control+Enter');
  await anna.getByText('The hub does not answer').waitFor();
  await anna.context().setOffline(false);
  await anna.reload();
  await anna.getByText('was put back').waitFor();
  await anna.getByRole('button', { name: 'Save', exact: true }).click();
  await anna.locator('.investigation-note', { hasText: 'Written on the train' }).waitFor();
});

test('what is typed survives an expired session', async () => {
  const anna = await pageOf('anna');
  const { id } = await send<Begun>(anna, '/api/investigations', { title: `Ended ${Date.now()}`, summary: '' });
  await anna.goto(`/investigations/${id}?part=notes`);
  await settled(anna);
  await anna.getByRole('textbox', { name: 'New note' }).fill('Written before the session ended');
  await anna.context().clearCookies();
  await anna.getByRole('button', { name: 'Save', exact: true }).click();
  await anna.getByText('Your session has ended').waitFor();
  await logIn(anna, 'anna');
  await anna.getByText('Your session has ended').waitFor({ state: 'detached' });
  expect(await anna.getByRole('textbox', { name: 'New note' }).inputValue()).toBe('Written before the session ended');
  await anna.getByRole('button', { name: 'Save', exact: true }).click();
  await anna.locator('.investigation-note', { hasText: 'Written before the session ended' }).waitFor();
});
