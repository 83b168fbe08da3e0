import type { Page } from 'playwright-core';
import { bring, id } from './matrixData';

/** Indicators of one malware. */
export const CROWD = 5_000;

/** Brings one malware with so many indicators that indicate it; its id. */
export async function crowd(page: Page): Promise<string> {
  const malware = id('malware', 500_000);
  const at = (n: number) => new Date(Date.UTC(2026, 0, 1 + (n % 300))).toISOString();
  const objects: object[] = [{ type: 'malware', spec_version: '2.1', id: malware, created: at(0), modified: at(0), name: 'Sample crowd', is_family: true }];
  for (let n = 1; n <= CROWD; n++) {
    const indicator = id('indicator', 500_000 + n);
    objects.push(
      { type: 'indicator', spec_version: '2.1', id: indicator, created: at(n), modified: at(n), valid_from: at(n), name: `crowd ${n}`, pattern: `[domain-name:value = 'crowd-${n}.example']`, pattern_type: 'stix' },
      { type: 'relationship', spec_version: '2.1', id: id('relationship', 500_000 + n), created: at(n), modified: at(n), relationship_type: 'indicates', source_ref: indicator, target_ref: malware },
    );
  }
  await bring(page, 'Sample crowd', Buffer.from(JSON.stringify({ type: 'bundle', id: id('bundle', 500_000), objects })));
  return malware;
}
