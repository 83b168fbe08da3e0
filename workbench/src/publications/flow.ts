import type { Permission } from '../accounts/session';
import type { Step } from './queries';

type May = (permission: Permission) => boolean;

interface Offer {
  step: Step;
  /** Why it is shown but cannot be taken by this person. */
  barred?: 'wrote';
}

/**
 * The steps to offer in a state. Four eyes: who drafted cannot approve; the step is shown, barred and explained, because
 * the person could otherwise not see why nothing happens. The hub decides in any case.
 */
export function offers(state: string, may: May, wrote: boolean): Offer[] {
  const steps: (Offer | false)[] = [];
  if (state === 'draft') {
    steps.push(may('draft-publications') && { step: 'review' });
  }
  if (state === 'review') {
    steps.push(may('approve-publications') && (wrote ? { step: 'approve', barred: 'wrote' } : { step: 'approve' }));
  }
  if (state === 'approved') {
    steps.push(may('publish') && { step: 'publish' });
  }
  if (state === 'review' || state === 'approved') {
    steps.push((may('draft-publications') || may('approve-publications')) && { step: 'return' });
  }
  return steps.filter((offer) => offer !== false);
}

export interface Wording {
  title: string;
  summary: string;
  advice: string;
}

export interface Content {
  kind: string;
  tlp: string;
  /** `low`, `medium`, `high`, or '' for what the answers give. */
  chance: string;
  damage: string;
  /** On chance and damage, by question. */
  answers: Record<string, string>;
  /** Why a level is another than the answers give. */
  deviation: string;
  /** What changed since the version before; only an update has it. */
  changedNl: string;
  changedEn: string;
  nl: Wording;
  en: Wording;
  /** One value per line, defanged or not. */
  indicators: string;
}

/** What is still missing before somebody can review; the hub asks the same. */
export function missing(content: Content): { language: 'nl' | 'en'; field: keyof Wording }[] {
  const fields: (keyof Wording)[] = ['title', 'summary', 'advice'];
  return (['nl', 'en'] as const).flatMap((language) =>
    fields.filter((field) => content[language][field].trim() === '').map((field) => ({ language, field })),
  );
}

/** The values of the indicator box: one per line, each once, empty lines left out. */
export function lines(text: string): string[] {
  return [...new Set(text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== ''))];
}

/** The parts in which two contents differ, for whoever has to choose between them. */
export function differences(mine: Content, theirs: Content): string[] {
  const parts: string[] = [];
  for (const single of ['kind', 'tlp', 'chance', 'damage', 'answers', 'deviation', 'changedNl', 'changedEn'] as const) {
    if (written(mine[single]) !== written(theirs[single])) {
      parts.push(single);
    }
  }
  for (const language of ['nl', 'en'] as const) {
    for (const field of ['title', 'summary', 'advice'] as const) {
      if (mine[language][field] !== theirs[language][field]) {
        parts.push(`${language}.${field}`);
      }
    }
  }
  if (lines(mine.indicators).join('\n') !== lines(theirs.indicators).join('\n')) {
    parts.push('indicators');
  }
  return parts;
}

/** A part as one text: answers as lines in the order of their questions. */
export function written(part: string | Record<string, string>): string {
  return typeof part === 'string' ? part : Object.keys(part).sort().map((question) => `${question}: ${part[question] ?? ''}`).join('\n');
}

interface Published {
  kind: string;
  tlp: string;
  chance: string;
  damage: string;
  rating?: { answers: Record<string, string>; deviation: string; outcome: { chance: string; damage: string } } | null | undefined;
  changedNl: string;
  changedEn: string;
  nl: Wording;
  en: Wording;
  /** With the sections between fences; only its owner gets it. */
  written?: { nl: Wording; en: Wording } | null | undefined;
  indicators: { defanged: string }[];
}

/** A level that was set by hand; '' for one that follows from the answers. */
function own(level: string, given: string | undefined): string {
  return level === given ? '' : level;
}

/** A publication as the editor shows it. */
export function contentOf(publication: Published): Content {
  return {
    kind: publication.kind,
    tlp: publication.tlp.replace(/^TLP:/i, '').toLowerCase(),
    chance: own(publication.chance, publication.rating?.outcome.chance),
    damage: own(publication.damage, publication.rating?.outcome.damage),
    answers: publication.rating?.answers ?? {},
    deviation: publication.rating?.deviation ?? '',
    changedNl: publication.changedNl,
    changedEn: publication.changedEn,
    nl: publication.written?.nl ?? publication.nl,
    en: publication.written?.en ?? publication.en,
    indicators: publication.indicators.map(({ defanged }) => defanged).join('\n'),
  };
}

/** Where a publication stands for people: approved ones may have a time, published ones be on their way or stopped. */
export function shownState(state: string, hasTime: boolean, stopped: boolean, phase = ''): string {
  if (state === 'approved') {
    return hasTime ? 'scheduled' : state;
  }
  if (state === 'published') {
    return stopped ? 'stopped' : phase === 'sending' ? 'sending' : state;
  }
  return state;
}

/** What takes a second person who may publish. */
export function isHighest({ chance, damage }: { chance: string; damage: string }): boolean {
  return chance === 'high' && damage === 'high';
}

/** The version after this one: 0.01 more. */
export function nextVersion(version: string): string {
  return ((Math.round(Number(version) * 100) + 1) / 100).toFixed(2);
}
