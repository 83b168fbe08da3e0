export type Verdict = 'lookalike' | 'known' | 'benign' | 'new';

interface Judged {
  benign: boolean;
  lookalike?: unknown;
  known?: number | null | undefined;
}

/** What matters first about a value: it pretends, it is known, it is harmless, or nobody knows it. */
export function verdict(value: Judged): Verdict {
  if (value.lookalike) {
    return 'lookalike';
  }
  if ((value.known ?? 0) > 0) {
    return 'known';
  }
  return value.benign ? 'benign' : 'new';
}
