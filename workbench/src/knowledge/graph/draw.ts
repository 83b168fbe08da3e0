import { colourOf, corners, shapeOf, type Scene, type Shape } from './scene';

/** How the picture lies under the window: screen = scale × place + shift. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

export interface Looks {
  selected: string;
  pinned: ReadonlySet<string>;
  noted: ReadonlySet<string>;
  colour: (name: string) => string;
}

const SHOWN_WORDS = 120;
const SHOWN_ARROWS = 1200;
const LABEL_PX = 11;
const LABEL_WIDTH = 130;
const LABEL_ROOM = 15;
const CROWD = 400;
const HOLDS_TOGETHER = 8;

/** Draws a scene; everything of one look goes in one path, so that thousands of points cost a few strokes. */
export function draw(context: CanvasRenderingContext2D, scene: Scene, view: View, size: { width: number; height: number }, looks: Looks): void {
  context.clearRect(0, 0, size.width, size.height);
  const xs = new Float64Array(scene.ids.length);
  const ys = new Float64Array(scene.ids.length);
  const visible: number[] = [];
  for (let i = 0; i < scene.ids.length; i++) {
    const x = (scene.places[2 * i] ?? NaN) * view.scale + view.x;
    const y = (scene.places[2 * i + 1] ?? NaN) * view.scale + view.y;
    xs[i] = x;
    ys[i] = y;
    if (x > -20 && y > -20 && x < size.width + 20 && y < size.height + 20) {
      visible.push(i);
    }
  }
  drawTies(context, scene, xs, ys, view, size, looks);
  drawPoints(context, scene, xs, ys, visible, view, looks);
  drawLabels(context, scene, xs, ys, visible, view, looks);
}

function drawTies(context: CanvasRenderingContext2D, { ends, words, sizes }: Scene, xs: Float64Array, ys: Float64Array, view: View, size: { width: number; height: number }, looks: Looks): void {
  const shown: number[] = [];
  context.beginPath();
  for (let e = 0; e < ends.length; e += 2) {
    const [ax, ay, bx, by] = [xs[ends[e] ?? 0] ?? 0, ys[ends[e] ?? 0] ?? 0, xs[ends[e + 1] ?? 0] ?? 0, ys[ends[e + 1] ?? 0] ?? 0];
    const outside = Math.max(ax, bx) < 0 || Math.max(ay, by) < 0 || Math.min(ax, bx) > size.width || Math.min(ay, by) > size.height;
    if (!outside && !Number.isNaN(ax + bx)) {
      context.moveTo(ax, ay);
      context.lineTo(bx, by);
      shown.push(e);
    }
  }
  context.strokeStyle = looks.colour('--edge');
  context.lineWidth = shown.length > SHOWN_ARROWS ? 0.5 : 1;
  context.stroke();
  if (shown.length > SHOWN_ARROWS || view.scale < 0.35) {
    return;
  }
  context.beginPath();
  for (const e of shown) {
    const to = ends[e + 1] ?? 0;
    arrow(context, xs[ends[e] ?? 0] ?? 0, ys[ends[e] ?? 0] ?? 0, xs[to] ?? 0, ys[to] ?? 0, radius(sizes[to] ?? 0, view));
  }
  context.fillStyle = looks.colour('--edge');
  context.fill();
  if (shown.length > SHOWN_WORDS || view.scale < 0.6) {
    return;
  }
  context.fillStyle = looks.colour('--quiet');
  context.font = '9px "IBM Plex Sans", sans-serif';
  context.textAlign = 'center';
  for (const e of shown) {
    const [a, b] = [ends[e] ?? 0, ends[e + 1] ?? 0];
    context.fillText(words[e / 2] ?? '', ((xs[a] ?? 0) + (xs[b] ?? 0)) / 2, ((ys[a] ?? 0) + (ys[b] ?? 0)) / 2 - 3);
  }
}

function arrow(context: CanvasRenderingContext2D, ax: number, ay: number, bx: number, by: number, gap: number): void {
  const length = Math.hypot(bx - ax, by - ay);
  if (length < gap + 8) {
    return;
  }
  const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
  const [tx, ty] = [bx - ux * gap, by - uy * gap];
  context.moveTo(tx, ty);
  context.lineTo(tx - ux * 7 - uy * 3, ty - uy * 7 + ux * 3);
  context.lineTo(tx - ux * 7 + uy * 3, ty - uy * 7 - ux * 3);
  context.closePath();
}

