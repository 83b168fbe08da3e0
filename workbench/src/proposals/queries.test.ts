import { expect, test } from 'vitest';
import { split, type Proposal } from './queries';

const one = (id: string, state: string, decides = false) => ({ id, state, decides }) as Proposal;

test('what waits comes apart from what is over, and what was cut off waits again for who may decide it', () => {
  const { waiting, over } = split([one('a', 'waiting', true), one('b', 'waiting'), one('c', 'approved', true), one('d', 'approved'), one('e', 'expired')]);
  expect(waiting.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(over.map(({ id }) => id)).toEqual(['d', 'e']);
});
