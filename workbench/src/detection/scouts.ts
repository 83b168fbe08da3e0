/** A scout asks at least every 25 seconds; three missed turns make it silent. The hub counts the same way. */
const SILENT_MS = 90_000;

export function connected(seenAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(seenAt) <= SILENT_MS;
}
