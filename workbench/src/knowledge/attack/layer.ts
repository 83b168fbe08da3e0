import { whose, type Frame, type Line, type Side, type Warm } from './heat';

/** The layer format that is written; older ones with the same members are read too. */
const FORMAT = '4.5';
const LARGEST = 5_000_000;
const MOST = 10_000;
const LONGEST = 300;

interface FileTechnique {
  techniqueID?: unknown;
  score?: unknown;
  enabled?: unknown;
  color?: unknown;
  comment?: unknown;
}

/** Why a file is no layer. */
export type Fault = 'large' | 'json' | 'layer' | 'version';

export interface ReadLayer {
  name: string;
  domain: string;
  side: Side;
}

/**
 * Reads a layer of the ATT&CK Navigator (formats 3 and 4). A number of a revoked technique is read as the one that
 * took its place. A technique without a score counts once when it is coloured or remarked.
 */
export function readLayer(text: string, frame: Frame): ReadLayer | Fault {
  if (text.length > LARGEST) {
    return 'large';
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'json';
  }
  if (typeof json !== 'object' || json === null || !Array.isArray((json as { techniques?: unknown }).techniques)) {
    return 'layer';
  }
  const file = json as { name?: unknown; domain?: unknown; versions?: { layer?: unknown }; version?: unknown; techniques: FileTechnique[] };
  const version = String(file.versions?.layer ?? file.version ?? '');
  if (!/^[34](\.|$)/.test(version)) {
    return 'version';
  }
  const successor = new Map(frame.moved.map((moved) => [moved.from, moved]));
  const names = new Map(frame.techniques.map((technique) => [technique.number, technique]));
  const warm = new Map<string, Warm>();
  const moved = new Map<string, (typeof frame.moved)[number]>();
  for (const one of file.techniques.slice(0, MOST)) {
    const named = typeof one?.techniqueID === 'string' ? one.techniqueID.trim().toUpperCase() : '';
    const score = scoreOf(one);
    if (!/^T\d{4}(\.\d{3})?$/.test(named) || score <= 0) {
      continue;
    }
    const gone = successor.get(named);
    if (gone) {
      moved.set(named, gone);
    }
    const number = gone?.to ?? named;
    const technique = names.get(number);
    const before = warm.get(number)?.statements ?? 0;
    warm.set(number, { number, id: technique?.id ?? '', name: technique?.name ?? '', statements: Math.max(before, score), seenBy: 0 });
  }
  const name = typeof file.name === 'string' && file.name.trim() !== '' ? file.name.trim().slice(0, LONGEST) : 'layer';
  return { name, domain: typeof file.domain === 'string' ? file.domain : '', side: { name, warm, moved: [...moved.values()] } };
}

function scoreOf(technique: FileTechnique | null): number {
  if (technique === null || typeof technique !== 'object' || technique.enabled === false) {
    return 0;
  }
  if (typeof technique.score === 'number' && Number.isFinite(technique.score)) {
    return technique.score;
  }
  const remarked = [technique.color, technique.comment].some((text) => typeof text === 'string' && text !== '');
  return remarked ? 1 : 0;
}

const GRADIENT = ['#fffefb', '#f0c9c2', '#a3271d'];
const COLOURS = { a: '#c9e4da', b: '#f3d9a0', both: '#e0a89f' } as const;
const SCORES = { a: 1, b: 2, both: 3 } as const;

interface ToWrite {
  frame: Frame;
  lines: Line[];
  a: Side;
  b: Side | undefined;
  description: string;
}

/** The heat as a layer; of a comparison who names a technique, with one colour for each and the figures as remarks. */
export function writeLayer({ frame, lines, a, b, description }: ToWrite): string {
  const inMatrix = new Set(frame.techniques.map(({ number }) => number));
  const techniques = lines
    .filter(({ number }) => inMatrix.has(number))
    .map((line) => {
      const side = whose(line);
      if (!b || side === '') {
        return { techniqueID: line.number, score: line.a, enabled: true, comment: '', showSubtechniques: line.number.includes('.') };
      }
      return { techniqueID: line.number, score: SCORES[side], color: COLOURS[side], enabled: true, comment: `${a.name}: ${line.a}; ${b.name}: ${line.b}`, showSubtechniques: line.number.includes('.') };
    });
  const most = Math.max(1, ...techniques.map(({ score }) => score));
  const version = frame.matrix.version.split('.')[0] ?? '';
  return JSON.stringify(
    {
      name: b ? `${a.name} / ${b.name}` : a.name,
      versions: { ...(version === '' ? {} : { attack: version }), layer: FORMAT },
      domain: frame.matrix.domain,
      description,
      sorting: 3,
      hideDisabled: false,
      techniques,
      gradient: { colors: GRADIENT, minValue: 0, maxValue: b ? SCORES.both : most },
      legendItems: b
        ? [{ label: a.name, color: COLOURS.a }, { label: b.name, color: COLOURS.b }, { label: `${a.name} + ${b.name}`, color: COLOURS.both }]
        : [],
      selectTechniquesAcrossTactics: true,
      selectSubtechniquesWithParent: false,
    },
    null,
    2,
  );
}
