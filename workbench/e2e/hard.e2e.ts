import { expect, test } from 'vitest';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { logIn, pageOf, send } from './people';

test('the keyboard is enough: search palette, going to pages, lines of a list, the sheet', async () => {
  const page = await pageOf('anna');
  await page.goto('/');
  await settled(page);
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor();
  await page.locator('[data-line]').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const second = page.locator('[data-line]').nth(1);
  expect(await second.evaluate((line) => line === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/objects/*');
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('Anywhere').waitFor();
  await isAccessible(page, 'the sheet');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('publications');
  await isAccessible(page, 'the palette');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Publications' }).waitFor();
});

test('what was typed survives an expired session and a closed tab', async () => {
  const page = await pageOf('noor');
  await page.goto('/desk/new');
  const box = page.getByLabel('The message, as you received it');
  await box.fill('Typed before the session ended');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Send the report' }).click();
  await page.getByText('Your session has ended').waitFor();
  await isAccessible(page, 'the log-in over the page');
  await logIn(page, 'noor');
  await page.getByText('Your session has ended').waitFor({ state: 'detached' });
  expect(await box.inputValue()).toBe('Typed before the session ended');
  await page.goto('/');
  await page.goto('/desk/new');
  await page.getByText('was put back').waitFor();
  expect(await box.inputValue()).toBe('Typed before the session ended');
});

test('a lost connection is said in words, and nothing typed is lost', async () => {
  const page = await pageOf('noor');
  await page.goto('/desk/new');
  await page.getByLabel('The message, as you received it').fill('Typed without a connection');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Send the report' }).click();
  await page.getByText('The hub does not answer.').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Thank you, it has arrived.').waitFor();
});

const HOSTILE = {
  script: '<script>window.hit = 1</script><img src=x onerror="window.hit = 1"> javascript:alert(1)',
  bidi: 'Betaal nu \u202Ecod.exe\u202C op http://evil.example/\u200Bpad',
  long: `begin ${'x'.repeat(10_000)} https://long.example/${'y'.repeat(500)}`,
  'right to left': 'مرحبا ادفع الآن https://rtl.example/دفع שלום',
};

test.each(Object.entries(HOSTILE))('hostile text (%s) is only text', async (_, text) => {
  const page = await pageOf('anna', { viewport: { width: 360, height: 740 } });
  const { id } = await send<{ id: string }>(page, '/api/reports', { text, channel: 'other', sender: text.slice(0, 60) });
  for (const path of ['/desk', `/desk/${id}`]) {
    await page.goto(path);
    await settled(page);
    await fitsTheWidth(page, path);
  }
  expect(await page.evaluate(() => (window as unknown as { hit?: number }).hit)).toBeUndefined();
  expect(await page.locator('main .document img, main .document script, main .document a').count()).toBe(0);
  if (text.includes('\u202E')) {
    await page.locator('.document .invisible', { hasText: 'U+202E' }).first().waitFor();
  }
});

test('the sample story says on every page that it is a playground, and asks nobody else', async () => {
  const page = await pageOf('anna');
  await page.goto('/sources');
  await page.getByText('This hub asks no other machine and is asked by none').waitFor();
  const asked = send(page, '/api/documents', { address: 'https://news.example/story' });
  await expect(asked).rejects.toThrow('This hub is a playground');
});

test('a key is shown once', async () => {
  const page = await pageOf('noor');
  const name = `Firewall ${Date.now()}`;
  await page.goto('/keys');
  await page.getByRole('button', { name: 'Issue a key' }).click();
  await page.getByLabel('What is it for?').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Issue a key' }).click();
  const secret = await page.locator('[data-secret]').innerText();
  expect(secret.length).toBeGreaterThan(20);
  await isAccessible(page, 'the secret');
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await page.getByText(name).first().waitFor();
  await page.reload();
  await settled(page);
  expect(await page.content()).not.toContain(secret);
});

test('values are looked up, ten thousand at once', async () => {
  const page = await pageOf('anna');
  await page.goto('/lookup');
  const values = Array.from({ length: 9_999 }, (_, i) => `host-${i}[.]example`);
  const text = [...values, 'not a value'].join('\n');
  // Not typed: the driver's way of typing is quadratic in the lines, a paste is not.
  await page.getByLabel('Values').evaluate((box: HTMLTextAreaElement, pasted) => {
    box.select();
    const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set;
    set?.call(box, pasted);
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }, text);
  await page.getByRole('button', { name: 'Look up' }).click();
  await page.getByRole('heading', { name: /of 10,000 known/ }).waitFor();
  expect(await page.locator('.answer').count()).toBeLessThan(100);
  await page.getByRole('button', { name: 'Not read as a value' }).click();
  await page.locator('.answer', { hasText: 'not a value' }).first().waitFor();
});
