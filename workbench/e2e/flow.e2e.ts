import { expect, test } from 'vitest';
import { settled } from './judge';
import { pageOf, send } from './people';

/** Tells this run's warning from those of an earlier run on the same hub. */
const TITLE = `False parcel message ${Date.now()}`;
const MESSAGE = 'Uw pakket van het Nationaal Gezondheidsinstituut ligt klaar. Betaal 2 euro: https://gezondheidsinstltuut.example/pak';

test('a message becomes a warning that two people stand behind', async () => {
  const member = await pageOf('noor');
  await member.goto('/desk/new');
  await member.getByLabel('The message, as you received it').fill(MESSAGE);
  await member.getByRole('button', { name: 'Send the report' }).click();
  await member.getByText('Thank you, it has arrived.').waitFor();
  await member.getByRole('link', { name: 'Follow this report' }).click();
  await member.getByText('It waits for somebody at the CERT.').waitFor();
  const report = new URL(member.url()).pathname;

  const author = await pageOf('anna');
  await author.goto(report);
  await author.locator('mark').first().waitFor();
  expect(await author.locator('mark').first().innerText()).toContain('gezondheidsinstltuut.example');
  await author.getByText('Pretends to be Nationaal Gezondheidsinstituut').first().waitFor();
  await author.getByRole('button', { name: 'Claim' }).click();
  await author.getByText('In hand with Anna').waitFor();
  await author.getByRole('button', { name: 'Make a draft warning' }).click();
  await author.waitForURL('**/publications/*');
  const publication = new URL(author.url()).pathname;
  await author.getByLabel('Title').first().fill('Valse pakketmelding');
  await author.getByLabel('Title').nth(1).fill(TITLE);
  await author.getByRole('button', { name: 'Save the draft' }).click();
  await author.getByText('Saved', { exact: true }).waitFor();
  await author.getByRole('button', { name: 'Send to review' }).click();
  await author.getByText('Four eyes: you wrote in this publication').waitFor();
  expect(await author.getByRole('button', { name: 'Approve' }).isDisabled()).toBe(true);

  const reviewer = await pageOf('bram');
  await reviewer.goto(publication);
  await reviewer.getByRole('button', { name: 'Approve' }).click();
  await reviewer.getByRole('button', { name: 'Publish to members' }).click();
  await reviewer.getByText('Time to immunity').waitFor();

  await member.goto('/publications');
  await member.getByRole('link', { name: TITLE }).click();
  await member.getByRole('button', { name: 'I have read this' }).click();
  await member.getByText('Your organisation has read this.').waitFor();
  await member.goto(report);
  await member.getByText('It became the draft of a warning.').waitFor();
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
