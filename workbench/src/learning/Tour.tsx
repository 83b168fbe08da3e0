import { skipToken, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { Place } from '../app/places';
import { stopsOf, TOUR } from './tour';

const TourCard = lazy(() => import('./TourCard'));

/** A card in the corner that leads through the pages that somebody has; the pages stay usable beside it. */
export function Tour({ menu }: { menu: Place[] }) {
  const { data: at = -1 } = useQuery<number>({ queryKey: TOUR, queryFn: skipToken, staleTime: Infinity });
  const stops = stopsOf(menu);
  const here = stops[at];
  return here ? <Suspense><TourCard key={at} at={at} stops={stops} here={here} /></Suspense> : null;
}
