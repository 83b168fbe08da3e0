import type { Schema } from '../../api/client';

export type World = Schema<'WorldView'>;
export type Active = Schema<'ActiveThing'>;

/** What the address says of the picture. */
export interface Asked {
  days?: string;
  /** `from`: where it comes from; otherwise at whom it aims. */
  side?: string;
  country?: string;
  region?: string;
  /** A sector of STIX; absent: our own, `all`: any. */
  sector?: string;
}

export const SPANS = [30, 90, 365, 3650] as const;
export const OUR_SECTOR = 'healthcare';

export function daysOf({ days }: Asked): number {
  const asked = Number(days);
  return SPANS.find((span) => span === asked) ?? 90;
}

/** The sector that is asked about; undefined: any. */
export function sectorOf({ sector }: Asked): string | undefined {
  return sector === 'all' ? undefined : sector || OUR_SECTOR;
}

/** The countries of something, by the side that is looked at. */
export function countriesOf(one: Active, side: string | undefined): string[] {
  return side === 'from' ? one.origins : one.countries;
}

/** What is active in a country or a region, and against a sector; each of them only where it is asked for. */
export function chosen(active: Active[], { side, country, region }: Asked, sector: string | undefined): Active[] {
  return active.filter((one) => (!country || countriesOf(one, side).includes(country)) && (!region || one.regions.includes(region)) && (!sector || one.sectors.includes(sector)));
}

/** How many things name each, the most first; those named alike by their names. */
export function counted(lists: string[][]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of lists.flatMap((list) => [...new Set(list)])) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b));
}

export const STEPS = 5;

/** Which of five shades a count has, 1 to 5; 0: none. Shades grow with the logarithm: one is seen beside a hundred. */
export function shade(n: number, most: number): number {
  return n <= 0 ? 0 : most <= 1 ? STEPS : 1 + Math.round(((STEPS - 1) * Math.log(n)) / Math.log(most));
}
