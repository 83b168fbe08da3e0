import createClient, { type Middleware } from 'openapi-fetch';
import { Problem, problemOf } from './problem';
import type { components, paths } from './schema';

/** A type of the hub's interface by its name in docs/openapi.json. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

let csrf = '';
/** Through which view's eyes the pages of this tab were made; '' for the own. */
let eyes: string | undefined;
let onSignedOut: () => void = () => undefined;

/** The session's token against forged requests; sent with every write. */
export function rememberCsrf(token: string): void {
  csrf = token;
}

/** @param view its id; undefined: one's own eyes */
export function rememberEyes(view: string | undefined): void {
  eyes = view ?? '';
}

/** Another tab began or ended a view, or its hour is over: what is shown and what is answered would not fit together. */
function otherEyes(response: Response, path: string): boolean {
  const own = path === '/api/session' || path === '/api/view';
  return eyes !== undefined && !own && (response.headers.get('X-Theriac-View') ?? '') !== eyes;
}

/** Called when the hub says that nobody is logged in. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

let confirmation: () => Promise<boolean> = () => Promise.resolve(false);

/** Called when a step needs that the person shows once more who it is; resolves to whether that was done. */
export function whenConfirmationIsNeeded(ask: () => Promise<boolean>): void {
  confirmation = ask;
}

/** In which session something was asked. */
const askedIn = new WeakMap<Request, string>();

/** What is sent may have to be sent again. */
const sent = new WeakMap<Request, Request>();

async function confirmed(request: Request, response: Response): Promise<Response> {
  const body = (await response.clone().json().catch(() => null)) as { code?: string } | null;
  const again = sent.get(request);
  return body?.code === 'confirmation-needed' && again !== undefined && (await confirmation()) ? fetch(again) : response;
}

/** So long after the last touch of keys, pointer or screen, what the page asks is not asked by its person. */
const ATTENTION = 2 * 60_000;

let touchedAt = Date.now();
for (const sign of ['pointerdown', 'keydown', 'wheel', 'touchstart', 'focus']) {
  window.addEventListener(sign, () => (touchedAt = Date.now()), { capture: true, passive: true });
}

const guard: Middleware = {
  onRequest({ request }) {
    askedIn.set(request, csrf);
    // What the hub refuses it says in the language of the page, which need not be the browser's.
    request.headers.set('Accept-Language', document.documentElement.lang || 'en');
    if (Date.now() - touchedAt > ATTENTION) {
      // Refreshing by itself keeps no session alive.
      request.headers.set('X-Theriac-Unattended', '1');
    }
    if (!READING.has(request.method)) {
      request.headers.set('X-CSRF', csrf);
      sent.set(request, request.clone());
    }
    return request;
  },
  async onResponse({ request, response, schemaPath }) {
    if (otherEyes(response, schemaPath)) {
      window.location.reload();
    }
    if (response.status === 403) {
      return confirmed(request, response);
    }
    // Nobody is an answer to who is logged in and through whose eyes.
    const asksWho = schemaPath.startsWith('/api/session') || (schemaPath === '/api/view' && request.method === 'GET');
    // Who else is here is asked every few seconds, also in the middle of a word: whoever types is asked to log in when
    // something is saved or opened, and not by a dialog that takes the keys.
    const beside = schemaPath.startsWith('/api/presence');
    // What was asked before somebody logged in again says nothing of the session that is now.
    if (response.status === 401 && !asksWho && !beside && askedIn.get(request) === csrf) {
      onSignedOut();
    }
    return response;
  },
  onError() {
    return new Problem('offline', 0, '');
  },
};

/** The query as the hub reads it: `type=a&type=b`, empty texts left out. */
function query(values: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') {
        parameters.append(name, String(one));
      }
    }
  }
  return parameters.toString();
}

/** The hub. Every call either resolves with its data or rejects with a Problem. */
export const hub = createClient<paths>({ baseUrl: '/', querySerializer: query });
hub.use(guard);

/** Asks whether the session still lives, and says so when it does not. */
export async function probeSession(): Promise<void> {
  const { response } = await hub.GET('/api/session').catch(() => ({ response: undefined }));
  if (response?.status === 401) {
    onSignedOut();
  }
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Unpacks an answer: `answered(hub.GET('/api/sources'))`. */
export async function answered<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) {
    throw problemOf(response.status, error);
  }
  return data as T;
}

/** A file goes to the hub as it is. */
export async function sendFile<T>(path: string, file: Blob, method: 'POST' | 'PUT' = 'POST'): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: { 'X-CSRF': csrf, 'Content-Type': 'application/octet-stream' },
      body: file,
    });
  } catch {
    throw new Problem('offline', 0, '');
  }
  if (response.status === 401) {
    onSignedOut();
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    throw problemOf(response.status, body);
  }
  return body as T;
}
