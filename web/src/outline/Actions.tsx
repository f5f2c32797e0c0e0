/** What can be done with the thing of a row, opened below it: one's own keys and fields, nothing that floats. */
import { createMemo, createSignal, For, Show, type JSX } from "solid-js";
import type { Board } from "../doc/board";
import { COLORS, LIMIT, REACTIONS } from "../doc/schema.gen";
import type { Box, Note } from "../doc/types";
import { react, recolor, setTags } from "../doc/verbs";
import { t, type Key } from "../i18n";
import { Linking } from "./Linking";
import type { Desk } from "./desk";

/** Commands that are offered for a row when they can be run; the same as in the menus of the canvas. */
const NOTE_ACTS: readonly (readonly [string, Key])[] = [
  ["split", "action.split"],
  ["duplicate", "action.duplicate"],
  ["front", "action.front"],
  ["back", "action.back"],
];
const MARK_ACTS = NOTE_ACTS.slice(1);
const CLUSTER_ACTS: readonly (readonly [string, Key])[] = [
  ["arrange.grid", "outline.arrange.grid"],
  ["arrange.color", "outline.arrange.color"],
  ["arrange.votes", "outline.arrange.votes"],
  ["duplicate", "action.duplicate"],
  ["front", "action.front"],
  ["back", "action.back"],
];

/** One step of undo. */
function once(board: Board, act: () => void): void {
  board.stopCapturing();
  act();
  board.stopCapturing();
}

export function Actions(props: { desk: Desk; item: Box; name: string; writes: boolean; reacts: boolean }): JSX.Element {
  const { desk } = props;
  const { board } = desk;
  const { id, kind } = props.item;
  const acts = createMemo(() => {
    void props.item;
    return { note: NOTE_ACTS, mark: MARK_ACTS, cluster: CLUSTER_ACTS }[kind].filter(([act]) => desk.can(id, act));
  });
  return (
    <div
      class="outline-actions"
      role="group"
      aria-label={t("outline.actions", { what: props.name })}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        desk.open(null);
        desk.attend(id, "actions");
      }}
    >
      <Show when={props.writes && !(props.item.kind === "mark" && props.item.figure === "image")}>
        <Colors white={kind === "mark" ? "ink.plain" : "color.white"} value={props.item.color} onChange={(color) => once(board, () => recolor(board, [id], color))} />
      </Show>
      <Show when={kind === "note" && props.reacts}>
        <Reactions desk={desk} id={id} version={props.item} />
      </Show>
      <Show when={props.writes && props.item.kind === "note" && props.item}>
        {(note) => (
          <>
            <Tags tags={note().tags} onChange={(tags) => once(board, () => setTags(board, id, tags))} />
            <Home desk={desk} note={note()} />
            <Show when={desk.order(id, -1) || desk.order(id, 1)}>
              <div class="row" role="group" aria-label={t("outline.order")}>
                <Act part="up" off={!desk.order(id, -1)} label={t("outline.up")} run={() => desk.swap(id, -1)} />
                <Act part="down" off={!desk.order(id, 1)} label={t("outline.down")} run={() => desk.swap(id, 1)} />
              </div>
            </Show>
          </>
        )}
      </Show>
      <Show when={desk.arranges() && kind !== "mark"}>
        <Linking desk={desk} from={id} />
      </Show>
      <div class="row">
        <Show when={props.item.kind === "cluster" && props.writes && props.item}>
          {(cluster) => (
            <>
              <Act part="fold" label={t(cluster().collapsed ? "action.expand" : "action.collapse")} run={() => desk.run(id, "collapse")} />
              <Act part="dissolve" label={t("action.dissolve")} run={() => desk.remove(id, t("outline.dissolved"))} />
            </>
          )}
        </Show>
        <Show when={desk.can(id, "lock")}>
          <Act part="lock" label={t(props.item.locked ? "action.unlock" : "action.lock")} run={() => desk.run(id, "lock")} />
        </Show>
        <Show when={desk.can(id, "comment")}>
          <Act part="comment" label={t("comment")} run={() => desk.run(id, "comment")} />
        </Show>
        <For each={acts()}>{([act, label]) => <Act part={act} label={t(label)} run={() => desk.run(id, act)} />}</For>
        <Show when={kind !== "cluster" && props.writes}>
          <Act part="delete" label={t("action.delete")} run={() => desk.remove(id, t(kind === "note" ? "outline.removed" : "outline.mark.removed"))} />
        </Show>
      </div>
    </div>
  );
}

