import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { codeOf, halfMinute } from './authenticator';
import { newPage } from './browser';
import { isDutch } from './dutch';
import { fitsTheWidth, isAccessible, settled } from './judge';
import { newcomer, pageOf, type Newcomer } from './people';

const WORDS = {
  en: {
    locale: 'en-GB', login: 'Log-in name', password: 'Password', logIn: 'Log in', logOut: 'Log out', profile: 'Your profile', factor: 'Second factor', setUp: 'Set up', none: 'Not set up.',
    enter: 'Enter the code that the app shows', confirm: 'Confirm', badStart: 'The code is wrong. Is the clock of your telephone right?', codes: 'Recovery codes', kept: 'I have kept them', inUse: 'In use.',
    left: (n: number) => (n === 1 ? '1 recovery code left.' : `${n} recovery codes left.`), code: 'Code', needed: 'Enter the code that your authenticator app shows or a recovery code, or use a passkey.',
    bad: 'The code is wrong, too old, or was used already.', change: 'Change', lost: 'Remove the second factor',
  },
  nl: {
    locale: 'nl-NL', login: 'Inlognaam', password: 'Wachtwoord', logIn: 'Inloggen', logOut: 'Uitloggen', profile: 'Uw profiel', factor: 'Tweede factor', setUp: 'Instellen', none: 'Niet ingesteld.',
    enter: 'Voer de code in die de app toont', confirm: 'Bevestigen', badStart: 'De code is fout. Loopt de klok van uw telefoon gelijk?', codes: 'Herstelcodes', kept: 'Ik heb ze bewaard', inUse: 'In gebruik.',
    left: (n: number) => (n === 1 ? 'Nog 1 herstelcode.' : `Nog ${n} herstelcodes.`), code: 'Code', needed: 'Voer de code in die uw authenticator-app toont of een herstelcode, of gebruik een passkey.',
    bad: 'De code is fout, te oud of al gebruikt.', change: 'Wijzigen', lost: 'Tweede factor verwijderen',
  },
};

type Words = (typeof WORDS)['en'];

/** Fills the form of the log-in, as somebody who was logged out. */
async function passwordOf(page: Page, w: Words, who: Newcomer): Promise<void> {
  await page.getByLabel(w.login).fill(who.login);
  await page.getByRole('textbox', { name: w.password }).fill(who.password);
  await page.getByRole('button', { name: w.logIn, exact: true }).click();
}

/** Gives a code to the form of the log-in that asks for one. */
async function give(page: Page, w: Words, code: string): Promise<void> {
  await page.getByRole('textbox', { name: w.code, exact: true }).fill(code);
  await page.getByRole('button', { name: w.logIn, exact: true }).click();
}

/** A code that no app shows now, nor a minute before or after. */
function wrong(secret: string): string {
  const near = [-2, -1, 0, 1, 2].map((step) => codeOf(secret, halfMinute() + step));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code)) ?? '';
}

/** The page as it is now, in its language, open to everybody. */
async function judged(page: Page, w: Words, where: string): Promise<void> {
  if (w.locale === 'nl-NL') {
    await isDutch(page, where);
  }
  await isAccessible(page, where);
}

test('the codes are those of RFC 6238', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'; // "12345678901234567890", appendix B
  expect([59, 1_111_111_109, 1_234_567_890].map((second) => codeOf(secret, Math.floor(second / 30)))).toEqual(['287082', '081804', '005924']);
});

test.each(['en', 'nl'] as const)('codes of an app and for recovery open once each, and an admin takes a lost telephone away (%s)', { timeout: 120_000 }, async (language) => {
  const w = WORDS[language];
  const admin = await pageOf('noor', { locale: w.locale });
  const who = await newcomer(admin, { name: 'Tess', roles: ['reader'], language });
  const page = await newPage({ locale: w.locale });
  const factor = page.getByRole('region', { name: w.factor });
  const isIn = () => page.getByRole('heading', { level: 1, name: w.profile }).waitFor();
  const logOut = () => page.getByRole('button', { name: w.logOut, exact: true }).click();
  const refused = (sentence: string) => page.getByRole('alert').getByText(sentence).waitFor();

  // Set up: the key is read from the page as from a telephone, and a wrong code starts nothing.
  await page.goto('/profile');
  await passwordOf(page, w, who);
  await factor.getByText(w.none).waitFor();
  await factor.getByRole('button', { name: w.setUp }).click();
  const secret = await factor.locator('[data-secret]').innerText();
  await factor.getByLabel(w.enter).fill(wrong(secret));
  await factor.getByRole('button', { name: w.confirm }).click();
  await refused(w.badStart);
  await judged(page, w, 'setting up a second factor');
  const first = halfMinute();
  await factor.getByLabel(w.enter).fill(codeOf(secret, first));
  await factor.getByRole('button', { name: w.confirm }).click();
  const shown = page.getByRole('dialog', { name: w.codes });
  const recovery = (await shown.locator('[data-secret]').innerText()).split('\n');
  expect(new Set(recovery).size).toBe(10);
  await judged(page, w, 'recovery codes');
  await shown.getByRole('button', { name: w.kept }).click();
  await factor.getByText(w.inUse).waitFor();
  await factor.getByText(w.left(10)).waitFor();

  // The password alone is not enough, a wrong code neither; the code of the next half minute is right.
  await logOut();
  await passwordOf(page, w, who);
  await refused(w.needed);
  await judged(page, w, 'a log-in that asks for a code');
  await give(page, w, wrong(secret));
  await refused(w.bad);
  const next = codeOf(secret, Math.max(first + 1, halfMinute()));
  await give(page, w, next);
  await isIn();

  // No code opens twice; a recovery code opens once.
  await logOut();
  await passwordOf(page, w, who);
  await refused(w.needed);
  await give(page, w, next);
  await refused(w.bad);
  await give(page, w, recovery[0] ?? '');
  await isIn();
  await factor.getByText(w.left(9)).waitFor();
  await logOut();
  await passwordOf(page, w, who);
  await refused(w.needed);
  await give(page, w, recovery[0] ?? '');
  await refused(w.bad);
  await page.setViewportSize({ width: 360, height: 740 });
  await fitsTheWidth(page, 'a log-in with a code');

  // The telephone is gone, and the codes too: the admin of the organisation takes the factor away.
  await admin.goto('/people');
  await admin.locator('tr', { hasText: who.login }).getByRole('button', { name: w.change }).click();
  await admin.getByRole('dialog').getByRole('button', { name: w.lost }).click();
  await admin.getByRole('dialog').waitFor({ state: 'detached' });
  await page.reload();
  await passwordOf(page, w, who);
  await isIn();
  await settled(page);
  await factor.getByText(w.none).waitFor();
});
