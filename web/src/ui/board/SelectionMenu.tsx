import { createEffect, createMemo, createSignal, For, lazy, onCleanup, onMount, Show, Suspense, type JSX } from "solid-js";
import { COLORS } from "../../doc/schema.gen";
import type { BoardSession, Status } from "../../doc/session";
import type { Rect } from "../../doc/types";
import { t, type Key } from "../../i18n";
import type { Tab } from "../../state/tab";
import type { CommandId } from "../../tools/commands";
import type { Stage } from "../../tools/stage";
import type { IconName } from "../icons";
import { DUPLICATE, PEN, SPEECH, TRASH, UNLOCK } from "../drawings";
import { IconButton } from "../parts";
import { penOf } from "../../scene/paintmarks";
import { titled } from "../../outline/naming";
import { origin } from "../../outline/origin";
import { ArrangeMenu } from "./ArrangeMenu";
import { DescribeMenu } from "./DescribeMenu";
import { FurtherMenu } from "./FurtherMenu";
import { ReactMenu } from "./ReactMenu";
import { follow } from "./signals";
import { TagMenu } from "./TagMenu";
import "../../styles/menus.css";

// Only while a vote is open.
const Stepper = lazy(async () => ({ default: (await import("../vote/Stepper")).Stepper }));

/** Keeps clear of the bars at the top and bottom, and of the selection; CSS pixels. */
const TOP = 74;
const BOTTOM = 150;
const ABOVE = 66;
const BELOW = 26;
const EDGE = 10;
/** Its own height, and the air to a menu of it. */
const BAR = 66;
/** Width of the menus that open from it, less that of a button; and of the outline. */
const MENU = 220;
const OUTLINE = 390;
/** The line above it that says where a thing comes from. */
const ORIGIN = 40;
/** A phone, where the menu lies at the bottom; the same width as in board.css. */
const NARROW = 640;

