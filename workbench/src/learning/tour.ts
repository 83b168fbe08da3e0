import type { QueryClient } from '@tanstack/react-query';
import type { Place } from '../app/places';

/** What a stop is about; its words stand in the catalogue. */
export type Stop = 'today' | 'sources' | 'desk' | 'known' | 'look-up' | 'warning' | 'lists' | 'scouts' | 'world' | 'investigation' | 'audit' | 'yours';

export interface TourStop {
  stop: Stop;
  to: Place['to'];
}

/** In the order in which a threat goes through the hub. */
const STOPS: readonly TourStop[] = [
  { stop: 'today', to: '/' },
  { stop: 'sources', to: '/sources' },
  { stop: 'desk', to: '/desk' },
  { stop: 'known', to: '/search' },
  { stop: 'look-up', to: '/lookup' },
  { stop: 'warning', to: '/publications' },
  { stop: 'lists', to: '/controls' },
  { stop: 'scouts', to: '/scouts' },
  { stop: 'world', to: '/world' },
  { stop: 'investigation', to: '/investigations' },
  { stop: 'audit', to: '/audit' },
  { stop: 'yours', to: '/first-week' },
];

/** The stops of somebody who has these pages. */
export function stopsOf(places: readonly Pick<Place, 'to'>[]): TourStop[] {
  return STOPS.filter(({ to }) => places.some((place) => place.to === to));
}

export const TOUR = ['tour'];

/** Begins at a stop, counted from 0; undefined ends the tour. Nothing of it is kept. */
export function goTo(client: QueryClient, at: number | undefined): void {
  client.setQueryData(TOUR, at ?? -1);
}
