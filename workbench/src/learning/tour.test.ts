import { describe, expect, test } from 'vitest';
import { places } from '../app/places';
import { stopsOf } from './tour';
import { tourWords } from './tourWords';

describe('the tour', () => {
  test('whoever may do everything sees the way of a threat from its arrival to the trail', () => {
    const stops = stopsOf(places(() => true, true));
    expect(stops.map(({ stop }) => stop)).toEqual(['today', 'sources', 'desk', 'known', 'look-up', 'warning', 'lists', 'scouts', 'world', 'investigation', 'audit', 'yours']);
    for (const { stop } of stops) {
      expect(tourWords.en.stops[stop].text.length, stop).toBeGreaterThan(40);
    }
  });

  test('nobody is led to a page that she does not have', () => {
    const mine = places((permission) => permission === 'read-publications' || permission === 'report', false);
    expect(stopsOf(mine).map(({ to }) => to)).toEqual(['/', '/desk', '/publications', '/scouts']);
  });
});
