import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { dutch, isDutch } from './dutch';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { mailTo } from './mails';
import { ask, newcomer, pageOf, send } from './people';
import { answerAll } from './rating';
import { acknowledges, approves, asksForReview, claims, drafts, publishes, reports, saves, WORDS } from './story';

/** The false SMS of the demo's story, in the name of the national health institute. */
const SMS = readFileSync(fileURLToPath(new URL('../../samples/nl-alert-sms.txt', import.meta.url)), 'utf8').trim();
const RULE = 'Een echte NL-Alert komt als cell broadcast, nooit als sms, app-bericht of mail, en heeft geen afzender en geen bestelling. Dit bericht is vals.';
const HARMLESS = 'gezondheidslnstituut[.]example';
const MEMBERS = ['Eastern Hospital', 'Huisartsen De Linde', 'Ziekenhuis Noord', 'Ziekenhuis Zuid'];

const w = WORDS.nl;

/** Tells this run's warning from those of an earlier run on the same hub. */
const RUN = Date.now();
const TITLE = `Valse NL-Alert over zorgpakketten ${RUN}`;
const TITLE_EN = `False NL-Alert about care packages ${RUN}`;

/** A page is in Dutch and open to everybody. */
async function judged(page: Page, where: string): Promise<void> {
  await settled(page);
  await isDutch(page, where);
  await isAccessible(page, where);
}