/** Points stay legible when the whole is small, and do not become slabs when it is near. */
export function radius(size: number, view: View): number {
  return Math.max(2, Math.min(size * 1.6, size * Math.sqrt(view.scale)));
}

function drawPoints(context: CanvasRenderingContext2D, scene: Scene, xs: Float64Array, ys: Float64Array, visible: number[], view: View, looks: Looks): void {
  const byShape = new Map<Shape, number[]>();
  for (const i of visible) {
    const shape = shapeOf(scene.types[i] ?? '');
    const list = byShape.get(shape) ?? [];
    list.push(i);
    byShape.set(shape, list);
  }
  byShape.forEach((points, shape) => {
    const outline = corners(shape);
    context.beginPath();
    for (const i of points) {
      path(context, outline, xs[i] ?? 0, ys[i] ?? 0, radius(scene.sizes[i] ?? 0, view));
    }
    context.fillStyle = looks.colour(colourOf(shape));
    context.fill();
  });
  context.lineWidth = 2;
  context.strokeStyle = looks.colour('--ink');
  for (const i of visible) {
    const id = scene.ids[i] ?? '';
    if (looks.pinned.has(id) || looks.noted.has(id) || id === looks.selected) {
      context.beginPath();
      const r = radius(scene.sizes[i] ?? 0, view);
      context.arc(xs[i] ?? 0, ys[i] ?? 0, r + (id === looks.selected ? 5 : 3), 0, 2 * Math.PI);
      context.setLineDash(id === looks.selected ? [] : looks.pinned.has(id) ? [2, 2] : [6, 3]);
      context.stroke();
    }
  }
  context.setLineDash([]);
}

function path(context: CanvasRenderingContext2D, outline: readonly (readonly [number, number])[], x: number, y: number, r: number): void {
  if (outline.length === 0) {
    context.moveTo(x + r, y);
    context.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  outline.forEach(([dx, dy], i) => (i === 0 ? context.moveTo(x + dx * r * 1.15, y + dy * r * 1.15) : context.lineTo(x + dx * r * 1.15, y + dy * r * 1.15)));
  context.closePath();
}

/** Names where there is room for them, the selected one's always; in a crowd only of what holds it together. */
function drawLabels(context: CanvasRenderingContext2D, scene: Scene, xs: Float64Array, ys: Float64Array, visible: number[], view: View, looks: Looks): void {
  const taken = new Set<string>();
  context.font = `${LABEL_PX}px "IBM Plex Sans", sans-serif`;
  context.textAlign = 'center';
  context.fillStyle = looks.colour('--ink');
  context.strokeStyle = looks.colour('--card');
  context.lineWidth = 3;
  context.lineJoin = 'round';
  const crowd = visible.length > CROWD && view.scale < 0.4;
  const chosen = visible.filter((i) => scene.ids[i] === looks.selected);
  const named = crowd ? visible.filter((i) => (scene.ties[i] ?? 0) >= HOLDS_TOGETHER || looks.noted.has(scene.ids[i] ?? '')) : visible;
  for (const i of [...chosen, ...named].slice(0, CROWD)) {
    const x = xs[i] ?? 0;
    const y = (ys[i] ?? 0) + radius(scene.sizes[i] ?? 0, view) + LABEL_PX + 2;
    const cell = `${Math.round(x / LABEL_WIDTH)} ${Math.round(y / LABEL_ROOM)}`;
    if (!taken.has(cell)) {
      taken.add(cell);
      context.strokeText(scene.labels[i] ?? '', x, y);
      context.fillText(scene.labels[i] ?? '', x, y);
    }
  }
}

/** The point under a place of the window; undefined: none. */
export function pick(scene: Scene, view: View, x: number, y: number): string | undefined {
  let best: string | undefined;
  let least = 14 * 14;
  scene.ids.forEach((id, i) => {
    const dx = (scene.places[2 * i] ?? NaN) * view.scale + view.x - x;
    const dy = (scene.places[2 * i + 1] ?? NaN) * view.scale + view.y - y;
    const r = radius(scene.sizes[i] ?? 0, view) + 4;
    const distance = dx * dx + dy * dy;
    if (distance < Math.max(least, 0) && distance < Math.max(r * r, 100)) {
      least = distance;
      best = id;
    }
  });
  return best;
}
