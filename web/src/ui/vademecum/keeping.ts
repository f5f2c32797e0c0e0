/** An outline that keeps itself while somebody works on it. */
import { createSignal, onCleanup } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import { Refused, words } from "../api";
import { staff } from "../staff";
import { isSame, type Choices, type Handbook } from "./outline";

/** How long typing pauses before it is saved. */
const PAUSE_MS = 600;
/** How long after a failure it is tried again. */
const AGAIN_MS = 5_000;

/** `crossed`: somebody else has saved another one meanwhile. */
export type State = "saved" | "saving" | "failed" | "crossed";

/** What could not be saved before its dialog was closed, by workshop: it is there when it opens again. */
const unsaved = new Map<string, { readonly version: number; readonly outline: Choices }>();

/** What is still being saved of dialogs that were closed: the next one waits for it. */
const leaving = new Map<string, Promise<void>>();

export interface Keeping {
  /** Nothing until it has come. */
  readonly book: () => Handbook | undefined;
  readonly state: () => State;
  /** Why it could not be read or saved. */
  readonly problem: () => string | undefined;
  /** Grows with each outline that is saved. */
  readonly saved: () => number;
  change(next: Handbook): void;
  /** Of two outlines that crossed, the one that is kept. */
  takeTheirs(): Promise<void>;
  keepMine(): Promise<void>;
}

export function keeping(token: string, workshop: string): Keeping {
  const [kept, keep] = createStore<{ book?: Handbook }>({});
  const [state, setState] = createSignal<State>("saved");
  const [problem, setProblem] = createSignal<string>();
  const [saved, setSaved] = createSignal(0);
  let version = 0;
  let edits = 0;
  let done = 0;
  /** What was sent last, whether it arrived or not. */
  let sent: Choices | undefined;
  let running: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let open = true;

  const show = (book: Handbook): void => keep("book", reconcile(book, { key: "key" }));
  const mine = (): Choices => structuredClone(unwrap(kept.book!.outline));
  const soon = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), ms);
  };
  const load = async (): Promise<void> => {
    try {
      await leaving.get(workshop);
      const found = await staff.vademecum(token, workshop);
      const left = unsaved.get(workshop);
      show(left ? { ...found, outline: left.outline } : found);
      version = left?.version ?? found.version;
      setProblem(undefined);
      setSaved((n) => n + 1);
      if (!left) return;
      edits++;
      setState("saving");
      await save();
    } catch (error) {
      setProblem(words(error));
      if (open && error instanceof Refused && error.status === 0) timer = setTimeout(() => void load(), AGAIN_MS);
    }
  };
  /** Whose answer was lost on the way is not somebody else. */
  const put = async (outline: Choices): Promise<Handbook> => {
    try {
      return await staff.keepVademecum(token, workshop, { version, outline });
    } catch (error) {
      if (!(error instanceof Refused && error.code === "crossed")) throw error;
      const there = await staff.vademecum(token, workshop);
      if (sent && there.version === version + 1 && isSame(there.outline, sent)) {
        version = there.version;
        return isSame(sent, outline) ? there : put(outline);
      }
      throw error;
    } finally {
      sent = outline;
    }
  };
  const save = (): Promise<void> => (running ??= saveAll().finally(() => (running = undefined)));
  const saveAll = async (): Promise<void> => {
    try {
      // Who goes on writing meanwhile has more to save.
      while (done !== edits) {
        const at = edits;
        const answer = await put(mine());
        version = answer.version;
        done = at;
        setProblem(undefined);
        setSaved((n) => n + 1);
        if (edits !== at) continue;
        unsaved.delete(workshop);
        show(answer);
        setState("saved");
      }
    } catch (error) {
      const crossed = error instanceof Refused && error.code === "crossed";
      setState(crossed ? "crossed" : "failed");
      setProblem(words(error));
      if (!crossed && open && error instanceof Refused && error.status === 0) soon(AGAIN_MS);
    }
  };
  const change = (next: Handbook): void => {
    show(next);
    edits++;
    unsaved.set(workshop, { version, outline: mine() });
    if (state() === "crossed") return;
    setState("saving");
    soon(PAUSE_MS);
  };
  const takeTheirs = async (): Promise<void> => {
    unsaved.delete(workshop);
    done = edits;
    setState("saved");
    await load();
  };
  const keepMine = async (): Promise<void> => {
    try {
      version = (await staff.vademecum(token, workshop)).version;
    } catch (error) {
      setProblem(words(error));
      return;
    }
    setState("saving");
    await save();
  };
  onCleanup(() => {
    open = false;
    clearTimeout(timer);
    if (done !== edits && state() !== "crossed") leaving.set(workshop, save());
  });
  void load();
  return { book: () => kept.book, state, problem, saved, change, takeTheirs, keepMine };
}
