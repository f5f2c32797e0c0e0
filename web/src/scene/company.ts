/** The others as they are seen over the board: their pointers, and who is writing on what. */
import type { Person } from "../doc/types";
import type { Camera, Tab } from "../state/tab";
import { Cursors } from "./cursors";
import { Pens } from "./pens";
import type { World } from "./world";
import "./company.css";

export class Company {
  private readonly cursors: Cursors;
  private readonly pens: Pens;

  constructor(
    parent: HTMLElement,
    world: World,
    private readonly tab: Tab,
  ) {
    this.cursors = new Cursors(parent);
    this.pens = new Pens(this.cursors.layer, world);
  }

  /** In calm mode no pointers; who is writing is said all the same, so that two do not write over one another. */
  people(people: readonly Person[]): void {
    this.cursors.people(this.tab.calm.get() ? [] : people);
    this.pens.people(people);
  }

  /** Moves them; true while some have not arrived. */
  place(camera: Camera): boolean {
    this.pens.place(camera);
    return this.cursors.place(camera);
  }
}
