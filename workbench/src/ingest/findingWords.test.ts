import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sentenceOf } from './findingWords';
import { stixNl } from './stixFindingWords';

const HUB = join(import.meta.dirname, '../../../hub/src/main/java/theriac/hub');
const STIX = join(import.meta.dirname, '../../../stix/src/main/java/theriac/stix');
const RULE = /"((?:delivery|epss|fetch|galaxy|json|list|mail|mapping|misp|openioc|prose|rss|rules|stix1|suricata|table|xml|yara)\.[a-z0-9-]+|json-[a-z-]+)"/g;
/** Names of files and settings that look like rules. */
const NO_RULES = new Set(['list.json', 'rules.index']);

function rules(): Set<string> {
  const found = new Set<string>();
  for (const room of ['fetch', 'formats', 'ingest', 'store']) {
    for (const file of readdirSync(join(HUB, room)).filter((name) => name.endsWith('.java'))) {
      for (const [, rule] of readFileSync(join(HUB, room, file), 'utf8').matchAll(RULE)) {
        if (rule !== undefined && !NO_RULES.has(rule)) {
          found.add(rule);
        }
      }
    }
  }
  return found;
}

test('every remark that a reader makes has a Dutch sentence', () => {
  const known = rules();
  expect(known.size).toBeGreaterThan(50);
  expect([...known].filter((rule) => sentenceOf('nl', rule) === undefined)).toEqual([]);
  expect(sentenceOf('en', 'xml.dtd')).toBeUndefined();
  expect(sentenceOf('nl', 'a.rule-that-nobody-has')).toBeUndefined();
});

test('every rule of STIX and of patterns has a Dutch sentence, and none stands there for nothing', () => {
  const files = readdirSync(STIX, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.java'));
  const known = new Set(files.flatMap((file) => [...readFileSync(join(STIX, file), 'utf8').matchAll(/"((?:stix|pattern)-[a-z0-9]+(?:-[a-z0-9]+)*)"/g)].map(([, rule]) => rule ?? '')));
  expect(known.size).toBeGreaterThan(100);
  expect([...known].filter((rule) => sentenceOf('nl', rule) === undefined)).toEqual([]);
  expect(Object.keys(stixNl).filter((rule) => !known.has(rule))).toEqual([]);
});
