/** So far the hub counts what waits at the desk. */
const COUNTED = 1_000;

/** A number that was counted no further than that. */
export const orMore = (n: number): string => (n < COUNTED ? String(n) : `${n}+`);
