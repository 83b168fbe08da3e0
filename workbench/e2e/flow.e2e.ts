import { expect, test } from 'vitest';
import { settled } from './judge';
import { pageOf, send } from './people';
import { acknowledges, approves, asksForReview, claims, drafts, publishes, reports, WORDS } from './story';

/** Tells this run's warning from those of an earlier run on the same hub. */
const TITLE = `False parcel message ${Date.now()}`;
const MESSAGE = 'Uw pakket van het Nationaal Gezondheidsinstituut ligt klaar. Betaal 2 euro: https://gezondheidsinstltuut.example/pak';

test('a message becomes a warning that two people stand behind', async () => {
  const w = WORDS.en;
  const member = await pageOf('noor');
  const report = await reports(member, w, MESSAGE);

  const author = await pageOf('anna');
  await author.goto(report);
  await author.locator('mark').first().waitFor();
  expect(await author.locator('mark').first().innerText()).toContain('gezondheidsinstltuut.example');
  await author.getByText('Pretends to be Nationaal Gezondheidsinstituut').first().waitFor();
  await claims(author, w, 'Anna');
  const publication = await drafts(author, w, { nl: 'Valse pakketmelding', en: TITLE });
  await asksForReview(author, w);

  const reviewer = await pageOf('bram');
  await approves(reviewer, w, publication);
  await publishes(reviewer, w, publication);

  await acknowledges(member, w, TITLE);
  await member.goto(report);
  await member.getByText(w.became).waitFor();
});

test('two people change the same draft, and the second one chooses', async () => {
  const author = await pageOf('anna');
  const words = { title: 'First', summary: 's', advice: 'a' };
  const { id } = await send<{ id: string }>(author, '/api/publications', { tlp: 'green', nl: words, en: words, indicators: [] });
  await author.goto(`/publications/${id}`);
  const colleague = await pageOf('bram');
  await colleague.goto(`/publications/${id}`);
  await settled(author);
  await author.getByLabel('Title').nth(1).fill('Mine');
  await colleague.getByLabel('Title').nth(1).fill('Theirs');
  await colleague.getByRole('button', { name: 'Save the draft' }).click();
  await colleague.getByText('Saved', { exact: true }).waitFor();
  await author.getByRole('button', { name: 'Save the draft' }).click();
  await author.getByText('A colleague changed this draft while you were writing').waitFor();
  await author.getByRole('button', { name: 'Keep mine, replace theirs' }).click();
  await author.getByText('Saved', { exact: true }).waitFor();
  await author.getByRole('heading', { level: 1, name: 'Mine' }).waitFor();
});

test('a report appears at the desk by itself', async () => {
  const analyst = await pageOf('anna');
  await analyst.goto('/desk');
  await settled(analyst);
  await analyst.locator('.live[data-state=open]').waitFor();
  const member = await pageOf('noor');
  await send(member, '/api/reports', { text: 'Live: bel 06-12345678 terug', channel: 'sms', sender: '' });
  await analyst.getByText('Live: bel 06-12345678 terug').waitFor();
});
