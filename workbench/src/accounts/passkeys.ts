import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../api/client';
import { Problem } from '../api/problem';

export type Passkey = Schema<'PasskeyRow'>;

export const passkeysQuery = queryOptions({ queryKey: ['session-passkeys'], queryFn: () => answered(hub.GET('/api/profile/passkeys')) });

/** Whether this browser can, at this address: browsers offer it over https, and on this machine by its name. */
export const canUsePasskeys = () => 'PublicKeyCredential' in window && window.isSecureContext;

export const octets = (base64url: string) => Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));

const PATIENCE_MS = 120_000;

/** A person who turns away from the browser's own window did nothing wrong. */
async function offered(ask: () => Promise<Credential | null>): Promise<string> {
  try {
    const credential = await ask();
    return JSON.stringify((credential as PublicKeyCredential).toJSON());
  } catch (refused) {
    const known = refused instanceof DOMException && refused.name === 'InvalidStateError';
    throw new Problem(known ? 'passkey-known' : 'passkey-not-used', 1, '');
  }
}

/** Makes a passkey on a device of the person's choice. @returns recovery codes, when they are the first */
export async function makePasskey(name: string, person: { login: string; name: string }): Promise<string[]> {
  const asked = await answered(hub.POST('/api/profile/passkeys/challenge'));
  const answer = await offered(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: octets(asked.challenge),
        rp: { id: asked.site, name: 'Theriac' },
        user: { id: octets(asked.user), name: person.login, displayName: person.name },
        pubKeyCredParams: asked.algorithms.map((alg) => ({ alg, type: 'public-key' as const })),
        excludeCredentials: asked.known.map((id) => ({ id: octets(id), type: 'public-key' as const })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        attestation: 'none',
        timeout: PATIENCE_MS,
      },
    }),
  );
  return (await answered(hub.POST('/api/profile/passkeys', { body: { name, answer } }))).codes;
}

async function signed(): Promise<string> {
  const asked = await answered(hub.POST('/api/session/passkey/challenge'));
  return offered(() =>
    navigator.credentials.get({ publicKey: { challenge: octets(asked.challenge), rpId: asked.site, userVerification: 'required', timeout: PATIENCE_MS } }),
  );
}

export const logInWithPasskey = async () => answered(hub.POST('/api/session/passkey', { body: { answer: await signed() } }));
export const confirmWithPasskey = async () => answered(hub.POST('/api/session/confirmation/passkey', { body: { answer: await signed() } }));
export const renamePasskey = (id: string, name: string) => answered(hub.PUT('/api/profile/passkeys/{id}', { params: { path: { id } }, body: { name } }));
export const removePasskey = (id: string) => answered(hub.DELETE('/api/profile/passkeys/{id}', { params: { path: { id } } }));
