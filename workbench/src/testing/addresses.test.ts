import { expect, test } from 'vitest';

const sources = import.meta.glob<string>(['../**/*.tsx', '../**/*.ts', '!../**/*.test.*', '!../**/*.d.ts'], { query: '?raw', import: 'default', eager: true });

/**
 * Addresses that are no constant, each looked at: who wrote it. Everything else that a page can be led to begins with a constant that is
 * the hub's own page, a telephone number or a mail address, so that nothing from outside becomes `javascript:` or another site
 * (ASVS 5.0, 1.2.2).
 */
const LOOKED_AT = [
  '../accounts/FactorPanel.tsx href={begin.data.address}', // otpauth:, made by the hub
  '../accounts/issuers.ts assign(address)', // an issuer that the CERT set up; the hub takes https only
  '../accounts/session.ts assign(left.goOn)', // likewise, at the log-out
  '../ingest/Presets.tsx href={preset.termsUrl}', // a constant of the build
  '../investigations/Files.tsx href={fileAddress(page.id, file.id)}', // begins with /api/investigations/
  '../publications/PublicationPage.tsx href={open.csaf}', // the hub's own open page
  '../publications/PublicationPage.tsx href={open.page}', // likewise
];

const PLACES = /\b(?:href|formAction|xlinkHref|srcDoc)=(?:"[^"]*"|\{(?:`[^`]*`|[^}])*\})|\bassign\([^)]*\)|\blocation\.(?:href|replace)\b[^\n]*|\.href = [^;\n]*/g;
const OWN = /^(?:\w+=\{?["`'](?:\/(?!\/)|#|tel:|mailto:)|assign\('\/(?!\/)|\.href = URL\.createObjectURL\()/;

const places = Object.entries(sources).flatMap(([file, text]) => [...text.matchAll(PLACES)].map(([place]) => ({ name: `${file.replace(/^\.\//, '../testing/')} ${place}`, place })));

test('the places are found', () => {
  expect(places.length).toBeGreaterThan(20);
});

test('an address that a page leads to begins with a constant, or somebody looked at it', () => {
  expect(places.filter(({ place }) => !OWN.test(place)).map(({ name }) => name).sort()).toEqual(LOOKED_AT);
});

test('no page opens windows or takes text for markup', () => {
  for (const [file, text] of Object.entries(sources)) {
    expect(text, file).not.toMatch(/window\.open|dangerouslySetInnerHTML|\.(?:inner|outer)HTML|insertAdjacentHTML|document\.write/);
  }
});
