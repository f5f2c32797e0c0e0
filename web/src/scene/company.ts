/** The others as they are seen over the board: their pointers, and who is writing on what. */
import type { Person } from "../doc/types";
import type { Camera, Tab } from "../state/tab";
import { Cursors } from "./cursors";
import { Laser } from "./laser";
import { Pens } from "./pens";
import type { World } from "./world";
import "./company.css";

export class Company {
  private readonly cursors: Cursors;
  private readonly pens: Pens;
  readonly laser: Laser;

  constructor(
    parent: HTMLElement,
    world: World,
    private readonly tab: Tab,
  ) {
    this.cursors = new Cursors(parent);
    this.pens = new Pens(this.cursors.layer, world);
    this.laser = new Laser(parent);
  }

  /**
   * In calm mode no pointers, but lasers: those are meant to be seen. Who is writing is said all the same, so that two do not
   * write over one another.
   */
  people(people: readonly Person[]): void {
    this.cursors.people(this.tab.calm.get() ? [] : people);
    this.pens.people(people);
    const pointing = people.filter((person) => person.laser && person.cursor && !person.self);
    for (const { id, color, cursor } of pointing) this.laser.aim(id, color, cursor!);
    this.laser.keep(new Set(pointing.map(({ id }) => id)));
  }

  /** Moves them; true while some have not arrived. */
  place(camera: Camera): boolean {
    this.pens.place(camera);
    const beams = this.laser.place(camera);
    return this.cursors.place(camera) || beams;
  }
}
