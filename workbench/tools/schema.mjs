// Writes src/api/schema.d.ts from the hub's own description of its interface. The file is made at every build and never
// committed, so it cannot drift from docs/openapi.json; the hub's OpenApiTest fails when that file drifts from the hub.
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const description = new URL('../../docs/openapi.json', import.meta.url);
const target = new URL('../src/api/schema.d.ts', import.meta.url);

const api = JSON.parse(readFileSync(description, 'utf8'));
const written = '// Made by tools/schema.mjs from docs/openapi.json. Do not edit.\n' + astToString(await openapiTS(api));
if (!existsSync(target) || readFileSync(target, 'utf8') !== written) {
  writeFileSync(target, written);
}
