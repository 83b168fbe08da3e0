import { expect } from 'vitest';
import type { Page } from 'playwright-core';

/** What stands on the screens along the way of a warning, as a person reads it. */
export const WORDS = {
  en: {
    message: 'The message, as you received it', sender: 'Sender, if shown', send: 'Send the report', arrived: 'Thank you, it has arrived.', follow: 'Follow this report',
    waits: 'It waits for somebody at the CERT.', claim: 'Claim', inHand: 'In hand with', draft: 'Make a draft warning', title: 'Title', save: 'Save the draft', saved: 'Saved',
    review: 'Send to review', fourEyes: 'Four eyes: you wrote in this publication', approve: 'Approve', approved: 'Approved and frozen.', publish: 'Publish to members', immunity: 'Time to immunity',
    acknowledge: 'I have read this', read: 'Your organisation has read this.', became: 'It became the draft of a warning.',
  },
  nl: {
    message: 'Het bericht, zoals u het ontving', sender: 'Afzender, indien zichtbaar', send: 'Melding versturen', arrived: 'Dank u, de melding is aangekomen.', follow: 'Deze melding volgen',
    waits: 'De melding wacht op iemand bij het CERT.', claim: 'Opnemen', inHand: 'In behandeling bij', draft: 'Concept-waarschuwing maken', title: 'Titel', save: 'Concept opslaan', saved: 'Opgeslagen',
    review: 'Ter beoordeling sturen', fourEyes: 'Vier ogen: u schreef in deze publicatie', approve: 'Goedkeuren', approved: 'Goedgekeurd en bevroren.', publish: 'Publiceren naar leden', immunity: 'Tijd tot immuniteit',
    acknowledge: 'Ik heb dit gelezen', read: 'Uw organisatie heeft dit gelezen.', became: 'De melding werd het concept van een waarschuwing.',
  },
} as const;

export type Words = (typeof WORDS)[keyof typeof WORDS];

/** A member reports a message by the form and follows it; gives the report's address. */
export async function reports(member: Page, w: Words, message: string, sender = ''): Promise<string> {
  await member.goto('/desk/new');
  await member.getByLabel(w.message).fill(message);
  await member.getByLabel(w.sender).fill(sender);
  await member.getByRole('button', { name: w.send }).click();
  await member.getByText(w.arrived).waitFor();
  await member.getByRole('link', { name: w.follow }).click();
  await member.getByText(w.waits).waitFor();
  return new URL(member.url()).pathname;
}

/** An analyst takes the report that is on the screen. */
export async function claims(analyst: Page, w: Words, name: string): Promise<void> {
  await analyst.getByRole('button', { name: w.claim }).click();
  await analyst.getByText(`${w.inHand} ${name}`).waitFor();
}

/** Makes a draft of the report that is on the screen, under titles of its own; gives the draft's address. */
export async function drafts(analyst: Page, w: Words, titles: { nl: string; en: string }): Promise<string> {
  await analyst.getByRole('button', { name: w.draft }).click();
  await analyst.waitForURL('**/publications/*');
  await analyst.getByLabel(w.title).first().fill(titles.nl);
  await analyst.getByLabel(w.title).nth(1).fill(titles.en);
  await saves(analyst, w);
  return new URL(analyst.url()).pathname;
}

export async function saves(analyst: Page, w: Words): Promise<void> {
  await analyst.getByRole('button', { name: w.save }).click();
  await analyst.getByText(w.saved, { exact: true }).waitFor();
}

/** The author asks for a review and may not give it. */
export async function asksForReview(author: Page, w: Words): Promise<void> {
  await author.getByRole('button', { name: w.review }).click();
  await author.getByText(w.fourEyes).waitFor();
  expect(await author.getByRole('button', { name: w.approve }).isDisabled()).toBe(true);
}

export async function approves(reviewer: Page, w: Words, publication: string): Promise<void> {
  await reviewer.goto(publication);
  await reviewer.getByRole('button', { name: w.approve }).click();
  await reviewer.getByText(w.approved).waitFor();
}

/** Sends what was approved, and sees what becomes of it. */
export async function publishes(publisher: Page, w: Words, publication: string): Promise<void> {
  await publisher.goto(publication);
  await publisher.getByRole('button', { name: w.publish }).click();
  await publisher.getByText(w.immunity).waitFor();
}

/** A member finds the warning in its list and says that it has read it. */
export async function acknowledges(member: Page, w: Words, title: string): Promise<void> {
  await member.goto('/publications');
  await member.getByRole('link', { name: title }).click();
  await member.getByRole('button', { name: w.acknowledge }).click();
  await member.getByText(w.read).waitFor();
}
