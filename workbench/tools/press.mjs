// The built files compressed once, here, and not by the hub for each reader.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** Below this, what compression saves is less than what its headers cost. */
const LEAST = 1024;
const assets = new URL('../dist/assets/', import.meta.url);
const files = readdirSync(assets).filter((name) => /\.(js|css|svg)$/.test(name) && statSync(new URL(name, assets)).size >= LEAST);
for (const name of files) {
  writeFileSync(new URL(`${name}.gz`, assets), gzipSync(readFileSync(new URL(name, assets)), { level: 9 }));
}
console.log(`${files.length} files compressed beforehand.`);
