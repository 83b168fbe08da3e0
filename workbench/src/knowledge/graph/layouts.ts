export type LayoutName = 'force' | 'rings' | 'rows' | 'time';

/** A picture as numbers: what a worker gets and gives fast. */
export interface Task {
  layout: LayoutName;
  /** Ends of the connections, as places in the list of points: from, to, from, to… */
  ends: Uint32Array;
  /** x, y, x, y… where points are; NaN for a point that has no place yet. */
  places: Float64Array;
  /** 1: this point stays where it is. */
  fixed: Uint8Array;
  /** A group for rows: its number in the order of the rows. */
  groups: Uint32Array;
  /** A moment for each point, NaN: none. */
  moments: Float64Array;
}

const APART = 90;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** Places for all points. The same task gives the same places. */
export function place(task: Task): Float64Array {
  switch (task.layout) {
    case 'rings':
      return keepFixed(task, rings(task));
    case 'rows':
      return keepFixed(task, rows(task));
    case 'time':
      return keepFixed(task, time(task));
    default:
      return force(task);
  }
}

function keepFixed({ fixed, places }: Task, made: Float64Array): Float64Array {
  fixed.forEach((is, i) => {
    const x = places[2 * i] ?? NaN;
    if (is === 1 && !Number.isNaN(x)) {
      made[2 * i] = x;
      made[2 * i + 1] = places[2 * i + 1] ?? 0;
    }
  });
  return made;
}

function neighbours({ ends, fixed }: Task): number[][] {
  const lists: number[][] = Array.from(fixed, () => []);
  for (let e = 0; e < ends.length; e += 2) {
    lists[ends[e] ?? 0]?.push(ends[e + 1] ?? 0);
    lists[ends[e + 1] ?? 0]?.push(ends[e] ?? 0);
  }
  return lists;
}

/** Circles around the first point by the number of steps from it; what hangs on nothing stands outside. */
function rings(task: Task): Float64Array {
  const near = neighbours(task);
  const depth = new Int32Array(near.length).fill(-1);
  const order: number[] = [];
  for (let start = 0; start < near.length; start++) {
    if (depth[start] !== -1) {
      continue;
    }
    depth[start] = start === 0 ? 0 : 1;
    const queue = [start];
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      order.push(at);
      for (const next of near[at] ?? []) {
        if (depth[next] === -1) {
          depth[next] = (depth[at] ?? 0) + 1;
          queue.push(next);
        }
      }
    }
  }
  const inRing = new Map<number, number[]>();
  order.forEach((point) => inRing.set(depth[point] ?? 0, []));
  order.forEach((point) => inRing.get(depth[point] ?? 0)?.push(point));
  const made = new Float64Array(near.length * 2);
  let radius = 0;
  for (const [ring, points] of [...inRing].sort(([one], [other]) => one - other)) {
    radius = ring === 0 ? 0 : Math.max(radius + 2 * APART, (points.length * APART * 0.55) / (2 * Math.PI));
    points.forEach((point, i) => {
      const turn = (2 * Math.PI * i) / points.length;
      made[2 * point] = radius * Math.cos(turn);
      made[2 * point + 1] = radius * Math.sin(turn);
    });
  }
  return made;
}

/** A band of points for each group, as wide as the whole is high. */
function rows({ groups, fixed }: Task): Float64Array {
  const wide = Math.max(4, Math.ceil(Math.sqrt(fixed.length) * 1.8));
  const members = new Map<number, number[]>();
  groups.forEach((group) => members.set(group, []));
  groups.forEach((group, point) => members.get(group)?.push(point));
  const made = new Float64Array(fixed.length * 2);
  let y = 0;
  for (const [, points] of [...members].sort(([one], [other]) => one - other)) {
    points.forEach((point, i) => {
      made[2 * point] = ((i % wide) - Math.min(wide, points.length) / 2) * APART;
      made[2 * point + 1] = y + Math.floor(i / wide) * APART * 0.8;
    });
    y += (Math.ceil(points.length / wide) + 1) * APART;
  }
  return made;
}

/** From left to right by their moments, above each other where they fall together; what has none stands at the left. */
function time({ moments, fixed }: Task): Float64Array {
  const known = [...moments].filter((at) => !Number.isNaN(at));
  const first = known.reduce((least, at) => Math.min(least, at), Infinity);
  const last = known.reduce((most, at) => Math.max(most, at), first);
  const columns = Math.max(1, Math.min(60, Math.ceil(Math.sqrt(fixed.length) * 1.6)));
  const heights = new Map<number, number>();
  const made = new Float64Array(fixed.length * 2);
  fixed.forEach((_, point) => {
    const at = moments[point] ?? NaN;
    const column = Number.isNaN(at) ? -2 : last === first ? 0 : Math.round(((at - first) / (last - first)) * columns);
    const height = heights.get(column) ?? 0;
    heights.set(column, height + 1);
    made[2 * point] = column * APART;
    made[2 * point + 1] = (height % 2 === 0 ? 1 : -1) * Math.ceil(height / 2) * APART * 0.6;
  });
  return made;
}

const FEW_STEPS = 300;
const MANY_STEPS = 70;
const MANY = 1500;

/**
 * Points push each other away, connections pull: Fruchterman and Reingold's forces, the far ones taken together in the
 * squares of a grid, so that the cost of a step grows with the number of points and not with its square.
 */
