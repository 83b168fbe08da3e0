import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { actorOfItsOwn, id } from './matrixData';
import { ask, logIn, pageOf } from './people';

const TEXT = (actor: string) => `The group ${actor} attacks clinics.
It sends mail from post[.]parcel-service[.]example; more at https://news.example/story about it.
${actor} drops Lanternjaw. The server is 192.0.2.44, and CVE-2026-4321 is exploited.
`;

/** A document that one test reads alone, by the form of the page. */
async function read(page: Page, text: string): Promise<void> {
  await page.goto('/documents');
  await page.getByLabel(/^(Paste a text|Een tekst plakken)/).fill(text);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { level: 2, name: /^(What was found|Wat gevonden is)$/ }).waitFor();
  await settled(page);
}

const line = (page: Page, name: string | RegExp) => page.locator('.things').getByRole('button', { name, exact: typeof name === 'string' });

test('a report is read by keyboard alone, written about, published, and found in the store', async () => {
  const page = await pageOf('anna');
  const number = await actorOfItsOwn(page);
  const actor = { id: id('intrusion-set', number), name: `Sample actor ${number}` };
  await read(page, TEXT(actor.name));
  await isAccessible(page, 'a document that was read');
  expect(await page.locator('.reading mark').count()).toBeGreaterThanOrEqual(6);
  await line(page, '192[.]0[.]2[.]44').focus();
  await page.keyboard.press('o');
  await page.getByRole('button', { name: /^Take all \d that are sure$/ }).waitFor();
  await line(page, actor.name).focus();
  await page.keyboard.press('Shift+A');
  await page.getByRole('button', { name: /^Take all/ }).waitFor({ state: 'detached' });
  expect(await page.locator('.reading mark.found-accepted').count()).toBe(4);
  expect(await page.locator('.reading mark.found-observed').count()).toBe(1);
  await line(page, /news/).first().focus();
  await page.keyboard.press('x');
  await page.locator('.reading mark.found-rejected').first().waitFor();

  await page.getByRole('textbox', { name: 'Title' }).fill(`${actor.name} and clinics`);
  await page.getByRole('textbox', { name: 'What we say about it' }).fill('**Watch them.** <script>alert(1)</script> [out](https://out.example)');
  await page.getByRole('combobox', { name: 'Mention an object' }).fill(actor.name);
  await page.locator('.picker-list').getByRole('option', { name: new RegExp(actor.name) }).first().click();
  await page.getByText('As it reads').click();
  await page.locator('.written strong', { hasText: 'Watch them.' }).waitFor();
  expect(await page.locator('.written a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([`/objects/${actor.id}`]);
  expect(await page.locator('.written script').count()).toBe(0);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.').waitFor();
  await page.getByLabel('Who may have it').selectOption('TLP:GREEN');
  await page.getByLabel('What the indicators show').selectOption({ label: actor.name });
  await page.getByRole('button', { name: 'Publish the report' }).click();
  await page.getByRole('link', { name: 'To the report' }).click();
  await page.getByRole('heading', { level: 1, name: `${actor.name} and clinics` }).waitFor();
  await page.getByRole('link', { name: 'Its document' }).waitFor();
  await page.locator('.written strong', { hasText: 'Watch them.' }).waitFor();
  expect(await page.locator('.written script').count()).toBe(0);
  await isAccessible(page, 'the report of a document');
  await page.goto('/documents');
  await page.getByRole('row', { name: new RegExp(`${actor.name} and clinics`) }).getByRole('link', { name: 'Published' }).waitFor();
});

test('a name that was not found is pointed out in the text', async () => {
  const page = await pageOf('anna');
  await read(page, 'They call it Lanternjaw here, at 192.0.2.45.');
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector('.reading') as Node, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf('Lanternjaw') ?? -1;
      if (at >= 0) {
        getSelection()?.setBaseAndExtent(node, at, node, at + 'Lanternjaw'.length);
      }
    }
  });
  await page.locator('.reading').dispatchEvent('mouseup');
  await page.getByLabel('What is “Lanternjaw”?').selectOption('malware');
  await page.getByRole('button', { name: 'Mark it' }).click();
  await page.locator('.reading mark.found-accepted', { hasText: 'Lanternjaw' }).waitFor();
  await page.locator('label', { hasText: 'Taken 1' }).click();
  await line(page, 'Lanternjaw').waitFor();
});

