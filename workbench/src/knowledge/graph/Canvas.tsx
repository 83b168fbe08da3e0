import cytoscape, { type Core, type ElementDefinition } from 'cytoscape';
import { useEffect, useRef } from 'react';
import { shownName } from '../types';
import type { Picture } from './graph';

const MANY = 300;
const LONGEST_LABEL = 28;
const RING = 130;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

interface Props {
  picture: Picture;
  selected: string;
  /** The colours are the style sheet's; when this changes they are read again. */
  dark: boolean;
  label: string;
  select: (id: string) => void;
  ready: (drawing: Core | undefined) => void;
}

/** The drawing. Everything in it is also in the list beside it: a reader who sees no drawing misses nothing. */
export function Canvas({ picture, selected, dark, label, select, ready }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<Core>(undefined);
  const chosen = useRef(select);
  useEffect(() => {
    chosen.current = select;
  });
  useEffect(() => {
    const core = cytoscape({ container: box.current, wheelSensitivity: 0.3, minZoom: 0.1, maxZoom: 1.6, hideEdgesOnViewport: true, textureOnViewport: true });
    core.on('tap', 'node', (event) => chosen.current((event.target as { id: () => string }).id()));
    drawing.current = core;
    ready(core);
    return () => {
      ready(undefined);
      core.destroy();
    };
  }, [ready]);
  useEffect(() => {
    drawing.current?.style(style(getComputedStyle(document.documentElement)));
  }, [dark]);
  useEffect(() => {
    const core = drawing.current;
    if (core) {
      draw(core, picture);
    }
  }, [picture]);
  useEffect(() => {
    drawing.current?.nodes().unselect();
    drawing.current?.getElementById(selected).select();
  }, [selected, picture]);
  return <div ref={box} className="canvas" role="img" aria-label={label} />;
}

/** Brings the drawing to the picture: what is there keeps its place, what is new is laid out beside it. */
function draw(core: Core, { nodes, edges }: Picture): void {
  core.elements().filter((element) => !nodes.has(element.id()) && !edges.has(element.id())).remove();
  const before = core.nodes().length;
  const fresh: ElementDefinition[] = [];
  for (const node of nodes.values()) {
    if (core.getElementById(node.id).empty()) {
      fresh.push({ data: { id: node.id, label: short(shownName(node)), type: node.type }, position: around(fresh.length, before) });
    }
  }
  for (const edge of edges.values()) {
    if (core.getElementById(edge.id).empty()) {
      fresh.push({ data: { id: edge.id, source: edge.from, target: edge.to, label: edge.label } });
    }
  }
  if (fresh.length === 0) {
    return;
  }
  core.add(fresh);
  core
    .layout(
      nodes.size > MANY
        ? { name: 'concentric', animate: false, concentric: (node) => node.degree(false), levelWidth: () => 4 }
        : { name: 'cose', animate: false, randomize: false, nodeDimensionsIncludeLabels: true, nodeRepulsion: () => 400_000, idealEdgeLength: () => 150, fit: true, padding: 40 },
    )
    .run();
}

/** A place for the n-th new node: a spiral, so that no two begin at one point and a picture looks the same each time. */
function around(n: number, before: number): { x: number; y: number } {
  const turn = (n + before) * GOLDEN_ANGLE;
  const radius = RING * Math.sqrt(n + before);
  return { x: radius * Math.cos(turn), y: radius * Math.sin(turn) };
}

function short(name: string): string {
  return name.length > LONGEST_LABEL ? `${name.slice(0, LONGEST_LABEL - 1)}…` : name;
}

function style(css: CSSStyleDeclaration): cytoscape.StylesheetJson {
  const colour = (name: string) => css.getPropertyValue(name).trim();
  return [
    { selector: 'node', style: { label: 'data(label)', 'background-color': colour('--quiet'), color: colour('--ink'), 'font-family': 'IBM Plex Sans, sans-serif', 'font-size': 11, 'text-valign': 'bottom', 'text-margin-y': 4, width: 20, height: 20 } },
    { selector: 'node[type = "indicator"]', style: { shape: 'diamond', 'background-color': colour('--wait') } },
    { selector: 'node[type = "malware"], node[type = "tool"]', style: { shape: 'triangle', 'background-color': colour('--bad') } },
    { selector: 'node[type = "intrusion-set"], node[type = "threat-actor"], node[type = "campaign"]', style: { shape: 'hexagon', 'background-color': colour('--bad') } },
    { selector: 'node[type = "report"], node[type = "grouping"], node[type = "note"]', style: { shape: 'round-rectangle', 'background-color': colour('--sign') } },
    { selector: 'node[type = "attack-pattern"], node[type = "vulnerability"]', style: { shape: 'pentagon' } },
    { selector: 'node:selected', style: { 'border-width': 4, 'border-color': colour('--sign') } },
    { selector: 'edge', style: { label: 'data(label)', width: 1.2, 'line-color': colour('--edge'), 'target-arrow-color': colour('--edge'), 'target-arrow-shape': 'triangle', 'curve-style': 'bezier', 'font-size': 9, color: colour('--quiet'), 'text-rotation': 'autorotate', 'min-zoomed-font-size': 7 } },
  ];
}
