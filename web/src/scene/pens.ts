/** Who is writing on what: small labels with names at the upper left of a thing, above it, moved by transform only. */
import type { Person } from "../doc/types";
import type { Camera } from "../state/tab";
import { toScreen } from "./camera";
import { contrast } from "./look";
import type { World } from "./world";

/** More people than this on one thing are not named. */
const MOST = 3;

export class Pens {
  private readonly labels = new Map<string, HTMLElement>();

  constructor(
    private readonly layer: HTMLElement,
    private readonly world: World,
  ) {}

  people(people: readonly Person[]): void {
    const writers = new Map<string, Person[]>();
    for (const person of people) {
      if (person.self || !person.writing) continue;
      const beside = writers.get(person.writing);
      if (!beside) writers.set(person.writing, [person]);
      // Two tabs of one person are one.
      else if (beside.length < MOST && !beside.some(({ participant }) => participant === person.participant)) beside.push(person);
    }
    for (const [id, label] of this.labels) {
      if (writers.has(id)) continue;
      label.remove();
      this.labels.delete(id);
    }
    for (const [id, all] of writers) {
      const said = all.map(({ id, name }) => `${id} ${name}`).join();
      let label = this.labels.get(id);
      if (label?.dataset["said"] === said) continue;
      if (!label) {
        label = document.createElement("div");
        label.className = "stage-pen";
        this.layer.append(label);
        this.labels.set(id, label);
      }
      label.dataset["said"] = said;
      label.replaceChildren(...all.map(made));
    }
  }

  place(camera: Camera): void {
    for (const [id, label] of this.labels) {
      const rect = this.world.rectOf(id) ?? this.world.links.get(id)?.label;
      label.hidden = !rect;
      if (!rect) continue;
      const { x, y } = toScreen(camera, rect.x, rect.y);
      label.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translateY(-100%)`;
    }
  }
}

/** A pen says that somebody writes, also where the colour is not seen. */
function made(person: Person): HTMLElement {
  const element = document.createElement("span");
  element.style.setProperty("--who", person.color);
  element.style.setProperty("--on", contrast(person.color, "#ffffff") >= 4.5 ? "#ffffff" : "#111111");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 12 12");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M1 11l.6-2.800L8.200 1.600l2.200 2.200L3.800 10.400z");
  svg.append(path);
  element.append(svg, person.name);
  return element;
}
