import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 (RFC 4648, without padding) as people copy it: blanks do not count. */
function bytes(secret: string): Buffer {
  const bits = [...secret.replace(/\s/g, '')].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

/** The half minute that it is now, as a number (RFC 6238, 4.2). */
export function halfMinute(): number {
  return Math.floor(Date.now() / 30_000);
}

/** What an authenticator app shows for a key in a half minute (RFC 6238; RFC 4226, 5.3). */
export function codeOf(secret: string, step: number): string {
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', bytes(secret)).update(moment).digest();
  const number = hash.readUInt32BE((hash.at(-1) ?? 0) & 0xf) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}
