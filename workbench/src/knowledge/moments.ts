/** The last moment of a day in the reader's zone, as the hub reads moments; empty for no day. */
export function endOfDay(day: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  return parts ? new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]), 23, 59, 59, 999).toISOString() : '';
}
