import { boxOf, colourOf, corners, shapeOf, type Scene } from './scene';
import { draw } from './draw';

const MARGIN = 80;
const LARGEST_PX = 8_000;

function escaped(text: string): string {
  // Control characters may not stand in XML at all.
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** The scene as an SVG drawing with all its words. */
export function svgOf(scene: Scene, colour: (name: string) => string): string {
  const box = boxOf(scene);
  const n = (value: number | undefined) => (value ?? 0).toFixed(1);
  const at = (i: number) => [scene.places[2 * i] ?? 0, scene.places[2 * i + 1] ?? 0] as const;
  const ties = scene.words.map((word, e) => {
    const [ax, ay] = at(scene.ends[2 * e] ?? 0);
    const [bx, by] = at(scene.ends[2 * e + 1] ?? 0);
    return `<line x1="${n(ax)}" y1="${n(ay)}" x2="${n(bx)}" y2="${n(by)}" marker-end="url(#to)"/><text class="tie" x="${n((ax + bx) / 2)}" y="${n((ay + by) / 2 - 3)}">${escaped(word)}</text>`;
  });
  const points = scene.ids.map((_, i) => {
    const [x, y] = at(i);
    const shape = shapeOf(scene.types[i] ?? '');
    const r = scene.sizes[i] ?? 0;
    const outline = corners(shape).map(([dx, dy]) => `${n(x + dx * r * 1.15)},${n(y + dy * r * 1.15)}`).join(' ');
    const fill = escaped(colour(colourOf(shape)));
    const drawn = outline === '' ? `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill}"/>` : `<polygon points="${outline}" fill="${fill}"/>`;
    return `${drawn}<text x="${n(x)}" y="${n(y + r + 13)}">${escaped(scene.labels[i] ?? '')}</text>`;
  });
  const [left, top] = [box.left - MARGIN, box.top - MARGIN];
  const [width, height] = [box.right - box.left + 2 * MARGIN, box.bottom - box.top + 2 * MARGIN];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${n(left)} ${n(top)} ${n(width)} ${n(height)}" width="${n(width)}" height="${n(height)}">`,
    `<defs><marker id="to" viewBox="0 0 10 10" refX="22" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10z" fill="${escaped(colour('--edge'))}"/></marker></defs>`,
    `<style>text{font:11px sans-serif;text-anchor:middle;fill:${escaped(colour('--ink'))}}.tie{font-size:9px;fill:${escaped(colour('--quiet'))}}line{stroke:${escaped(colour('--edge'))}}</style>`,
    `<rect x="${n(left)}" y="${n(top)}" width="${n(width)}" height="${n(height)}" fill="${escaped(colour('--card'))}"/>`,
    ...ties,
    ...points,
    '</svg>',
  ].join('\n');
}

/** The whole scene as a PNG, twice as fine as it is on the screen where that fits. */
export async function pngOf(scene: Scene, colour: (name: string) => string): Promise<Blob | null> {
  const box = boxOf(scene);
  const width = box.right - box.left + 2 * MARGIN;
  const height = box.bottom - box.top + 2 * MARGIN;
  const scale = Math.min(2, LARGEST_PX / width, LARGEST_PX / height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const context = canvas.getContext('2d');
  if (!context) {
    return null;
  }
  const view = { scale, x: (MARGIN - box.left) * scale, y: (MARGIN - box.top) * scale };
  draw(context, scene, view, canvas, { selected: '', pinned: new Set(), noted: new Set(), colour });
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = colour('--card');
  context.fillRect(0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}
