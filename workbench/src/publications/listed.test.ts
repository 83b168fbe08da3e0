import { expect, test } from 'vitest';
import { wholly } from './listed';

test('a page on a listed host is not on the list itself', () => {
  const host = { list: 'Top sites', whole: false, brake: true };
  const itself = { list: 'Resolvers', whole: true, brake: false };
  expect(wholly([{ text: 'https://host.example/x', lists: [host] }, { text: '9.9.9.9', lists: [host, itself] }, { text: 'x.example', lists: [] }])).toEqual([
    { text: '9.9.9.9', lists: [itself] },
  ]);
});
