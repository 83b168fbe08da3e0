import type { TimelineEvent } from './queries';

/** What an event is about: the world, who told the hub, or the work of the people here. */
export type Group = 'world' | 'told' | 'work';

export const GROUPS: readonly Group[] = ['world', 'told', 'work'];

const WORLD = new Set(['first-seen', 'last-seen', 'valid-from', 'published', 'sighted']);
const TOLD = new Set(['told', 'warned', 'withdrawn']);

export function groupOf(kind: string): Group {
  return WORLD.has(kind) ? 'world' : TOLD.has(kind) ? 'told' : 'work';
}

export interface Day {
  /** In the reader's zone: `2026-11-26`. */
  day: string;
  events: TimelineEvent[];
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

/** The day of a moment in the reader's zone. */
export function dayOf(at: string): string {
  const moment = new Date(at);
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** The events of the wanted groups that hold the word, by day, in the order in which they came. */
export function days(events: readonly TimelineEvent[], wanted: ReadonlySet<Group>, word: string): Day[] {
  const sought = word.trim().toLowerCase();
  const found: Day[] = [];
  for (const event of events) {
    if (!wanted.has(groupOf(event.kind)) || !`${event.what} ${event.by}`.toLowerCase().includes(sought)) {
      continue;
    }
    const day = dayOf(event.at);
    const last = found.at(-1);
    if (last?.day === day) {
      last.events.push(event);
    } else {
      found.push({ day, events: [event] });
    }
  }
  return found;
}

/** Which groups an address wants: all, unless it names some. */
export function groupsOf(text: string | undefined): Set<Group> {
  const named = GROUPS.filter((group) => (text ?? '').split(',').includes(group));
  return new Set(named.length === 0 ? GROUPS : named);
}

const MOST_PATHS = 20;

/** The address of a graph with the ways from the first object to the others. */
export function graphOf(ids: readonly string[]): { around: string; steps: string } | undefined {
  const [around, ...others] = ids;
  return around === undefined ? undefined : { around, steps: others.slice(0, MOST_PATHS).map((id) => `p!${around}!${id}`).join('~') };
}

/** Whether a day has passed and the task is not done. */
export function isLate(task: { due?: string | null; state: string }, today: string): boolean {
  return task.state !== 'done' && task.due != null && task.due < today;
}
