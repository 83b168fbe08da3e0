import { OUTSIDE } from '../accounts/members';
import type { Form } from './queries';

/** An organisation that can be named. */
export interface Choice {
  id: string;
  name: string;
  /** It is no member of the sector, so a second person decides before it gets anything. */
  outside: boolean;
}

interface Organization {
  id: string;
  name: string;
  kind: string;
  closedAt?: string | null;
}

/** Who can be named for a source: neither its owner nor the body that runs the hub, who have it anyway. */
export const choices = (all: readonly Organization[], form: Form): Choice[] =>
  all
    .filter(({ id, kind, closedAt }) => kind !== 'cert' && id !== form.organization && (closedAt == null || form.recipients.includes(id)))
    .map(({ id, name, kind }) => ({ id, name, outside: OUTSIDE.includes(kind) }));

/** Those who are named newly and are no members: why they get it must be said. */
export const newcomers = (all: readonly Choice[], before: readonly string[], now: readonly string[]): Choice[] =>
  all.filter(({ id, outside }) => outside && now.includes(id) && !before.includes(id));

/** Whether a group is named newly: who is in it may be no member of the sector, which the hub knows. */
export const isNewGroup = (before: readonly string[], now: readonly string[]): boolean => now.some((id) => !before.includes(id));
