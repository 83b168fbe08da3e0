import { expect, test } from 'vitest';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { bring, id } from './matrixData';
import { pageOf } from './people';

const at = '2026-03-01T00:00:00.000Z';

function made(type: string, n: number, more: object): object {
  return { type, spec_version: '2.1', id: id(type, 700_000 + n), created: at, modified: at, ...more };
}

function tie(n: number, from: [string, number], type: string, to: [string, number]): object {
  return made('relationship', n, { relationship_type: type, source_ref: id(from[0], 700_000 + from[1]), target_ref: id(to[0], 700_000 + to[1]) });
}

/** Two actors: one against hospitals in two countries, one against energy. */
const WORLD = [
  made('location', 1, { name: 'The Netherlands', country: 'NL' }),
  made('location', 2, { name: 'Belgium', country: 'BE' }),
  made('location', 3, { name: 'Brazil', country: 'BR' }),
  made('location', 4, { name: 'Western Europe', region: 'western-europe' }),
  made('identity', 1, { name: 'Hospitals', identity_class: 'class', sectors: ['healthcare'] }),
  made('identity', 2, { name: 'Energy', identity_class: 'class' }),
  made('intrusion-set', 1, { name: 'Sample Marsh Otter' }),
  made('intrusion-set', 2, { name: 'Sample Dune Lizard' }),
  tie(1, ['intrusion-set', 1], 'targets', ['location', 1]),
  tie(2, ['intrusion-set', 1], 'targets', ['location', 2]),
  tie(3, ['intrusion-set', 1], 'targets', ['identity', 1]),
  tie(4, ['intrusion-set', 1], 'originates-from', ['location', 3]),
  tie(5, ['intrusion-set', 2], 'targets', ['location', 1]),
  tie(6, ['intrusion-set', 2], 'targets', ['location', 4]),
  tie(7, ['intrusion-set', 2], 'targets', ['identity', 2]),
];

async function world(who: 'anna' | 'noor', options = {}) {
  const anna = await pageOf('anna');
  await bring(anna, 'Sample world', Buffer.from(JSON.stringify({ type: 'bundle', id: id('bundle', 700_000), objects: WORLD })));
  return pageOf(who, options);
}

test('our own sector comes first; a country on the map, a list and the address say the same', async () => {
  const page = await world('anna');
  await page.goto('/world');
  await page.getByRole('link', { name: 'Sample Marsh Otter' }).waitFor();
  await settled(page);
  expect(await page.getByRole('button', { name: /^Health care/ }).getAttribute('aria-pressed')).toBe('true');
  expect(await page.getByRole('link', { name: 'Sample Dune Lizard' }).count()).toBe(0);
  await isAccessible(page, 'the world');
  await page.getByRole('button', { name: 'All sectors' }).click();
  await page.getByRole('link', { name: 'Sample Dune Lizard' }).waitFor();
  await page.locator('.world-map path[data-code=BE]').click();
  await page.waitForURL(/country=BE/);
  await page.getByRole('link', { name: 'Sample Dune Lizard' }).waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('link', { name: 'Sample Marsh Otter' }).waitFor();
  expect(await page.getByRole('button', { name: /^Belgium/ }).getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('combobox', { name: 'Countries' }).selectOption('from');
  await page.getByRole('button', { name: /^Brazil/ }).waitFor();
  await page.getByRole('combobox', { name: 'Told in the last' }).selectOption('3650');
  await page.waitForURL(/days=3650/);
  await page.getByRole('button', { name: /^Brazil/ }).waitFor();
});

test('the keyboard goes there and through the list', async () => {
  const page = await world('anna');
  await page.goto('/');
  await settled(page);
  await page.keyboard.press('g');
  await page.keyboard.press('u');
  await page.getByRole('heading', { level: 1, name: 'World and sector' }).waitFor();
  await page.getByRole('link', { name: 'Sample Marsh Otter' }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/objects/*');
});

test('it is Dutch, dark, and fits a phone, and says where it is empty', async () => {
  const page = await world('anna', { locale: 'nl-NL', colorScheme: 'dark', viewport: { width: 360, height: 740 } });
  await page.goto('/world');
  await page.getByRole('button', { name: /^Zorg/ }).waitFor();
  await page.getByRole('button', { name: /^Nederland/ }).waitFor();
  await settled(page);
  await isAccessible(page, 'the world, Dutch, dark, phone');
  await fitsTheWidth(page, 'the world');
  await page.goto('/world?sector=mining');
  await page.getByText('Van niets dat u mag zien').waitFor();
});