function Act(props: { part: string; label: string; run: () => void; off?: boolean }): JSX.Element {
  return (
    <button type="button" class="button small" data-part={props.part} aria-disabled={props.off || undefined} onClick={() => !props.off && props.run()}>
      {props.label}
    </button>
  );
}

function Colors(props: { white: Key; value: string; onChange: (color: string) => void }): JSX.Element {
  return (
    <div class="row swatches" role="radiogroup" aria-label={t("color")}>
      <For each={COLORS.map((color) => [color, color === "white" ? props.white : (`color.${color}` as Key)] as const)}>
        {([color, name]) => (
          <label class="swatch" title={t(name)}>
            {/* A name of its own for each open row is not needed: one is open at a time. */}
            <input type="radio" name="outline-color" data-part={`color.${color}`} aria-label={t(name)} checked={props.value === color} onChange={() => props.onChange(color)} />
            <span style={{ background: `var(--paper-${color})` }} />
          </label>
        )}
      </For>
    </div>
  );
}

function Reactions(props: { desk: Desk; id: string; version: unknown }): JSX.Element {
  const { board } = props.desk;
  const mine = createMemo(() => {
    void props.version;
    return new Set(board.stamps(props.id).flatMap(({ kind, mine }) => (mine ? kind : [])));
  });
  return (
    <div class="row" role="group" aria-label={t("react")}>
      <For each={REACTIONS}>
        {(kind) => (
          <button type="button" class="button small" data-part={`react.${kind}`} aria-pressed={mine().has(kind)} onClick={() => once(board, () => react(board, [props.id], kind))}>
            {t(`react.${kind}`)}
          </button>
        )}
      </For>
    </div>
  );
}

function Tags(props: { tags: readonly string[]; onChange: (tags: readonly string[]) => void }): JSX.Element {
  const [typed, setTyped] = createSignal("");
  const add = (event: Event): void => {
    event.preventDefault();
    const tag = typed().trim();
    if (tag) props.onChange([...props.tags, tag]);
    setTyped("");
  };
  return (
    <form class="row" onSubmit={add}>
      <For each={props.tags}>
        {(tag) => (
          <button type="button" class="button small" data-part={`tag.${tag}`} dir="auto" aria-label={t("outline.untag", { tag })} onClick={() => props.onChange(props.tags.filter((one) => one !== tag))}>
            {tag} ×
          </button>
        )}
      </For>
      <input
        data-part="tag"
        aria-label={t("tags.new")}
        placeholder={t("tags.new")}
        maxLength={LIMIT.TAG}
        dir="auto"
        autocomplete="off"
        value={typed()}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <button type="submit" class="button small" data-part="tag.add">
        {t("tags.add")}
      </button>
    </form>
  );
}

/** The cluster a note is in, chosen and then confirmed: arrows through a list would move it with each key. */
function Home(props: { desk: Desk; note: Note }): JSX.Element {
  const clusters = () => (void props.note, props.desk.clusters());
  const now = () => (props.note.cluster && clusters().some(({ id }) => id === props.note.cluster) ? props.note.cluster : "");
  const [wanted, setWanted] = createSignal<string | null>(null);
  return (
    <Show when={clusters().length > 0}>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          props.desk.move(props.note.id, (wanted() ?? now()) || null);
          setWanted(null);
        }}
      >
        <label class="grow">
          <span class="small">{t("tool.cluster")}</span>
          <select data-part="home" onChange={(event) => setWanted(event.currentTarget.value)}>
            <option value="" selected={(wanted() ?? now()) === ""}>
              {t("outline.loose")}
            </option>
            <For each={clusters()}>
              {({ id, title }) => (
                <option value={id} selected={(wanted() ?? now()) === id}>
                  {title.trim() || t("board.untitled")}
                </option>
              )}
            </For>
          </select>
        </label>
        <button type="submit" class="button small" data-part="move">
          {t("outline.move")}
        </button>
      </form>
    </Show>
  );
}
