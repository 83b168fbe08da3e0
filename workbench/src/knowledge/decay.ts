/** How confidence fades: MISP's polynomial, as the hub computes it. */
export interface Decay {
  /** The confidence at the beginning, 0 to 100. */
  from: number;
  /** When it was last said or sighted. */
  since: string;
  lifetimeHours: number;
  speed: number;
  /** Below it the object counts as decayed. */
  threshold: number;
}

const HOUR_MS = 3_600_000;

/** What is left after so many milliseconds, not rounded. */
export function scoreAfter({ from, lifetimeHours, speed }: Decay, ms: number): number {
  const share = Math.min(1, Math.max(0, ms) / (lifetimeHours * HOUR_MS));
  return from * (1 - share ** (1 / speed));
}

/** When the score falls below the threshold; undefined when it never stood above it, or never falls below it. */
export function dropsAt({ from, since, lifetimeHours, speed, threshold }: Decay): Date | undefined {
  if (threshold <= 0 || from < threshold) {
    return undefined;
  }
  return new Date(Date.parse(since) + lifetimeHours * HOUR_MS * (1 - threshold / from) ** speed);
}

/** The curve in a box of this size, from the last word to the end of its lifetime, as the path of an SVG. */
export function curve(decay: Decay, width: number, height: number, steps = 48): string {
  const points = Array.from({ length: steps + 1 }, (_, i) => {
    const score = scoreAfter(decay, (i / steps) * decay.lifetimeHours * HOUR_MS);
    return `${round((i / steps) * width)},${round(height - (score / 100) * height)}`;
  });
  return `M${points.join('L')}`;
}

/** Which part of its lifetime is over, 0 to 1. */
export function passed({ since, lifetimeHours }: Decay, now: number): number {
  return Math.min(1, Math.max(0, (now - Date.parse(since)) / (lifetimeHours * HOUR_MS)));
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
