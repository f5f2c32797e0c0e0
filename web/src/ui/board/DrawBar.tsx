import { createSignal, For, onCleanup, Show, type JSX } from "solid-js";
import { COLORS, FORMS } from "../../doc/schema.gen";
import type { BoardSession } from "../../doc/session";
import { t, type Key } from "../../i18n";
import { penOf } from "../../scene/paintmarks";
import type { DrawingTool, Ink, Tab } from "../../state/tab";
import type { Stage } from "../../tools/stage";
import { PEN, PICTURE } from "../drawings";
import type { IconName } from "../icons";
import { IconButton } from "../parts";
import { follow } from "./signals";
import "../../styles/draw.css";

const ICONS: Readonly<Record<DrawingTool, IconName>> = {
  pen: PEN,
  highlighter: { d: "M8.500 15.500l-2-2L16 4l4 4-9.500 9.500-2-2zM6.500 13.500l-2 5.500 5.500-2M3.500 21h10" },
  eraser: { d: "M8 19.500 3.500 15 14 4.500l6 6-9 9zM8.500 10l6 6M8 19.500h12" },
  text: { d: "M5 7.500V5h14v2.500M12 5v14M9 19h6" },
  shape: { d: "M4.500 10.500h9v9h-9zM10.500 10.500V7a5 5 0 1 1 3 6.500" },
};
const TOOLS = Object.keys(ICONS) as DrawingTool[];
const KEYS: Readonly<Record<DrawingTool, string>> = { pen: "P", highlighter: "H", eraser: "E", text: "T", shape: "R" };
/** Screen pixels. */
const WIDTHS = [3, 6, 12] as const;
const FORM_ICONS: Readonly<Record<(typeof FORMS)[number], string>> = {
  rectangle: "M4 6.500h16v11H4z",
  ellipse: "M12 6c5 0 8.500 2.700 8.500 6S17 18 12 18s-8.500-2.700-8.500-6S7 6 12 6z",
  diamond: "M12 4l8.500 8-8.500 8-8.500-8z",
  triangle: "M12 5l8.500 14h-17z",
  line: "M4.500 18.500l15-13",
  arrow: "M4.500 18.500 18.500 6M11 5.500h8v8",
};

/** What is drawn with, over the tools; there while something is drawn or put beside the notes. */
export function DrawBar(props: { session: BoardSession; tab: Tab; stage: Stage; readOnly: boolean }): JSX.Element {
  const tool = follow(props.tab.tool);
  const ink = follow(props.tab.ink);
  const theme = follow(props.tab.theme);
  const [arranges, setArranges] = createSignal(props.session.board.arranges);
  onCleanup(props.session.onStatus(() => setArranges(props.session.board.arranges)));
  const isDrawing = () => (TOOLS as string[]).includes(tool());
  const change = (part: Partial<Ink>): void => {
    props.tab.ink.set({ ...props.tab.ink.get(), ...part });
    props.stage.focus();
  };
  const pick = (next: DrawingTool): void => {
    props.tab.tool.set(next);
    props.stage.focus();
  };
  return (
    <Show when={isDrawing() && arranges() && !props.readOnly}>
      <div class="draw-bar">
        <div class="float" role="toolbar" aria-label={t("tool.draw")}>
          <For each={TOOLS}>
            {(name) => <IconButton icon={ICONS[name]} label={t(`tool.${name}`)} keys={KEYS[name]} pressed={tool() === name} onClick={() => pick(name)} />}
          </For>
          <IconButton icon={PICTURE} label={t("picture")} onClick={() => props.stage.run("picture")} />
          <Show when={tool() === "shape"}>
            <span class="divider" />
            <For each={FORMS}>
              {(form) => <IconButton icon={{ d: FORM_ICONS[form] }} label={t(`form.${form}`)} pressed={ink().form === form} onClick={() => change({ form })} />}
            </For>
          </Show>
          <Show when={tool() === "pen" || tool() === "highlighter"}>
            <span class="divider" />
            <For each={WIDTHS}>
              {(width, i) => (
                <button
                  type="button"
                  class="icon-button"
                  aria-label={t(`ink.width.${(i() + 1) as 1 | 2 | 3}`)}
                  title={t(`ink.width.${(i() + 1) as 1 | 2 | 3}`)}
                  aria-pressed={ink().width === width}
                  onClick={() => change({ width })}
                >
                  <span class="nib" style={{ width: `${4 + width * 1.5}px`, height: `${4 + width * 1.5}px` }} />
                </button>
              )}
            </For>
          </Show>
          <Show when={tool() !== "eraser"}>
            <span class="divider" />
            <For each={COLORS}>
              {(color) => (
                <button
                  type="button"
                  class="swatch"
                  aria-label={`${t("color")}: ${t((color === "white" ? "ink.plain" : `color.${color}`) as Key)}`}
                  title={t((color === "white" ? "ink.plain" : `color.${color}`) as Key)}
                  aria-pressed={ink().color === color}
                  onClick={() => change({ color })}
                >
                  <span classList={{ pale: tool() === "highlighter" }} style={{ background: tool() === "highlighter" ? `var(--paper-${color})` : penOf(color, theme()) }} />
                </button>
              )}
            </For>
          </Show>
        </div>
      </div>
    </Show>
  );
}
