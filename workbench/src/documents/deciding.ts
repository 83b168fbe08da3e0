import type { Thing } from './queries';

export const DECISIONS = ['accepted', 'observed', 'rejected', 'found'] as const;
export type Decision = (typeof DECISIONS)[number];

/** The key that takes each decision about the thing in focus. */
export const KEYS: Record<string, Decision> = { a: 'accepted', o: 'observed', x: 'rejected', u: 'found' };

/** Those that "accept all" takes: hardly anything else can be meant, and nobody decided yet. */
export function sureOnes(things: readonly Thing[]): Thing[] {
  return things.filter((thing) => thing.sure && thing.decision === 'found' && thing.usable !== 'text');
}

/** Which decisions make sense for a thing: what is known already is named or not, it is no indicator. */
export function choices(thing: Thing): Decision[] {
  return thing.usable === 'indicator' ? ['accepted', 'observed', 'rejected'] : ['accepted', 'rejected'];
}

export type Show = 'open' | 'taken' | 'rejected' | 'all';

export function shown(things: readonly Thing[], show: Show): Thing[] {
  return things.filter((thing) => {
    switch (show) {
      case 'open':
        return thing.decision === 'found';
      case 'taken':
        return thing.decision === 'accepted' || thing.decision === 'observed';
      case 'rejected':
        return thing.decision === 'rejected';
      default:
        return true;
    }
  });
}

/** Things with a decision changed at once, before the hub answered. */
export function decided(things: readonly Thing[], decisions: readonly { number: number; decision: string }[]): Thing[] {
  const by = new Map(decisions.map(({ number, decision }) => [number, decision]));
  return things.map((thing) => ({ ...thing, decision: by.get(thing.number) ?? thing.decision }));
}

/** A stretch of the text with the places in it, counted from its own beginning. */
export interface Block {
  from: number;
  text: string;
  places: { start: number; end: number; thing: number }[];
}

const BLOCK = 4_000;

/**
 * Cuts a text into stretches of whole lines, so that a long text is drawn and drawn again in parts. A place belongs to the
 * stretch in which it begins; one that crosses the border ends there.
 */
export function blocks(text: string, things: readonly Thing[]): Block[] {
  const places = things
    .flatMap((thing) => thing.places.map(({ start, end }) => ({ start, end, thing: thing.number })))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const out: Block[] = [];
  let next = 0;
  for (let from = 0; from < text.length; ) {
    const line = text.indexOf('\n', from + BLOCK);
    const to = line < 0 ? text.length : line + 1;
    const inside: Block['places'] = [];
    for (let place = places[next]; place && place.start < to; place = places[++next]) {
      inside.push({ start: place.start - from, end: Math.min(place.end, to) - from, thing: place.thing });
    }
    out.push({ from, text: text.slice(from, to), places: inside });
    from = to;
  }
  return out;
}

/** A mention of an object in a note: `[APT29](object:intrusion-set--…)`. */
export function mention(object: { id: string; name: string }): string {
  return `[${object.name.replace(/[[\]\\]/g, '')}](object:${object.id})`;
}

/** The id of an object that a link of a note mentions; undefined for any other link. */
export function mentioned(href: string | undefined): string | undefined {
  return /^object:([a-z0-9-]+--[0-9a-f-]{36})$/.exec(href ?? '')?.[1];
}

/** Puts a text into another at the cursor. */
export function inserted(into: string, at: number, text: string): string {
  const before = into.slice(0, at);
  const gap = before === '' || /\s$/.test(before) ? '' : ' ';
  return `${before}${gap}${text}${into.slice(at)}`;
}