/** The same on a telephone. */
async function onAPhone(page: Page, where: string): Promise<void> {
  await page.setViewportSize({ width: 360, height: 740 });
  await judged(page, `${where}, phone`);
  await fitsTheWidth(page, where);
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Somebody at the hospital in the east, somebody at the CERT who sends and does nothing else, and a firm that answers for the south. */
async function cast() {
  const anna = await pageOf('anna');
  const { organizations } = await ask<{ organizations: { id: string; name: string }[] }>(anna, '/api/organizations');
  const of = (name: string) => organizations.find((one) => one.name === name)?.id;
  const until = new Date(RUN + 86_400_000).toISOString();
  await send(anna, `/api/delegations/${of('Wachtpost Security')}/${of('Ziekenhuis Zuid')}`, { purposes: ['monitoring', 'acknowledgement'], until }, 'PUT');
  return {
    publisher: await newcomer(anna, { name: 'Pien', roles: ['reader', 'publisher'], language: 'nl' }),
    east: await newcomer(anna, { name: 'Oscar', roles: ['reader'], language: 'nl', organization: of('Eastern Hospital') }),
  };
}

/** What a member answers by the form at a warning. */
async function answers(member: Page, publication: string, answer: string, note: string): Promise<void> {
  await member.goto(publication);
  const form = member.getByRole('region', { name: 'Wat betekent het voor u?' });
  await form.getByLabel(answer).check();
  await form.getByLabel('Opmerking voor het CERT (niet verplicht)').fill(note);
  await form.getByRole('button', { name: 'Antwoord sturen' }).click();
  await form.getByRole('status').getByText(answer).waitFor();
}

test('the false NL-Alert in Dutch, from the form of a hospital to the last member that has read the warning', { timeout: 300_000 }, async () => {
  const { publisher, east } = await cast();

  // The hospital reports, and gets a receipt that promises nothing.
  const noor = await dutch('noor');
  await noor.goto('/desk/new');
  await judged(noor, 'the form of a report');
  const report = await reports(noor, w, SMS, 'NL-Alert');
  await judged(noor, 'a report at its member');
  await onAPhone(noor, 'a report at its member');

  // The desk of the CERT: what the rules say, what the values are, and whose it is from now on.
  const anna = await dutch('anna');
  await anna.goto('/desk');
  const line = anna.locator('tr', { has: anna.locator(`a[href="${report}"]`) });
  await line.getByText('lijkt kwaadaardig').waitFor();
  await judged(anna, 'the desk');
  await line.getByRole('link').first().click();
  await anna.getByRole('region', { name: 'Wat de balie opmerkt' }).getByText(RULE).waitFor();
  const values = anna.getByRole('region', { name: 'Waarden erin' });
  await values.getByText(HARMLESS, { exact: true }).waitFor();
  await values.getByText('nabootsing').first().waitFor();
  await values.getByText('Doet zich voor als Nationaal Gezondheidsinstituut (gezondheidsinstituut.example).').first().waitFor();
  await claims(anna, w, 'Anna');
  await judged(anna, 'a report at the desk');
  await noor.reload();
  await noor.getByText('Iemand bij het CERT onderzoekt de melding.').waitFor();

  // The warning: begun from the report, rated by its questions, looked at as members will see it.
  const publication = await drafts(anna, w, { nl: TITLE, en: TITLE_EN });
  expect(await anna.getByLabel('Samenvatting').first().inputValue()).toContain('Een echte NL-Alert komt als cell broadcast');
  await answerAll(anna);
  await anna.getByText('27 punten van 38', { exact: false }).waitFor();
  await saves(anna, w);
  const preview = anna.getByRole('region', { name: 'Zoals leden het zien' });
  await preview.getByRole('heading', { name: TITLE }).waitFor();
  await preview.getByText('Open de link niet.', { exact: false }).waitFor();
  await anna.getByRole('region', { name: 'Wie krijgt het' }).getByText('4 leden krijgen het').waitFor();
  await judged(anna, 'a draft');
  await onAPhone(anna, 'a draft');
  await asksForReview(anna, w);
  await judged(anna, 'a warning in review');

  // One wrote, a second approves, a third sends.
  const bram = await dutch('bram');
  await approves(bram, w, publication);
  await judged(bram, 'an approved warning');
  const pien = await dutch(publisher);
  await publishes(pien, w, publication);
  await judged(pien, 'a warning at who sent it');

  // By mail, each in the language of its organisation, with nothing in it that can be clicked but the way to the portal.
  for (const address of ['soc@ziekenhuis-noord.example', 'soc@ziekenhuis-zuid.example', 'praktijk@de-linde.example']) {
    const mail = await mailTo(address, TITLE);
    expect(mail.subject).toBe(`[Sector-CERT] ${TITLE} (TLP:GREEN)`);
    for (const words of ['Een echte NL-Alert komt als cell broadcast en nooit als sms', 'ADVIES', 'Open de link niet.', `hxxps://${HARMLESS}/pakket`, 'Kans: Middel · Schade: Middel', 'Bevestig dat u dit hebt gelezen: ', publication]) {
      expect(mail.text).toContain(words);
    }
    expect(mail.text).not.toContain('https://gezondheidslnstituut.example');
  }
  const english = await mailTo('soc@ziekenhuis-oost.example', TITLE_EN);
  expect(english.text).toContain('A real NL-Alert is a cell broadcast');
  expect(english.text).not.toContain(TITLE);

  // Every member in its portal: it has read it, or says what it means for it; a firm answers for its member.
  await anna.goto(publication);
  const became = anna.getByRole('region', { name: 'Wat ervan werd' });
  await became.getByText('4 leden hebben niet geantwoord').waitFor();
  await acknowledges(noor, w, TITLE);
  await judged(noor, 'a warning at a hospital');
  await onAPhone(noor, 'a warning at a hospital');
  const gijs = await dutch('gijs');
  await answers(gijs, publication, 'Het gaat ons niet aan', 'Niemand kreeg het bericht.');
  await judged(gijs, 'a warning at a practice');
  const floor = await dutch('floor');
  await answers(floor, publication, 'Wij waren getroffen en hebben het opgelost', 'Eén telefoon gewist.');
  await judged(floor, 'a warning at a firm');
  await anna.reload();
  await became.getByText('1 lid heeft niet geantwoord').waitFor();
  await became.getByLabel('Alleen wie niet heeft geantwoord').check();
  await expect.poll(() => became.locator('tbody tr').allInnerTexts()).toHaveLength(1);
  expect(await became.locator('tbody tr').innerText()).toContain('Eastern Hospital');
  const oscar = await dutch(east);
  await acknowledges(oscar, w, TITLE);

  // What became of it, and how long it took.
  await anna.reload();
  await became.getByText('Iedereen heeft geantwoord.').waitFor();
  const rows = await became.locator('tbody tr').allInnerTexts();
  expect(rows.map((row) => row.split('\t')[0]).sort()).toEqual(MEMBERS);
  expect(rows.find((row) => row.startsWith('Ziekenhuis Zuid'))).toMatch(/opgelost\s+Floor \(Wachtpost Security\)\s+Eén telefoon gewist\./);
  await anna.getByRole('region', { name: 'Tijd tot immuniteit' }).getByText('3 van 3 herkennen het').waitFor({ timeout: 60_000 });
  await judged(anna, 'what became of a warning');
  await onAPhone(anna, 'what became of a warning');
  await anna.goto('/publications/statistics');
  const fared = anna.getByRole('row', { name: TITLE });
  await fared.waitFor();
  expect((await fared.getByRole('cell').allInnerTexts()).slice(3, 8)).toEqual(['4', '4', '4', '4', '4']);
  await judged(anna, 'how warnings fared');

  // The hospital that began it sees what became of its report.
  await noor.goto(report);
  await noor.getByText(w.became).waitFor();
  await judged(noor, 'a report that became a warning');
});