function force(task: Task): Float64Array {
  const { ends, fixed } = task;
  const n = fixed.length;
  const made = Float64Array.from(task.places);
  for (let i = 0; i < n; i++) {
    if (Number.isNaN(made[2 * i] ?? NaN)) {
      // A place beside what it hangs on, on a spiral: no two begin at one point.
      const radius = APART * Math.sqrt(i);
      made[2 * i] = radius * Math.cos(i * GOLDEN_ANGLE);
      made[2 * i + 1] = radius * Math.sin(i * GOLDEN_ANGLE);
    }
  }
  const steps = n > MANY ? MANY_STEPS : FEW_STEPS;
  const moves = new Float64Array(2 * n);
  const degree = new Uint32Array(n);
  ends.forEach((end) => (degree[end] = (degree[end] ?? 0) + 1));
  for (let step = 0; step < steps; step++) {
    const heat = APART * 3 * (1 - step / steps) + 1;
    moves.fill(0);
    push(made, moves, n);
    pull(made, moves, ends, degree);
    for (let i = 0; i < n; i++) {
      const dx = moves[2 * i] ?? 0;
      const dy = moves[2 * i + 1] ?? 0;
      const length = Math.hypot(dx, dy) || 1;
      if (fixed[i] !== 1) {
        made[2 * i] = (made[2 * i] ?? 0) + (dx / length) * Math.min(length, heat);
        made[2 * i + 1] = (made[2 * i + 1] ?? 0) + (dy / length) * Math.min(length, heat);
      }
    }
  }
  return made;
}

function pull(places: Float64Array, moves: Float64Array, ends: Uint32Array, degree: Uint32Array): void {
  for (let e = 0; e < ends.length; e += 2) {
    const from = ends[e] ?? 0;
    const to = ends[e + 1] ?? 0;
    const dx = (places[2 * to] ?? 0) - (places[2 * from] ?? 0);
    const dy = (places[2 * to + 1] ?? 0) - (places[2 * from + 1] ?? 0);
    const strength = Math.hypot(dx, dy) / APART / Math.sqrt(Math.max(1, Math.min(degree[from] ?? 1, degree[to] ?? 1)));
    const kx = dx * strength * 0.5;
    const ky = dy * strength * 0.5;
    const a = 1 / Math.max(1, degree[from] ?? 1);
    const b = 1 / Math.max(1, degree[to] ?? 1);
    const whole = a + b;
    moves[2 * from] = (moves[2 * from] ?? 0) + (2 * kx * a) / whole;
    moves[2 * from + 1] = (moves[2 * from + 1] ?? 0) + (2 * ky * a) / whole;
    moves[2 * to] = (moves[2 * to] ?? 0) - (2 * kx * b) / whole;
    moves[2 * to + 1] = (moves[2 * to + 1] ?? 0) - (2 * ky * b) / whole;
  }
}

/** Each point from those in the squares around it one by one, and from every other square as from one heavy point. */
function push(places: Float64Array, moves: Float64Array, n: number): void {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    left = Math.min(left, places[2 * i] ?? 0);
    right = Math.max(right, places[2 * i] ?? 0);
    top = Math.min(top, places[2 * i + 1] ?? 0);
    bottom = Math.max(bottom, places[2 * i + 1] ?? 0);
  }
  const side = Math.max(1, Math.ceil(Math.sqrt(n / 6)));
  const square = Math.max(right - left, bottom - top, 1) / side + 1e-9;
  const column = (i: number) => Math.min(side - 1, Math.floor(((places[2 * i] ?? 0) - left) / square));
  const row = (i: number) => Math.min(side - 1, Math.floor(((places[2 * i + 1] ?? 0) - top) / square));
  const inside: number[][] = Array.from({ length: side * side }, () => []);
  for (let i = 0; i < n; i++) {
    inside[row(i) * side + column(i)]?.push(i);
  }
  const heavy = inside.flatMap((points, s) => (points.length === 0 ? [] : [{ s, weight: points.length, x: mean(points, places, 0), y: mean(points, places, 1) }]));
  for (let i = 0; i < n; i++) {
    const x = column(i);
    const y = row(i);
    for (const other of heavy) {
      const near = Math.abs((other.s % side) - x) < 2 && Math.abs(Math.floor(other.s / side) - y) < 2;
      if (!near) {
        away(moves, i, places, other.x, other.y, other.weight);
      }
    }
    for (let dy = -1; dy < 2; dy++) {
      for (let dx = -1; dx < 2; dx++) {
        const points = x + dx < 0 || x + dx >= side ? undefined : inside[(y + dy) * side + x + dx];
        points?.forEach((j) => j !== i && away(moves, i, places, places[2 * j] ?? 0, places[2 * j + 1] ?? 0, 1));
      }
    }
  }
}

function mean(points: number[], places: Float64Array, part: 0 | 1): number {
  return points.reduce((sum, i) => sum + (places[2 * i + part] ?? 0), 0) / points.length;
}

function away(moves: Float64Array, i: number, places: Float64Array, x: number, y: number, weight: number): void {
  let dx = (places[2 * i] ?? 0) - x;
  let dy = (places[2 * i + 1] ?? 0) - y;
  if (dx === 0 && dy === 0) {
    dx = Math.cos(i);
    dy = Math.sin(i);
  }
  const k = (APART * APART * weight) / (dx * dx + dy * dy);
  moves[2 * i] = (moves[2 * i] ?? 0) + dx * k;
  moves[2 * i + 1] = (moves[2 * i + 1] ?? 0) + dy * k;
}