test('a file is dropped in Dutch on a phone in the dark, and a broken one is refused in words', async () => {
  const page = await pageOf('anna', { viewport: { width: 360, height: 780 }, colorScheme: 'dark', locale: 'nl-NL' });
  await page.goto('/documents');
  await page.locator('input[type=file]').setInputFiles({ name: 'kapot.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF') });
  await page.getByRole('alert').filter({ hasText: /kon niet gelezen worden|geen tekst in gevonden/ }).waitFor({ timeout: 60_000 });
  await page.locator('input[type=file]').setInputFiles({ name: 'bericht.html', mimeType: 'text/html', buffer: Buffer.from('<h1>Bericht</h1><p>Van 192.0.2.46.</p>') });
  await page.getByRole('heading', { level: 2, name: 'Wat gevonden is' }).waitFor({ timeout: 60_000 });
  await line(page, '192[.]0[.]2[.]46').waitFor();
  await fitsTheWidth(page, 'a document on a phone');
  await isAccessible(page, 'a document in the dark');
});

test('what is typed survives the tab, and of two who write one chooses', async () => {
  const page = await pageOf('anna');
  await read(page, 'Two write about 192.0.2.47.');
  await page.getByRole('textbox', { name: 'What we say about it' }).fill('mine');
  await page.getByText('Not saved yet').waitFor();
  await page.waitForTimeout(500);
  await page.reload();
  await page.getByRole('textbox', { name: 'What we say about it' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'What we say about it' }).inputValue()).toBe('mine');
  const document = page.url().split('/').pop() ?? '';
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('document.')).forEach((key) => localStorage.removeItem(key)));
  await other.reload();
  await other.getByRole('textbox', { name: 'What we say about it' }).fill('theirs');
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  await other.getByText('Saved.').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep mine' }).click();
  await page.getByText('Saved.').waitFor();
  expect((await ask<{ note: string }>(page, `/api/documents/${document}`)).note).toBe('mine');
});

test('what is written beside a document survives an expired session', async () => {
  const page = await pageOf('anna');
  await read(page, 'A session ends beside 192.0.2.48.');
  const note = page.getByRole('textbox', { name: 'What we say about it' });
  await note.fill('Written before the session ended');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Your session has ended').waitFor();
  await logIn(page, 'anna');
  await page.getByText('Your session has ended').waitFor({ state: 'detached' });
  expect(await note.inputValue()).toBe('Written before the session ended');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.').waitFor();
});

test('hostile text stays text', async () => {
  const page = await pageOf('anna');
  await read(page, `<img src=x onerror=alert(1)> \u202Emoc.elpmaxe ${'long'.repeat(2_500)} مرحبا http://192.0.2.48/<script>`);
  await page.locator('.reading .invisible').first().waitFor();
  expect(await page.locator('.reading img, .reading script').count()).toBe(0);
  await fitsTheWidth(page, 'a hostile document');
});

test('without a document the page says what it is for, and a foreign link leads nowhere', async () => {
  const page = await pageOf('anna');
  await page.route('**/api/documents', (asked) => asked.fulfill({ json: { documents: [], next: null } }));
  await page.goto('/documents');
  await page.getByText('Nothing was read yet').waitFor();
  await isAccessible(page, 'no documents');
  await page.goto('/documents/00000000-0000-4000-8000-000000000000');
  await page.getByRole('heading', { level: 1 }).waitFor();
});
