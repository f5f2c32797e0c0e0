/**
 * Where the notes of a map go: as a tree along their links, on circles around a centre, or in layers. Pure functions of
 * notes and links; trees by d3-hierarchy (Reingold and Tilford, drawn in linear time after Buchheim), layers by dagre
 * (after Gansner, "A Technique for Drawing Directed Graphs").
 */
import dagre from "@dagrejs/dagre";
import { hierarchy, tree, type HierarchyPointNode } from "d3-hierarchy";
import type { Point, Rect } from "../doc/types";
import { around, touches } from "../scene/geometry";

export type MapLayout = "tree" | "radial" | "layered";

/** A note as a layout sees it, in the order in which one reads. */
export interface Joint {
  readonly id: string;
  readonly w: number;
  readonly h: number;
}

export interface Bond {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

interface Branch {
  readonly joint: Joint | null;
  readonly children: readonly Branch[];
}

const BESIDE = 30;
/** Between one level and the next: room for an arrow, or for an arrow with words. */
const LEVEL = 90;
const LEVEL_WORDS = 180;
/** Rings of a radial map grow until no note lies on another. */
const WIDER = 1.12;

/** Top left corners, from (0, 0) on. Notes without a link stand in rows below. */
export function mapped(joints: readonly Joint[], bonds: readonly Bond[], layout: MapLayout): ReadonlyMap<string, Point> {
  const ids = new Set(joints.map(({ id }) => id));
  const inside = bonds.filter(({ from, to }) => from !== to && ids.has(from) && ids.has(to));
  const linked = new Set(inside.flatMap(({ from, to }) => [from, to]));
  const knots = joints.filter(({ id }) => linked.has(id));
  const level = inside.some(({ label }) => label.trim() !== "") ? LEVEL_WORDS : LEVEL;
  const places = knots.length === 0 ? new Map<string, Point>() : LAYOUTS[layout](knots, inside, level);
  return normal(joints, rest(joints.filter(({ id }) => !linked.has(id)), joints, places));
}

const LAYOUTS: Readonly<Record<MapLayout, (joints: readonly Joint[], bonds: readonly Bond[], level: number) => Map<string, Point>>> = {
  tree(joints, bonds, level) {
    const [w, h] = [Math.max(...joints.map((one) => one.w)), Math.max(...joints.map((one) => one.h))];
    const root = tree<Branch>().nodeSize([h + BESIDE, w + level]).separation((a, b) => (a.parent === b.parent ? 1 : 1.15))(hierarchy(forest(joints, bonds)));
    return corners(root, ({ x, y }) => ({ x: y, y: x }));
  },
  radial(joints, bonds, level) {
    const seed = forest(joints, bonds);
    // One root is the centre itself; several stand around it.
    const whole = seed.children.length === 1 ? seed.children[0]! : seed;
    const step = Math.max(...joints.map((one) => Math.hypot(one.w, one.h))) * 0.75 + level / 2;
    const turns = tree<Branch>().size([2 * Math.PI, 1]).separation((a, b) => (a.parent === b.parent ? 1 : 2) / Math.max(1, a.depth));
    const root = turns(hierarchy(whole));
    for (let ring = step; ; ring *= WIDER) {
      const places = corners(root, ({ x, depth }) => ({ x: Math.sin(x) * depth * ring, y: -Math.cos(x) * depth * ring }));
      if (!crowded(joints, places) || ring > 20 * step) return places;
    }
  },
  layered(joints, bonds, level) {
    const graph = new dagre.graphlib.Graph();
    graph.setGraph({ rankdir: "TB", nodesep: BESIDE, ranksep: Math.max(LEVEL, level * 0.6) });
    graph.setDefaultEdgeLabel(() => ({}));
    for (const { id, w, h } of joints) graph.setNode(id, { width: w, height: h });
    for (const { from, to } of bonds) graph.setEdge(from, to);
    dagre.layout(graph);
    return new Map(joints.map(({ id, w, h }) => {
      const { x = 0, y = 0 } = graph.node(id);
      return [id, { x: x - w / 2, y: y - h / 2 }];
    }));
  },
};

/** Each note once, below the first that leads to it; what only leads in a circle begins with its first note. */
function forest(joints: readonly Joint[], bonds: readonly Bond[]): Branch {
  const byId = new Map(joints.map((joint) => [joint.id, joint]));
  const order = new Map(joints.map(({ id }, i) => [id, i]));
  const after = (id: string): string[] => [...new Set(bonds.filter(({ from }) => from === id).map(({ to }) => to))].sort((a, b) => order.get(a)! - order.get(b)!);
  const ends = new Set(bonds.map(({ to }) => to));
  const taken = new Set<string>();
  const grow = (root: string): Branch => {
    // Level by level, so that a note stands as near to the root as a link brings it.
    const children = new Map<string, string[]>();
    const queue = [root];
    taken.add(root);
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const next = after(id).filter((to) => !taken.has(to));
      next.forEach((to) => taken.add(to));
      children.set(id, next);
      queue.push(...next);
    }
    const branch = (id: string): Branch => ({ joint: byId.get(id)!, children: (children.get(id) ?? []).map(branch) });
    return branch(root);
  };
  const roots = [...joints.filter(({ id }) => !ends.has(id)), ...joints];
  return { joint: null, children: roots.flatMap(({ id }) => (taken.has(id) ? [] : [grow(id)])) };
}

function corners(root: HierarchyPointNode<Branch>, place: (node: HierarchyPointNode<Branch>) => Point): Map<string, Point> {
  const places = new Map<string, Point>();
  root.each((node) => {
    const { joint } = node.data;
    if (!joint) return;
    const { x, y } = place(node);
    places.set(joint.id, { x: x - joint.w / 2, y: y - joint.h / 2 });
  });
  return places;
}

function boxes(joints: readonly Joint[], places: ReadonlyMap<string, Point>): Rect[] {
  return joints.flatMap(({ id, w, h }) => {
    const at = places.get(id);
    return at ? { ...at, w, h } : [];
  });
}

function crowded(joints: readonly Joint[], places: ReadonlyMap<string, Point>): boolean {
  const all = boxes(joints, places).map(({ x, y, w, h }) => ({ x, y, w: w + BESIDE / 2, h: h + BESIDE / 2 }));
  return all.some((one, i) => all.slice(i + 1).some((other) => touches(one, other)));
}

function rest(loose: readonly Joint[], joints: readonly Joint[], places: Map<string, Point>): Map<string, Point> {
  if (loose.length === 0) return places;
  const box = around(boxes(joints, places)) ?? { x: 0, y: 0, w: 0, h: -2 * BESIDE };
  const [w, h] = [Math.max(...loose.map((one) => one.w)), Math.max(...loose.map((one) => one.h))];
  const columns = Math.max(Math.ceil(Math.sqrt(loose.length)), Math.floor((box.w + BESIDE) / (w + BESIDE)));
  loose.forEach(({ id }, i) => {
    const row = Math.floor(i / columns);
    places.set(id, { x: box.x + (i % columns) * (w + BESIDE), y: box.y + box.h + 2 * BESIDE + row * (h + BESIDE) });
  });
  return places;
}

function normal(joints: readonly Joint[], places: ReadonlyMap<string, Point>): ReadonlyMap<string, Point> {
  const box = around(boxes(joints, places));
  return box ? new Map([...places].map(([id, { x, y }]) => [id, { x: Math.round(x - box.x), y: Math.round(y - box.y) }])) : places;
}
