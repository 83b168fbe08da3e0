import type { DecaySetting, Retention } from './queries';

export const SUBJECTS = ['claims', 'raw', 'ledger'] as const;

/** From the widest audience to the narrowest. */
export const LABELS = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'] as const;

export const NEW_RETENTION: Retention = { key: 0, name: '', subject: 'claims', type: '', source: null, from: 'TLP:CLEAR', to: 'TLP:RED', days: 365, due: 0 };

/** A policy as the hub takes it: what its subject does not know is left open. */
export function asSubjectKnows(policy: Retention): Retention {
  switch (policy.subject) {
    case 'raw':
      return { ...policy, type: '', from: 'TLP:CLEAR', to: 'TLP:RED' };
    case 'ledger':
      return { ...policy, type: '', source: null, from: 'TLP:CLEAR', to: 'TLP:RED' };
    default:
      return policy;
  }
}

/** Whether the labels stand in their order; the hub asks the same. */
export function inOrder({ from, to }: Pick<Retention, 'from' | 'to'>): boolean {
  const place = (label: string) => LABELS.findIndex((one) => one === label);
  return place(from) <= place(to);
}

/** The most that the hub counts of what a policy would take away now. */
const DUE_LIMIT = 1_000;

export function dueText(due: number, shown: (n: number) => string): string {
  return due > DUE_LIMIT ? `${shown(DUE_LIMIT)}+` : shown(due);
}

export const NEW_DECAY: DecaySetting = { key: 0, name: '', type: '', valueKind: '', source: null, lifetimeHours: 24 * 90, speed: 2, base: 80, threshold: 30 };
