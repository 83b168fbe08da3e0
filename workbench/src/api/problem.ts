/** The hub's answer to a wrong request (RFC 9457), or a failure on the way to it. */
export class Problem extends Error {
  constructor(
    /** Stable code of the hub, or `offline` when nothing answered. */
    readonly code: string,
    /** HTTP status; 0 when nothing answered. */
    readonly status: number,
    /** The hub's sentence for a person; empty when nothing answered. */
    readonly sentence: string,
    /** What it comes from, where one code has many, such as `fetch.timeout`; '' elsewhere. */
    readonly reason = '',
  ) {
    super(sentence || code);
  }
}

interface ProblemBody {
  code?: unknown;
  detail?: unknown;
  reason?: unknown;
}

/** Reads an error answer; anything that is not the hub's own JSON becomes a problem without a sentence. */
export function problemOf(status: number, body: unknown): Problem {
  const { code, detail, reason } = (typeof body === 'object' && body !== null ? body : {}) as ProblemBody;
  return new Problem(
    typeof code === 'string' ? code : `status-${status}`,
    status,
    typeof detail === 'string' ? detail : '',
    typeof reason === 'string' ? reason : '',
  );
}

export function isOffline(error: unknown): boolean {
  return error instanceof Problem && error.status === 0;
}
