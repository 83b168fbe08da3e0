import { useEffect, useRef, useState } from 'react';
import type { Picture } from './graph';
import type { LayoutName, Task } from './layouts';
import type { Scene } from './scene';

export interface Point {
  x: number;
  y: number;
}

type Pins = Readonly<Record<string, Point>>;

/** A picture as a task: what is new begins beside what it hangs on, what is pinned stays. */
export function taskOf(scene: Scene, picture: Picture, layout: LayoutName, before: ReadonlyMap<string, Point>, pins: Pins): Task {
  const types = [...new Set(scene.types)];
  const places = new Float64Array(scene.places.length).fill(NaN);
  scene.ids.forEach((id, i) => {
    const at = pins[id] ?? before.get(id);
    if (at) {
      places[2 * i] = at.x;
      places[2 * i + 1] = at.y;
    }
  });
  for (let e = 0; e < scene.ends.length; e += 2) {
    beside(places, scene.ends[e] ?? 0, scene.ends[e + 1] ?? 0, e);
    beside(places, scene.ends[e + 1] ?? 0, scene.ends[e] ?? 0, e);
  }
  return {
    layout,
    ends: Uint32Array.from(scene.ends),
    places,
    fixed: Uint8Array.from(scene.ids, (id) => (pins[id] ? 1 : 0)),
    groups: Uint32Array.from(scene.types, (type) => types.indexOf(type)),
    moments: Float64Array.from(scene.ids, (id) => Date.parse(picture.nodes.get(id)?.at ?? '')),
  };
}

function beside(places: Float64Array, known: number, fresh: number, turn: number): void {
  const x = places[2 * known] ?? NaN;
  if (!Number.isNaN(x) && Number.isNaN(places[2 * fresh] ?? NaN)) {
    places[2 * fresh] = x + 60 * Math.cos(turn);
    places[2 * fresh + 1] = (places[2 * known + 1] ?? 0) + 60 * Math.sin(turn);
  }
}

/** What the worker said last. */
export interface Laid {
  points: ReadonlyMap<string, Point>;
  /** How long it took, in milliseconds; 0: nothing was laid out yet. */
  took: number;
  /** For which scene. */
  of: Scene | undefined;
}

/**
 * Lays a picture out in a worker, so that the page never stands still; the newest wish counts.
 *
 * @param again a number that changes when all but what is pinned shall find new places
 */
export function useLayout(scene: Scene, picture: Picture, layout: LayoutName, pins: Pins, again: number): Laid {
  const worker = useRef<Worker>(undefined);
  const asked = useRef({ number: 0, how: '' });
  const points = useRef<ReadonlyMap<string, Point>>(new Map());
  const held = useRef(pins);
  const [laid, setLaid] = useState<Laid>({ points: new Map(), took: 0, of: undefined });
  useEffect(() => {
    held.current = pins;
  }, [pins]);
  useEffect(() => {
    const started = new Worker(new URL('./layoutWorker.ts', import.meta.url), { type: 'module' });
    worker.current = started;
    return () => {
      worker.current = undefined;
      started.terminate();
    };
  }, []);
  useEffect(() => {
    const at = worker.current;
    if (!at || scene.ids.length === 0) {
      return;
    }
    const how = `${layout} ${again}`;
    const before = asked.current.how === how ? points.current : new Map<string, Point>();
    const number = asked.current.number + 1;
    asked.current = { number, how };
    const began = performance.now();
    at.onmessage = ({ data }: MessageEvent<{ number: number; places: Float64Array }>) => {
      if (data.number === asked.current.number) {
        points.current = new Map(scene.ids.map((id, i) => [id, { x: data.places[2 * i] ?? 0, y: data.places[2 * i + 1] ?? 0 }]));
        setLaid({ points: points.current, took: performance.now() - began, of: scene });
      }
    };
    at.postMessage({ number, task: taskOf(scene, picture, layout, before, held.current) });
  }, [scene, picture, layout, again]);
  return laid;
}
