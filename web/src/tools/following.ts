import type { Person, Rect } from "../doc/types";
import { centered, ZOOM_MAX, ZOOM_MIN } from "../scene/camera";
import { center } from "../scene/geometry";
import type { Camera } from "../state/tab";
import type { Context } from "./state";

/** Where motion is not wanted the view jumps, and only to where the other has come to rest. */
const REST_MS = 500;

/** Does following somebody lead back to oneself? Two views that follow one another would never come to rest. */
export function leadsBack(people: readonly Person[], from: number): boolean {
  const follows = new Map(people.map((person) => [person.id, person.follows]));
  const self = people.find((person) => person.self)?.id;
  const seen = new Set<number>();
  for (let at: number | null | undefined = from; at !== null && at !== undefined && !seen.has(at); at = follows.get(at)) {
    if (at === self) return true;
    seen.add(at);
  }
  return false;
}

/**
 * The own view goes where another person looks, as long as one lets it: whatever one does oneself on the board ends it.
 * The other way round it says where one looks, while somebody follows.
 */
export class Following {
  /** Where the view was sent last. Goes it elsewhere, that was somebody's hand. */
  private goal: Camera | null = null;
  private shown = "";
  private resting = 0;
  private said = "";
  private watching: (() => void) | null = null;
  private readonly stops: (() => void)[];

  constructor(private readonly context: Context) {
    const { tab, session, view } = context;
    const element = view.element;
    element.addEventListener("pointerdown", this.end);
    globalThis.addEventListener("keydown", this.onKey, true);
    this.stops = [
      () => element.removeEventListener("pointerdown", this.end),
      () => globalThis.removeEventListener("keydown", this.onKey, true),
      tab.following.subscribe((id) => this.turn(id)),
      tab.editing.subscribe((id) => id !== null && this.end()),
      tab.camera.subscribe(() => this.isAstray && this.end()),
      session.onPeople((people) => this.meet(people)),
    ];
    this.meet(session.people());
  }

  destroy(): void {
    for (const stop of this.stops) stop();
    clearTimeout(this.resting);
    this.watching?.();
  }

  private readonly end = (): void => this.context.tab.following.set(null);

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || this.context.tab.following.get() === null || isTaken(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    this.end();
  };

  private get isAstray(): boolean {
    return this.goal !== null && this.context.view.goal !== this.goal;
  }

  private turn(id: number | null): void {
    clearTimeout(this.resting);
    this.resting = 0;
    this.goal = null;
    this.shown = "";
    this.context.session.tell({ follows: id ?? undefined });
    if (id !== null) this.meet(this.context.session.people());
  }

  private meet(people: readonly Person[]): void {
    const { tab, session } = this.context;
    const self = people.find((person) => person.self);
    const id = tab.following.get();
    if (id !== null) {
      const person = people.find((one) => one.id === id);
      if (!person || this.isAstray || leadsBack(people, id)) {
        if (!person) tab.remark.set({ code: "follow_left" });
        this.end();
      } else {
        // The connection began anew, and does not know it yet.
        if (self && self.follows !== id) session.tell({ follows: id });
        if (person.view) this.go(person.view);
      }
    }
    this.share(self !== undefined && people.some((person) => !person.self && person.follows === self.id));
  }

  private go(to: Rect): void {
    const shown = JSON.stringify(to);
    if (shown === this.shown) return;
    this.shown = shown;
    const { view } = this.context;
    if (!view.isStill) return this.move(to);
    clearTimeout(this.resting);
    this.resting = Number(setTimeout(() => this.move(to), REST_MS));
  }

  /** All that the other sees, whatever the shape of the two windows. */
  private move(to: Rect): void {
    const { view } = this.context;
    if (this.context.tab.following.get() === null || to.w <= 0 || to.h <= 0) return;
    const zoom = Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, Math.min(view.size.w / to.w, view.size.h / to.h)));
    this.goal = centered(center(to), view.size, zoom);
    view.glideTo(this.goal);
  }

  /** Where one looks goes out only while somebody wants to know. */
  private share(wanted: boolean): void {
    if (wanted === (this.watching !== null)) return;
    const { session, view } = this.context;
    const say = (): void => {
      const { x, y, w, h } = view.viewport();
      const next = [x, y, w, h].map(Math.round);
      if (String(next) === this.said) return;
      this.said = String(next);
      session.tell({ view: next });
    };
    if (wanted) {
      this.watching = view.onFrame(say);
      say();
      return;
    }
    this.watching?.();
    this.watching = null;
    this.said = "";
    session.tell({ view: undefined });
  }
}

/** In a field, a dialog, a panel or an open menu Escape means something else. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open], [aria-haspopup][aria-expanded=true]")) return true;
  return target instanceof Element && target.closest("input, textarea, select, aside, form, [role=toolbar]") !== null;
}
