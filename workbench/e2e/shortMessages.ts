import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject } from 'vitest';

/** As the hub hands it to the gateway. */
export interface ShortMessage {
  to: string;
  text: string;
  reference: string;
}

/** What the demo's gateway for short messages took for a number so far with these words in it, the oldest first. */
export function shortMessagesTo(number: string, words: string): ShortMessage[] {
  const folder = inject('shortMessages');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as ShortMessage)
    .filter(({ to, text }) => to === number && text.includes(words));
}

/** The one to a number with these words in it that came after so many earlier ones; waits until it is there. */
export async function shortMessageTo(number: string, words: string, earlier: number): Promise<ShortMessage> {
  await expect.poll(() => shortMessagesTo(number, words).length, { timeout: 30_000, message: `short messages to ${number}` }).toBe(earlier + 1);
  return shortMessagesTo(number, words)[earlier] as ShortMessage;
}
