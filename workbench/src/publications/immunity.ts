import type { Schema } from '../api/client';
import { secondsBetween } from '../shared/time';

type Immunity = Schema<'ImmunityView'>;

export type StepName = 'reported' | 'drafted' | 'reviewed' | 'approved' | 'published' | 'fetched' | 'recognised';

export interface Step {
  name: StepName;
  /** When it was reached by everyone it concerns; undefined: not yet. */
  at?: string | undefined;
  /** Seconds since the step before that was reached. */
  took?: number | undefined;
  /** For steps of many: how many of how many. */
  done?: number | undefined;
  of?: number | undefined;
}

/** The latest of the moments, if there are as many as wanted. */
function all(moments: (string | null | undefined)[], wanted: number): string | undefined {
  const there = moments.filter((moment) => moment != null).sort();
  return wanted > 0 && there.length >= wanted ? there.at(-1) : undefined;
}

/**
 * The way from the first report to recognition, in order. A step without a report behind it begins with the draft; the
 * steps of members are reached when every expected member has reached them.
 */
export function steps({ times, members, expected, recognised }: Immunity): Step[] {
  const expectedMembers = members.filter((member) => member.expected);
  const fetched = expectedMembers.filter((member) => member.fetchedAt != null).length;
  const list: Step[] = [
    ...(times.reportedAt ? [{ name: 'reported' as const, at: times.reportedAt }] : []),
    { name: 'drafted', at: times.draftedAt ?? undefined },
    { name: 'reviewed', at: times.reviewedAt ?? undefined },
    { name: 'approved', at: times.approvedAt ?? undefined },
    { name: 'published', at: times.publishedAt ?? undefined },
    { name: 'fetched', at: all(expectedMembers.map((member) => member.fetchedAt), expected), done: fetched, of: expected },
    { name: 'recognised', at: all(expectedMembers.map((member) => member.recognisedAt), expected), done: recognised, of: expected },
  ];
  let before: string | undefined;
  for (const step of list) {
    if (step.at) {
      step.took = secondsBetween(before, step.at);
      before = step.at;
    }
  }
  return list;
}

/** How many of a withdrawal's recipients confirmed that they dropped the value. */
export function confirmed(receipts: { confirmedAt?: string | null | undefined }[]): number {
  return receipts.filter((receipt) => receipt.confirmedAt != null).length;
}
