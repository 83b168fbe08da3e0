import { expect, test } from 'vitest';
import { browserOf } from './people';

test('a browser is called by its name and system', () => {
  expect(browserOf('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36')).toBe('Chrome 141, Linux');
  expect(browserOf('Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox 140, Windows');
  expect(browserOf('Mozilla/5.0 (Windows NT 10.0) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0')).toBe('Edge 141, Windows');
  expect(browserOf('curl/8.5.0')).toBe('curl/8.5.0');
});
