import { expect, test } from 'vitest';
import { otherWays } from './otherWays';

const row = (channel: string, state: string, problem?: string) => ({ organization: 'North', channel, version: '1.00', state, at: '2026-01-01T00:00:00Z', problem: problem ?? null, correction: false });

test('ways are counted apart from portal and mail, and what went wrong is told', () => {
  const ways = otherWays([row('portal', 'sent'), row('mail', 'failed', 'no'), row('sms', 'failed', 'Refused.'), row('sms', 'leased'), row('sms', 'waiting'), row('webhook', 'sent')]);
  expect(ways.map(({ channel, states }) => [channel, states])).toEqual([
    ['sms', [['waiting', 2], ['failed', 1]]],
    ['webhook', [['sent', 1]]],
  ]);
  expect(ways[0]?.troubled.map(({ problem }) => problem)).toEqual(['Refused.']);
});
