import { expect, test } from 'vitest';
import { asSubjectKnows, dueText, inOrder, NEW_RETENTION } from './rules';

test('a policy about raw deliveries or the ledger carries no condition that these do not know', () => {
  const full = { ...NEW_RETENTION, type: 'indicator', source: 's', from: 'TLP:GREEN', to: 'TLP:AMBER' };
  expect(asSubjectKnows(full)).toEqual(full);
  expect(asSubjectKnows({ ...full, subject: 'raw' })).toEqual({ ...full, subject: 'raw', type: '', from: 'TLP:CLEAR', to: 'TLP:RED' });
  expect(asSubjectKnows({ ...full, subject: 'ledger' })).toMatchObject({ source: null, type: '' });
});

test('the widest label comes first', () => {
  expect(inOrder({ from: 'TLP:CLEAR', to: 'TLP:RED' })).toBe(true);
  expect(inOrder({ from: 'TLP:GREEN', to: 'TLP:GREEN' })).toBe(true);
  expect(inOrder({ from: 'TLP:RED', to: 'TLP:AMBER+STRICT' })).toBe(false);
});

test('what was counted to the limit says that there is more', () => {
  expect(dueText(17, String)).toBe('17');
  expect(dueText(1_001, String)).toBe('1000+');
});
