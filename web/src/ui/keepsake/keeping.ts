/** What one chooses about a handbook or a manifesto keeps itself while somebody works on it. */
import { createSignal, onCleanup } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import { Refused, words } from "../api";

/** How long typing pauses before it is saved. */
const PAUSE_MS = 600;
/** How long after a failure it is tried again. */
const AGAIN_MS = 5_000;

/** `crossed`: somebody else has saved another one meanwhile. */
export type State = "saved" | "saving" | "failed" | "crossed";

/** How a kind of it is asked for and kept: `Whole` is what comes of the choices, with them in it. */
export interface Way<Whole extends object, Choices extends object> {
  /** Of this workshop and kind, and of no other. */
  readonly name: string;
  read(): Promise<Whole & { readonly version: number }>;
  /** Over the version it was made of, and no other. */
  write(version: number, choices: Choices): Promise<Whole & { readonly version: number }>;
  choices(whole: Whole): Choices;
  over(whole: Whole, choices: Choices): Whole;
  /** Do both choose the same? */
  isSame(a: Choices, b: Choices): boolean;
}

/** What could not be saved before its dialog was closed, by name: it is there when it opens again. */
const unsaved = new Map<string, { readonly version: number; readonly choices: unknown }>();

/** What is still being saved of dialogs that were closed: the next one waits for it. */
const leaving = new Map<string, Promise<void>>();

export interface Keeping<Whole> {
  /** Nothing until it has come. */
  readonly whole: () => Whole | undefined;
  readonly state: () => State;
  /** Why it could not be read or saved. */
  readonly problem: () => string | undefined;
  /** Grows with each time it is saved. */
  readonly saved: () => number;
  change(next: Whole): void;
  /** Of two that crossed, the one that is kept. */
  takeTheirs(): Promise<void>;
  keepMine(): Promise<void>;
}

export function keeping<Whole extends object, Choices extends object>(way: Way<Whole, Choices>): Keeping<Whole> {
  const [kept, keep] = createStore<{ whole?: object }>({});
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

  const show = (whole: Whole): void => keep("whole", reconcile<object, object>(whole, { key: "key" }));
  const whole = (): Whole | undefined => kept.whole as Whole | undefined;
  const mine = (): Choices => structuredClone(unwrap(way.choices(whole()!)));
  const soon = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), ms);
  };
  const load = async (): Promise<void> => {
    try {
      await leaving.get(way.name);
      const found = await way.read();
      const left = unsaved.get(way.name);
      show(left ? way.over(found, left.choices as Choices) : found);
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
  const put = async (choices: Choices): Promise<Whole & { readonly version: number }> => {
    try {
      return await way.write(version, choices);
    } catch (error) {
      if (!(error instanceof Refused && error.code === "crossed")) throw error;
      const there = await way.read();
      if (sent && there.version === version + 1 && way.isSame(way.choices(there), sent)) {
        version = there.version;
        return way.isSame(sent, choices) ? there : put(choices);
      }
      throw error;
    } finally {
      sent = choices;
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
        unsaved.delete(way.name);
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
  const change = (next: Whole): void => {
    show(next);
    edits++;
    unsaved.set(way.name, { version, choices: mine() });
    if (state() === "crossed") return;
    setState("saving");
    soon(PAUSE_MS);
  };
  const takeTheirs = async (): Promise<void> => {
    unsaved.delete(way.name);
    done = edits;
    setState("saved");
    await load();
  };
  const keepMine = async (): Promise<void> => {
    try {
      version = (await way.read()).version;
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
    if (done !== edits && state() !== "crossed") leaving.set(way.name, save());
  });
  void load();
  return { whole, state, problem, saved, change, takeTheirs, keepMine };
}
