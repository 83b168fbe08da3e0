import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { newPage } from './browser';
import { isDutch } from './dutch';
import { isAccessible, settled } from './judge';

/** Made-up numbers that nobody has. */
export const NIGHT_NUMBER = '+31 6 5550 0199';
export const NIGHT_MOBILE = '+31655500199';

const PASSWORD = 'een zin die je onthoudt';

/** A page is in Dutch and open to everybody. */
export async function judged(page: Page, where: string): Promise<void> {
  await settled(page);
  await isDutch(page, where);
  await isAccessible(page, where);
}

/** The page of an organisation. */
async function organisation(admin: Page, name: string): Promise<void> {
  await admin.goto('/members');
  await admin.getByRole('main').getByRole('link', { name, exact: true }).click();
  await admin.getByRole('heading', { level: 1, name }).waitFor();
}

/** A firm may watch for a member and answer its warnings, until a day. */
export async function delegates(admin: Page, firm: string, member: string): Promise<void> {
  await admin.goto('/members?part=delegations');
  await admin.getByRole('button', { name: 'Nieuwe machtiging' }).click();
  const form = admin.getByRole('dialog');
  await form.getByLabel('Beveiligingsbedrijf').selectOption({ label: firm });
  await form.getByLabel('Voor het lid').selectOption({ label: member });
  await form.getByLabel('waarschuwingen bevestigen').check();
  expect(await form.getByLabel('bewaking').isChecked()).toBe(true);
  await judged(admin, 'the form of a delegation');
  await form.getByRole('button', { name: 'Opslaan' }).click();
  const line = admin.getByRole('main').locator('li', { hasText: `${firm} → ${member}` });
  await line.getByText('waarschuwingen bevestigen').waitFor();
  await line.getByText('bewaking').waitFor();
}

/** Somebody new at an organisation, by the link that the admin hands over: chooses a password and logs in. */
export async function invited(admin: Page, organization: string, name: string, roles: string[] = []): Promise<Page> {
  await organisation(admin, organization);
  await admin.getByRole('link', { name: 'Mensen', exact: true }).last().click();
  await admin.getByRole('button', { name: 'Iemand uitnodigen' }).click();
  const form = admin.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Naam', exact: true }).fill(name);
  await form.getByRole('textbox', { name: 'Inlognaam' }).fill(`${name.toLowerCase()}${Date.now()}`);
  for (const role of roles) {
    await form.getByLabel(role).check();
  }
  await judged(admin, 'the form of an invitation');
  await form.getByRole('button', { name: 'Uitnodigen' }).click();
  const link = await admin.locator('[data-secret]').innerText();
  await admin.getByRole('button', { name: 'Klaar' }).click();

  const guest = await newPage({ locale: 'nl-NL' });
  await guest.goto(link);
  await guest.getByText(`${name}, kies een wachtwoord. Daarna kunt u inloggen voor ${organization}.`).waitFor();
  await judged(guest, 'a link');
  await guest.getByRole('textbox', { name: 'Wachtwoord' }).fill(PASSWORD);
  await guest.getByRole('button', { name: 'Dit wachtwoord houden' }).click();
  const login = await guest.locator('strong.break').innerText();
  await guest.getByRole('link', { name: 'Naar het inloggen' }).click();
  await guest.getByLabel('Inlognaam').fill(login);
  await guest.getByRole('textbox', { name: 'Wachtwoord' }).fill(PASSWORD);
  await guest.getByRole('button', { name: 'Inloggen', exact: true }).click();
  await guest.getByRole('heading', { level: 1, name: 'Vandaag' }).waitFor();
  return guest;
}

/** A member has a channel in Teams in which it reads warnings. */
export async function readsInAChannel(admin: Page, member: string, name: string, address: string): Promise<void> {
  await admin.goto('/chat-channels');
  await admin.getByRole('button', { name: 'Kanaal toevoegen' }).click();
  const form = admin.getByRole('dialog');
  await form.getByLabel('Lid').selectOption({ label: member });
  await form.getByLabel('Dienst').selectOption({ label: 'Microsoft Teams' });
  await form.getByRole('textbox', { name: 'Naam' }).fill(name);
  await form.getByRole('textbox', { name: 'Adres van de webhook' }).fill(address);
  await form.getByLabel('Netwerken die mogen al zijn zij niet openbaar').fill('127.0.0.1');
  await judged(admin, 'the form of a chat channel');
  await form.getByRole('button', { name: 'Bewaren' }).click();
  await admin.getByRole('row', { name }).getByText(member).waitFor();
}

/** … and has it no more. */
export async function leavesTheChannel(admin: Page, name: string): Promise<void> {
  await admin.goto('/chat-channels');
  await admin.getByRole('button', { name: `Verwijderen ${name}` }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Verwijderen' }).click();
  await admin.getByRole('row', { name }).waitFor({ state: 'detached' });
}

/** Somebody at a member who is woken by a short message of what is urgent. */
export async function isWoken(admin: Page, member: string): Promise<void> {
  await organisation(admin, member);
  const contacts = admin.locator('section', { hasText: 'Contactpersonen' });
  await contacts.getByRole('button', { name: 'Wijzigen' }).click();
  const form = admin.getByRole('dialog');
  await form.getByLabel('Naam of functie').last().fill('Dienstdoende arts');
  await form.getByLabel('Telefoon').last().fill(NIGHT_NUMBER);
  await form.getByLabel('Krijgt een sms bij wat dringend is').last().check();
  await judged(admin, 'the form of contacts');
  await form.getByRole('button', { name: 'Opslaan' }).click();
  await contacts.getByText('sms’en').waitFor();
}

/** … and is not any more. */
export async function sleeps(admin: Page, member: string): Promise<void> {
  await organisation(admin, member);
  const contacts = admin.locator('section', { hasText: 'Contactpersonen' });
  await contacts.getByRole('button', { name: 'Wijzigen' }).click();
  const form = admin.getByRole('dialog');
  await form.getByRole('button', { name: 'Weghalen Dienstdoende arts' }).click();
  await form.getByRole('button', { name: 'Opslaan' }).click();
  await contacts.getByText('sms’en').waitFor({ state: 'detached' });
}
