const DAY = 86_400_000;

interface Key {
  createdAt: string;
  lastUsedAt?: string | null;
  expiresAt?: string | null;
}

/** What should be looked at among an organisation's keys: those that end within 30 days, and those that nobody used for 90. */
export function keyFigures(keys: Key[], now: Date): { all: number; ending: number; idle: number } {
  const at = now.getTime();
  return {
    all: keys.length,
    ending: keys.filter(({ expiresAt }) => expiresAt != null && Date.parse(expiresAt) > at && Date.parse(expiresAt) - at < 30 * DAY).length,
    idle: keys.filter(({ createdAt, lastUsedAt }) => at - Date.parse(lastUsedAt ?? createdAt) > 90 * DAY).length,
  };
}
