// What a reader must fetch before the first screen may weigh at most 250 KB after compression; the rest is lazy.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT = 250 * 1024;
const dist = new URL('../dist/', import.meta.url);
const page = readFileSync(new URL('index.html', dist), 'utf8');
const files = [...page.matchAll(/<(?:script|link)[^>]+(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((m) => m[1]);
const sizes = files.map((file) => ({ file, bytes: gzipSync(readFileSync(new URL(file, dist))).length }));
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
for (const { file, bytes } of sizes) {
  console.log(`  ${(bytes / 1024).toFixed(1).padStart(7)} KB  ${file}`);
}
console.log(`The shell is ${(total / 1024).toFixed(1)} KB gzipped; the limit is ${LIMIT / 1024} KB.`);
if (files.length === 0 || total > LIMIT) {
  console.error('The shell is too large (or empty): make the part that grew lazy.');
  process.exit(1);
}