/** What can be done with the selection, close to it; out of the way while something moves or is written. */
export function SelectionMenu(props: { session: BoardSession; tab: Tab; stage: Stage; status: Status; outline: boolean }): JSX.Element {
  const selection = follow(props.tab.selection);
  const editing = follow(props.tab.editing);
  const busy = follow(props.tab.busy);
  const talking = follow(props.tab.talking);
  const voting = follow(props.tab.voting);
  const theme = follow(props.tab.theme);
  const [box, setBox] = createSignal<Rect | null>(null);
  const [version, setVersion] = createSignal(0);
  onMount(() => {
    const place = (): void => {
      // It is not shown meanwhile, and the box of five thousand notes takes its time.
      if (!props.tab.busy.get()) setBox(props.stage.selectionBox());
    };
    place();
    onCleanup(props.stage.onFrame(place));
    onCleanup(props.session.board.subscribe(() => setVersion(version() + 1)));
    onCleanup(props.tab.asked.subscribe(() => menu?.querySelector("button")?.focus()));
  });
  const board = props.session.board;
  const ids = createMemo(() => [...selection()]);
  const paper = createMemo(() => {
    version();
    return ids().filter((id) => board.box(id));
  });
  /** Why nothing of it can be changed. */
  const barrier = createMemo(() => {
    version();
    // It follows from what the person is here.
    void props.status.role;
    const barriers = ids().map((id) => board.barrier(id));
    return barriers.every((one) => one !== null) ? barriers[0] : null;
  });
  /** Some of it is the person's to change. */
  const writes = () => !props.status.readOnly && !barrier();
  /** Only what is drawn is chosen: then colours are those of pens. */
  const drawn = createMemo(() => paper().length > 0 && paper().every((id) => board.marks.has(id)));
  const colors = createMemo(() => (writes() && paper().some((id) => board.marks.get(id)?.figure !== "image") ? COLORS : []));
  const inked = (color: (typeof COLORS)[number]): { readonly name: string; readonly fill: string } => ({
    name: t((drawn() && color === "white" ? "ink.plain" : `color.${color}`) as Key),
    fill: drawn() ? penOf(color, theme()) : `var(--paper-${color})`,
  });
  /** The one chosen image. */
  const image = () => (ids().length === 1 && writes() && board.marks.get(ids()[0]!)?.figure === "image" ? ids()[0]! : null);
  const isWritten = () => {
    version();
    const mark = board.marks.get(ids()[0]!);
    return ids().length === 1 && writes() && (!mark || (mark.figure !== "image" && mark.figure !== "stroke" && mark.form !== "line" && mark.form !== "arrow"));
  };
  const notes = createMemo(() => paper().filter((id) => board.notes.has(id)));
  const current = createMemo(() => {
    version();
    const colors = new Set(paper().map((id) => board.box(id)?.color));
    return colors.size === 1 ? [...colors][0] : undefined;
  });
  const reacts = () => props.status.reacts && notes().length > 0;
  const talks = () => props.status.reacts && ids().length === 1;
  /** One's own dots, on the one note that the vote is about. */
  const dots = () => (ids().length === 1 && voting()?.takes(ids()[0]!) ? voting() : null);
  // There the outline covers the board, and its rows have what can be done.
  const narrow = createMemo(() => (box(), innerWidth <= NARROW));
  const covered = () => props.outline && narrow();
  const visible = () => !covered() && ids().length > 0 && editing() === null && !busy() && box() !== null && (dots() !== null || reacts() || talks() || !props.status.readOnly);
  /** Where the one chosen thing was collected from. */
  const from = createMemo(() => {
    version();
    const [id] = ids();
    return ids().length === 1 ? origin((board.notes.get(id!) ?? board.clusters.get(id!))?.src ?? null) : "";
  });
  const [width, setWidth] = createSignal(0);
  let menu: HTMLDivElement | undefined;
  createEffect(() => {
    if (!visible()) return;
    paper();
    writes();
    dots();
    setWidth(menu?.offsetWidth ?? 0);
  });
  /** What an open outline and open comments leave of the window's width. */
  const room = () => innerWidth - (innerWidth > NARROW ? OUTLINE * (Number(props.outline) + Number(talking() !== null)) : 0);
  const place = createMemo(() => {
    const at = box();
    if (!at) return { left: EDGE, top: TOP };
    const left = Math.max(EDGE, Math.min(room() - width() - EDGE, at.x + at.w / 2 - width() / 2));
    const above = at.y - ABOVE;
    const top = above > TOP ? above : Math.min(innerHeight - BOTTOM, at.y + at.h + BELOW);
    return { left, top: Math.max(TOP, top) };
  });
  const isUp = () => place().top > innerHeight / 2;
  /** How high a menu that opens from it may be. */
  const height = () => (isUp() ? place().top - TOP : innerHeight - place().top - BOTTOM / 2 - BAR);
  /** A command's button, as long as it can be run. */
  const Act = (act: { icon: IconName; label: Key; run: CommandId; keys?: string; when: boolean }): JSX.Element => (
    <Show when={act.when}>
      <IconButton icon={act.icon} label={t(act.label)} keys={act.keys} onClick={() => props.stage.run(act.run)} />
    </Show>
  );
  return (
    <Show when={visible()}>
      <div
        ref={menu}
        class="float selection-menu"
        classList={{ up: isUp(), end: place().left + width() > room() - MENU }}
        role="toolbar"
        aria-label={t("selection.menu")}
        style={{ left: `${place().left}px`, top: `${place().top}px`, "--room": `${height()}px` }}
        // By the mouse or a finger it was pressed in passing: keys go to the board again, unless a field has them now. By
        // keyboard one stays, until Escape.
        onClick={(event) => event.detail > 0 && !editing() && !(event.target as Element).closest("[aria-haspopup], form") && props.stage.focus()}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || event.defaultPrevented) return;
          // The stage would let go of the selection.
          event.preventDefault();
          props.stage.focus();
        }}
      >
        <Show when={from()}>
          <p class="origin" classList={{ below: !narrow() && place().top < TOP + ORIGIN }} dir="auto">
            {t("origin", { places: from() })}
          </p>
        </Show>
        <Suspense>
          <Show when={dots()}>{(dots) => <Stepper keys dots={dots()} note={ids()[0]!} name={titled(board, ids()[0]!)} />}</Show>
        </Suspense>
        <Show when={!props.status.readOnly && barrier()}>{(why) => <p class="barrier">{t(`selection.${why()}`)}</p>}</Show>
        <Act icon={UNLOCK} label="action.unlock" run="lock" keys="Control+Shift+L" when={!props.status.readOnly && board.locks && paper().length > 0 && paper().every((id) => board.held(id))} />
        <Show when={colors().length > 0}>
          <For each={colors()}>
            {(color) => (
              <button
                type="button"
                class="swatch"
                aria-label={`${t("color")}: ${inked(color).name}`}
                title={inked(color).name}
                aria-pressed={current() === color}
                onClick={() => props.stage.run(`color.${color}`)}
              >
                <span style={{ background: inked(color).fill }} />
              </button>
            )}
          </For>
          <span class="divider" />
        </Show>
        <Show when={image()}>{(image) => <DescribeMenu board={board} image={image()} />}</Show>
        <Show when={isWritten()}>
          <IconButton icon={PEN} label={t("action.edit")} keys="Enter" onClick={() => props.stage.editNote(ids()[0]!)} />
        </Show>
        <Show when={reacts()}>
          <ReactMenu board={board} stage={props.stage} notes={notes()} version={version()} />
        </Show>
        <Act icon={SPEECH} label="comment" run="comment" keys="Shift+F2" when={talks()} />
        <Show when={notes().length > 0 && writes()}>
          <TagMenu board={board} stage={props.stage} notes={notes()} version={version()} />
        </Show>
        <ArrangeMenu stage={props.stage} notes={paper()} version={version()} />
        <Act icon="link" label="action.link" run="link" when={!narrow() && paper().length === 2 && paper().every((id) => board.end(id)) && board.arranges && !props.status.readOnly} />
        <Act icon="cluster" label="action.group" run="group" when={!narrow() && notes().length > 1 && board.arranges && !props.status.readOnly} />
        <Act icon={DUPLICATE} label="action.duplicate" run="duplicate" keys="Control+D" when={!narrow() && paper().length > 0 && !props.status.readOnly} />
        <Act icon={TRASH} label="action.delete" run="delete" keys="Delete" when={writes()} />
        <FurtherMenu board={board} stage={props.stage} chosen={paper()} version={version()} narrow={narrow()} />
      </div>
    </Show>
  );
}
