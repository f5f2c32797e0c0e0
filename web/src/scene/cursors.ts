/** The others' pointers with their names: one small element each, moved by transform only. */
import type { Person, Point } from "../doc/types";
import type { Camera } from "../state/tab";
import { contrast } from "./look";
import { toScreen } from "./camera";

const MOST = 40;
/** In larger rooms names are shown only while their pointer moves. */
const CALM = 15;
const NAME_MS = 2_500;
/** Part of the way to the latest known place that is gone each frame: 15 Hz looks like 60. */
const EASE = 0.35;

interface Cursor {
  readonly element: HTMLElement;
  readonly name: HTMLElement;
  at: Point;
  goal: Point;
  movedAt: number;
}

export class Cursors {
  readonly layer: HTMLElement;
  private readonly cursors = new Map<number, Cursor>();
  private readonly still = matchMedia("(prefers-reduced-motion: reduce)");

  constructor(parent: HTMLElement) {
    this.layer = document.createElement("div");
    this.layer.className = "stage-cursors";
    this.layer.setAttribute("aria-hidden", "true");
    parent.append(this.layer);
  }

  people(people: readonly Person[]): void {
    const here = new Set<number>();
    for (const person of people) {
      if (person.self || !person.cursor || here.size >= MOST) continue;
      here.add(person.id);
      const cursor = this.cursors.get(person.id) ?? this.make(person);
      if (cursor.goal.x !== person.cursor.x || cursor.goal.y !== person.cursor.y) cursor.movedAt = performance.now();
      cursor.goal = person.cursor;
      cursor.element.classList.toggle("laser", person.laser);
      if (cursor.name.textContent !== person.name) cursor.name.textContent = person.name;
    }
    for (const [id, cursor] of this.cursors) {
      if (here.has(id)) continue;
      cursor.element.remove();
      this.cursors.delete(id);
    }
    this.layer.classList.toggle("calm", people.length > CALM);
  }

  /** Moves them; true while some have not arrived. */
  place(camera: Camera): boolean {
    let moving = false;
    const now = performance.now();
    for (const cursor of this.cursors.values()) {
      const { at, goal } = cursor;
      const far = Math.hypot(goal.x - at.x, goal.y - at.y) * camera.zoom;
      if (this.still.matches || far < 0.5 || far > 2_000) cursor.at = goal;
      else {
        cursor.at = { x: at.x + (goal.x - at.x) * EASE, y: at.y + (goal.y - at.y) * EASE };
        moving = true;
      }
      const { x, y } = toScreen(camera, cursor.at.x, cursor.at.y);
      cursor.element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
      cursor.element.classList.toggle("active", now - cursor.movedAt < NAME_MS);
    }
    return moving;
  }

  private make(person: Person): Cursor {
    const element = document.createElement("div");
    element.className = "stage-cursor";
    element.style.setProperty("--who", person.color);
    element.style.setProperty("--on", contrast(person.color, "#ffffff") >= 4.5 ? "#ffffff" : "#111111");
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 16 20");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", "M1 1l13 10.5-6.2.6L4.6 18z");
    svg.append(path);
    const name = document.createElement("span");
    element.append(svg, name);
    this.layer.append(element);
    const cursor = { element, name, at: person.cursor!, goal: person.cursor!, movedAt: performance.now() };
    this.cursors.set(person.id, cursor);
    return cursor;
  }
}
