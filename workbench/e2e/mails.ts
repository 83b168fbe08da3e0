import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject } from 'vitest';

export interface Mail {
  subject: string;
  /** The part that is plain text. */
  text: string;
}

/** Quoted-printable (RFC 2045, 6.7), without its soft line ends. */
function unquoted(text: string): Buffer {
  const whole = text.replace(/=\r?\n/g, '');
  return Buffer.from(whole.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
}

/** A header line with its encoded words (RFC 2047). */
function unencoded(line: string): string {
  return line
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?(.*?)\?=/gi, (_, way: string, text: string) => (way.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : unquoted(text.replaceAll('_', ' '))).toString('utf8'));
}

function read(file: string): Mail {
  const raw = readFileSync(file, 'latin1');
  const [head = ''] = raw.split(/\r?\n\r?\n/, 1);
  const subject = /^Subject: (.*(?:\r?\n[ \t].*)*)/im.exec(head)?.[1]?.replace(/\r?\n/g, '') ?? '';
  const part = raw.split(/\r?\n--/).find((each) => /^Content-Type: text\/plain/im.test(each)) ?? '';
  const body = part.slice(part.search(/\r?\n\r?\n/)).trim();
  const text = /^Content-Transfer-Encoding: quoted-printable/im.test(part) ? unquoted(body) : Buffer.from(body, /^Content-Transfer-Encoding: base64/im.test(part) ? 'base64' : 'latin1');
  return { subject: unencoded(subject), text: text.toString('utf8').replaceAll('\r\n', '\n') };
}

/** What the demo's hub mailed to an address so far with these words in it, the oldest first. */
export function mailsTo(address: string, words: string): Mail[] {
  const folder = inject('mails');
  return readdirSync(folder)
    .filter((name) => name.endsWith(` ${address}.eml`))
    .sort()
    .map((name) => read(join(folder, name)))
    .filter(({ subject, text }) => `${subject}\n${text}`.includes(words));
}

/** The one mail to an address with these words in it; waits until it is there. */
export async function mailTo(address: string, words: string): Promise<Mail> {
  await expect.poll(() => mailsTo(address, words).length, { timeout: 30_000, message: `mails to ${address}` }).toBe(1);
  return mailsTo(address, words)[0] as Mail;
}
