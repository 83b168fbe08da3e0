import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { chatService } from './chat';
import { dutch } from './dutch';
import { fitsTheWidth } from './judge';
import { mailTo } from './mails';
import { delegates, invited, isWoken, judged, leavesTheChannel, NIGHT_MOBILE, readsInAChannel, sleeps } from './nlAlertCast';
import { answerAll } from './rating';
import { shortMessagesTo, shortMessageTo } from './shortMessages';
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
/** Of the title in a short message, where nothing stands that a telephone would offer to call. */
const SHORT = 'Valse NL-Alert over zorgpakketten';
const CHANNEL = `Beveiliging ${RUN}`;
const TITLE_EN = `False NL-Alert about care packages ${RUN}`;

/** The same on a telephone. */
async function onAPhone(page: Page, where: string): Promise<void> {
  await page.setViewportSize({ width: 360, height: 740 });
  await judged(page, `${where}, phone`);
  await fitsTheWidth(page, where);
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** A firm that answers for the south, somebody at the CERT who sends and does nothing else, somebody at the hospital in the east; and whom a channel and a short message tell. */
async function cast(anna: Page, address: string) {
  await delegates(anna, 'Wachtpost Security', 'Ziekenhuis Zuid');
  const publisher = await invited(anna, 'Sector-CERT', 'Pien', ['Uitgever: verstuurt waarschuwingen']);
  const east = await invited(anna, 'Eastern Hospital', 'Oscar');
  await readsInAChannel(anna, 'Ziekenhuis Noord', CHANNEL, address);
  await judged(anna, 'chat channels');
  await isWoken(anna, 'Huisartsen De Linde');
  return { publisher, east };
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
  const anna = await dutch('anna');
  const chat = await chatService();
  const earlier = shortMessagesTo(NIGHT_MOBILE, SHORT).length;
  const { publisher: pien, east: oscar } = await cast(anna, chat.address);

  // The hospital reports, and gets a receipt that promises nothing.
  const noor = await dutch('noor');
  await noor.goto('/desk/new');
  await judged(noor, 'the form of a report');
  const report = await reports(noor, w, SMS, 'NL-Alert');
  await judged(noor, 'a report at its member');
  await onAPhone(noor, 'a report at its member');

  // The desk of the CERT: what the rules say, what the values are, and whose it is from now on.
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

  // In the hospital's channel, with a way to the portal; and on the telephone of who is woken at the practice, without any.
  const post = await chat.post(TITLE);
  expect(post.texts.join('\n')).toContain('Een echte NL-Alert komt als cell broadcast');
  expect(post.texts.join('\n')).toContain(HARMLESS);
  expect(new URL(post.link).pathname).toBe(publication);
  const short = await shortMessageTo(NIGHT_MOBILE, SHORT, earlier);
  expect(short.text).toMatch(/^Sector-CERT: DRINGEND TLP:GREEN [A-Z0-9-]+ Valse NL-Alert .*\. Log in zoals u altijd doet; in dit bericht staat met opzet geen link\.$/);
  expect(short.text).not.toMatch(/:\/\/|\w\.\w/);

  // Every member in its portal: it has read it, or says what it means for it; a firm answers for its member.
  await anna.goto(publication);
  const became = anna.getByRole('region', { name: 'Wat ervan werd' });
  await became.getByText('4 leden hebben niet geantwoord').waitFor();
  const others = anna.getByRole('region', { name: 'Chatkanalen en sms’en' });
  await others.getByText('Chatkanalen: 1 verstuurd').waitFor();
  await others.getByText('Sms’en: 1 verstuurd').waitFor();
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

  // Nobody is told of the warnings of other tests.
  await leavesTheChannel(anna, CHANNEL);
  await sleeps(anna, 'Huisartsen De Linde');
});
