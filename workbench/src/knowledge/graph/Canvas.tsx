import { useEffect, useImperativeHandle, useRef, type PointerEvent, type Ref } from 'react';
import { draw, pick, type View } from './draw';
import { boxOf, type Scene } from './scene';

const NEAREST = 4;
const FARTHEST = 0.02;
const EDGE = 50;
const CLICK_PX = 4;

/** What the page can ask of the drawing. */
export interface Drawing {
  fit: () => void;
  colour: (name: string) => string;
}

interface Props {
  scene: Scene;
  selected: string;
  pinned: ReadonlySet<string>;
  noted: ReadonlySet<string>;
  /** The colours are the style sheet's; when this changes they are read again. */
  dark: boolean;
  label: string;
  /** A text that changes when the picture shall be shown whole again. */
  whole: string;
  select: (id: string) => void;
  /** Somebody put a point where it shall stay. */
  put: (id: string, x: number, y: number) => void;
  drawing: Ref<Drawing>;
}

/** The drawing. Everything in it is also in the table beside it: a reader who sees no drawing misses nothing. */
export function Canvas({ scene, selected, pinned, noted, dark, label, whole, select, put, drawing }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useRef<View>({ scale: 1, x: 0, y: 0 });
  const fitted = useRef('');
  const now = useRef({ scene, selected, pinned, noted, dark });
  const frame = useRef(0);
  const held = useRef<{ id: string | undefined; x: number; y: number; moved: boolean } | undefined>(undefined);

  const paint = () => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const context = canvas.current?.getContext('2d');
      if (!context || !canvas.current) {
        return;
      }
      const began = performance.now();
      const ratio = window.devicePixelRatio || 1;
      const size = { width: canvas.current.width / ratio, height: canvas.current.height / ratio };
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      draw(context, now.current.scene, view.current, size, { ...now.current, colour });
      // For the measurement in a real browser: what one frame costs.
      canvas.current.dataset['frameMs'] = (performance.now() - began).toFixed(1);
    });
  };
  const fit = () => {
    const element = box.current;
    const around = boxOf(now.current.scene);
    if (!element || now.current.scene.ids.length === 0) {
      return;
    }
    const [width, height] = [element.clientWidth - 2 * EDGE, element.clientHeight - 2 * EDGE];
    const scale = Math.min(1.2, Math.max(FARTHEST, Math.min(width / Math.max(1, around.right - around.left), height / Math.max(1, around.bottom - around.top))));
    view.current = { scale, x: element.clientWidth / 2 - (scale * (around.left + around.right)) / 2, y: element.clientHeight / 2 - (scale * (around.top + around.bottom)) / 2 };
    paint();
  };
  useImperativeHandle(drawing, () => ({ fit, colour }));
  useEffect(() => {
    now.current = { scene, selected, pinned, noted, dark };
    colours.clear();
    if (whole !== fitted.current) {
      fitted.current = whole;
      fit();
    }
    paint();
  });
  useEffect(() => {
    const element = box.current;
    const target = canvas.current;
    if (!element || !target) {
      return;
    }
    const watch = new ResizeObserver(() => {
      const ratio = window.devicePixelRatio || 1;
      target.width = element.clientWidth * ratio;
      target.height = element.clientHeight * ratio;
      fit();
    });
    watch.observe(element);
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      zoom(view, Math.exp(-event.deltaY * 0.0015), event.offsetX, event.offsetY);
      paint();
    };
    target.addEventListener('wheel', wheel, { passive: false });
    return () => {
      watch.disconnect();
      target.removeEventListener('wheel', wheel);
      cancelAnimationFrame(frame.current);
    };
    // The functions read what is new from the references.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const at = (event: PointerEvent) => {
    const place = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - place.left, y: event.clientY - place.top };
  };
  const down = (event: PointerEvent) => {
    const { x, y } = at(event);
    held.current = { id: pick(scene, view.current, x, y), x, y, moved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    const { x, y } = at(event);
    const grip = held.current;
    if (!grip) {
      (event.currentTarget as HTMLElement).style.cursor = pick(scene, view.current, x, y) === undefined ? 'grab' : 'pointer';
      return;
    }
    if (!grip.moved && Math.hypot(x - grip.x, y - grip.y) < CLICK_PX) {
      return;
    }
    if (grip.id === undefined) {
      view.current = { ...view.current, x: view.current.x + x - grip.x, y: view.current.y + y - grip.y };
    } else {
      const shown = now.current.scene;
      const point = shown.ids.indexOf(grip.id);
      shown.places[2 * point] = (x - view.current.x) / view.current.scale;
      shown.places[2 * point + 1] = (y - view.current.y) / view.current.scale;
    }
    held.current = { ...grip, x, y, moved: true };
    paint();
  };
  const up = () => {
    const grip = held.current;
    held.current = undefined;
    if (grip?.id !== undefined && grip.moved) {
      const { ids, places } = now.current.scene;
      const point = ids.indexOf(grip.id);
      put(grip.id, places[2 * point] ?? 0, places[2 * point + 1] ?? 0);
    } else if (grip?.id !== undefined) {
      select(grip.id);
    }
  };
  return (
    <div ref={box} className="canvas">
      <canvas ref={canvas} role="img" aria-label={label} data-points={scene.ids.length} onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up} />
    </div>
  );
}

function zoom(view: { current: View }, by: number, x: number, y: number): void {
  const scale = Math.min(NEAREST, Math.max(FARTHEST, view.current.scale * by));
  const factor = scale / view.current.scale;
  view.current = { scale, x: x - (x - view.current.x) * factor, y: y - (y - view.current.y) * factor };
}

const colours = new Map<string, string>();

/** A colour of the style sheet as it is now. */
function colour(name: string): string {
  const known = colours.get(name);
  if (known !== undefined) {
    return known;
  }
  const read = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  colours.set(name, read);
  return read;
}
