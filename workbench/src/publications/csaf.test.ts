import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import validate from '@secvisogram/csaf-validator-lib/validate.js';
import * as basic from '@secvisogram/csaf-validator-lib/basic.js';
import * as optional from '@secvisogram/csaf-validator-lib/optionalTests.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';

/** What the hub's own tests wrote and people agreed to. */
const DOCUMENTS = resolve(import.meta.dirname, '../../../hub/src/test/resources/golden/csaf/documents');

/** The public validator of CSAF 2.0 reads the hub's documents: its schema, all mandatory and all optional tests. */
describe('CSAF documents of the hub', () => {
  const files = readdirSync(DOCUMENTS).filter((file) => file.endsWith('.json'));

  it('are there', () => {
    expect(files.length).toBeGreaterThanOrEqual(6);
  });

  it.each(files)('%s is valid', async (file) => {
    const document: unknown = JSON.parse(readFileSync(resolve(DOCUMENTS, file), 'utf8'));
    const result = await validate([...Object.values(basic), ...Object.values(optional)], document);
    const complaints = result.tests.flatMap((test) =>
      [...test.errors, ...test.warnings].map((finding) => `${test.name}: ${finding.instancePath} ${finding.message ?? ''}`),
    );
    expect(complaints).toEqual([]);
    expect(result.isValid).toBe(true);
  });

  it('would not be valid without their reference to something else', async () => {
    const document = JSON.parse(readFileSync(resolve(DOCUMENTS, 'clear.json'), 'utf8')) as {
      document: { references: { category: string }[] };
    };
    document.document.references = document.document.references.filter((reference) => reference.category === 'self');
    const result = await validate(Object.values(basic), document);
    expect(result.isValid).toBe(false);
  });
});

/** Read from the data beside the project; where it is not, that is said and nothing is compared. */
const SCHEMAS = resolve(import.meta.dirname, '../../../../shared/data/conformance/csaf/csaf_2.0');

describe.skipIf(!existsSync(SCHEMAS))('what the hub has beside its documents', () => {
  interface Schema {
    properties: Record<string, Schema>;
  }
  const schema = (file: string) => JSON.parse(readFileSync(resolve(SCHEMAS, file), 'utf8')) as Schema;
  const golden = (file: string) => JSON.parse(readFileSync(resolve(DOCUMENTS, '..', file), 'utf8')) as object;

  it('has metadata as the schema of OASIS wants them', () => {
    const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
    // The publisher is described in the schema of documents, of which nothing else is needed here.
    const provider = schema('json_schema/provider_json_schema.json');
    const documents = schema('json_schema/csaf_json_schema.json');
    provider.properties['publisher'] = documents.properties['document']?.properties['publisher'] ?? documents;
    const valid = ajv.compile(provider);
    valid(golden('provider-metadata.json'));
    expect(valid.errors).toBeNull();
    valid({ ...golden('provider-metadata.json'), role: 'friend' });
    expect(valid.errors).not.toBeNull();
  });
});
