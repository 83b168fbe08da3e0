export interface Kept<T> {
  at: string;
  value: T;
}

/** What was kept under this name in this browser; undefined: nothing readable. */
export function readKept<T>(key: string): Kept<T> | undefined {
  try {
    const text = localStorage.getItem(key);
    return text ? (JSON.parse(text) as Kept<T>) : undefined;
  } catch {
    return undefined; // unreadable or forbidden storage: as if nothing had been kept
  }
}

export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify({ at: new Date().toISOString(), value }));
  } catch {
    // A full or forbidden storage must not stop anybody from typing.
  }
}

/** The prefix of everything that one person typed and has not sent. */
export function draftPrefix(account: string): string {
  return `theriac.draft.${account}.`;
}

/** Throws away what a person typed and did not send: on log-out, nothing stays on a shared machine. */
export function forgetDrafts(account: string): void {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(draftPrefix(account)))) {
    localStorage.removeItem(key);
  }
}
