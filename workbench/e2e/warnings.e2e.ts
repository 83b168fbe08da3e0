import { test } from 'vitest';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { ask, pageOf, send } from './people';

interface Told {
  organizations: { id: string; name: string; kind: string }[];
}

const WORDS = { title: 'Infuuspompen vragen om een wachtwoord', summary: 'Een lek in infuuspompen wordt misbruikt.', advice: 'Zet de pompen in een eigen netwerk.' };

/** From a draft whose recipients are chosen to the last call: what a duty officer and a member do. */
test('a warning for one hospital is targeted, sent, answered, chased and called about', { timeout: 180_000 }, async () => {
  const anna = await pageOf('anna');
  const bram = await pageOf('bram');
  const { organizations } = await ask<Told>(anna, '/api/organizations');
  const north = organizations.find(({ name }) => name === 'Ziekenhuis Noord');
  const contacts = [{ name: 'Dienstdoende SOC', role: 'on-call', mail: '', phone: '+31 20 555 0100', always: true, sms: false }];
  await send(anna, `/api/organizations/${north?.id}/contacts`, { contacts }, 'PUT');
  const { id } = await send<{ id: string }>(anna, '/api/publications', { tlp: 'green', nl: WORDS, en: WORDS, indicators: [], chance: 'high', damage: 'high' });

  await anna.goto(`/publications/${id}`);
  const panel = anna.getByRole('region', { name: 'Who gets it' });
  await panel.getByText(/members get it/).waitFor();
  await panel.getByLabel('Add a rule').selectOption('organization');
  await panel.getByLabel('Which').selectOption({ label: 'Ziekenhuis Noord' });
  await panel.getByRole('button', { name: 'Add a rule' }).click();
  await panel.getByText('1 member gets it').waitFor();
  await panel.getByText(/do not$/).waitFor();
  await isAccessible(anna, 'a draft with its recipients');

  await send(anna, `/api/publications/${id}/review`, {});
  await send(bram, `/api/publications/${id}/approval`, {});
  await send(anna, `/api/publications/${id}/publication`, { reason: 'All of them run it.' });
  const { proposals } = await ask<{ proposals: { id: string; kind: string; state: string }[] }>(bram, '/api/proposals');
  const waiting = proposals.find(({ kind, state }) => kind === 'warning-high-high' && state === 'waiting');
  await send(bram, `/api/proposals/${waiting?.id}/approval`, {});

  await anna.goto(`/publications/${id}`);
  const calls = anna.getByRole('region', { name: 'Call list' });
  await calls.getByText('1 member to call').waitFor();
  await calls.getByRole('button', { name: 'Call them Ziekenhuis Noord' }).click();
  await calls.getByLabel('Who was spoken to').fill('Dienstdoende SOC');
  await settled(anna);
  await isAccessible(anna, 'a warning with its call list');
  await calls.getByRole('button', { name: 'Informed' }).click();
  await calls.getByText('Nobody is left to call.').waitFor();

  const noor = await pageOf('noor');
  await noor.goto(`/publications/${id}`);
  const answer = noor.getByRole('region', { name: 'What does it mean for you?' });
  await answer.getByLabel('We are affected').check();
  await answer.getByLabel('Note for the CERT (optional)').fill('Vier pompen op de IC.');
  await answer.getByRole('button', { name: 'Send the answer' }).click();
  await answer.getByRole('status').getByText('We are affected').waitFor();
  await isAccessible(noor, 'a member answers');

  await anna.reload();
  const became = anna.getByRole('region', { name: 'What became of it' });
  await became.getByText('Everybody answered.').waitFor();
  await became.getByText('Vier pompen op de IC.').waitFor();
  const dark = await pageOf('anna', { colorScheme: 'dark' });
  await dark.goto(`/publications/${id}`);
  await settled(dark);
  await isAccessible(dark, 'a sent warning, dark');
  await anna.setViewportSize({ width: 360, height: 740 });
  await fitsTheWidth(anna, 'a sent warning');
  await anna.goto('/publications/statistics');
  await anna.getByRole('heading', { level: 1, name: 'How warnings fared' }).waitFor();
  await anna.getByText(WORDS.title).first().waitFor();
  await fitsTheWidth(anna, 'how warnings fared');
});
