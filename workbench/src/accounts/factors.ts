import { queryOptions } from '@tanstack/react-query';
import { answered, hub } from '../api/client';

export const factorQuery = queryOptions({ queryKey: ['session-factor'], queryFn: () => answered(hub.GET('/api/profile/second-factor')) });
export const requiredQuery = queryOptions({ queryKey: ['second-factor-roles'], queryFn: () => answered(hub.GET('/api/settings/second-factor')) });

export const beginFactor = () => answered(hub.POST('/api/profile/second-factor'));
export const confirmFactor = (code: string) => answered(hub.PUT('/api/profile/second-factor', { body: { code } }));
export const removeFactor = () => answered(hub.DELETE('/api/profile/second-factor'));
export const freshCodes = () => answered(hub.POST('/api/profile/recovery-codes'));
export const requireFor = (roles: string[]) => answered(hub.PUT('/api/settings/second-factor', { body: { roles } }));
export const confirmMe = (password: string, code: string) =>
  answered(hub.POST('/api/session/confirmation', { body: { password, code: code === '' ? null : code } }));
export const removeFactorOf = (organization: string | undefined, id: string) =>
  answered(hub.DELETE('/api/people/{id}/second-factor', { params: { path: { id }, query: { organization } } }));

/** In groups of four, as people copy it. */
export const inFours = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ');
