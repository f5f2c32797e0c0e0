import { createMemo, For, Show, type JSX } from "solid-js";
import type { Template } from "../../doc/template";
import type { Rect } from "../../doc/types";
import { lookOf } from "../../scene/look";
import { route } from "../../scene/route";
import { fitNote, LINE_HEIGHT, padding, pixels } from "../../scene/text";
import { sizeOf } from "../../tools/template";
import { theme } from "../theme";

/** The sheet of every picture, in its own units, and the border around what is on it. */
const SHEET = { w: 300, h: 212 };
const BORDER = 8;
/** Letters of titles: as large as the room above the notes lets them be. */
const LARGEST = 8;
const ABOVE = 64;
/** Left of a title, and its band. */
const INDENT = 5;
const BAND = 12;

/** A template as it will look on the board, small: drawn from what it is made of. */
export function Picture(props: { template: Template }): JSX.Element {
  const look = () => lookOf(theme());
  const size = createMemo(() => sizeOf(props.template));
  const scale = createMemo(() => Math.min((SHEET.w - 2 * BORDER) / Math.max(1, size().w), (SHEET.h - 2 * BORDER) / Math.max(1, size().h), 0.2));
  const letters = () => Math.min(LARGEST, ABOVE * scale());
  const small = (rect: Rect): Rect => ({
    x: (SHEET.w - size().w * scale()) / 2 + rect.x * scale(),
    y: (SHEET.h - size().h * scale()) / 2 + rect.y * scale(),
    w: rect.w * scale(),
    h: rect.h * scale(),
  });
  const ways = createMemo(() => {
    const boxes = new Map<string, Rect>([...props.template.clusters, ...props.template.notes].map((one) => [one.id, one]));
    return props.template.links.flatMap(({ from, to }) => {
      const [start, end] = [boxes.get(from), boxes.get(to)];
      return (start && end && route(small(start), small(end))) || [];
    });
  });
  return (
    <svg class="template-picture" viewBox={`0 0 ${SHEET.w} ${SHEET.h}`} aria-hidden="true">
      <For each={props.template.clusters}>
        {(cluster) => {
          const box = small(cluster);
          const paper = () => look().paper(cluster.color);
          const fits = (pixels(cluster.title, 16, "semibold") * letters()) / 16 <= box.w - 2 * INDENT && box.h >= BAND;
          return (
            <>
              <rect {...sides(box)} rx="2" fill={paper().area} stroke={paper().border} />
              <Show when={cluster.title}>
                <Show
                  when={fits}
                  fallback={<rect x={box.x + INDENT} y={box.y + 5} width={Math.max(4, box.w - 2 * INDENT)} height="3" rx="1" fill={look().ink} opacity="0.55" />}
                >
                  <text x={box.x + INDENT} y={box.y + letters() + 1.5} font-size={String(letters())} font-weight="600" fill={look().ink}>
                    {cluster.title}
                  </text>
                </Show>
              </Show>
            </>
          );
        }}
      </For>
      <For each={ways()}>
        {({ x1, y1, x2, y2 }) => {
          const length = Math.hypot(x2 - x1, y2 - y1) || 1;
          const [dx, dy] = [((x2 - x1) / length) * 4, ((y2 - y1) / length) * 4];
          const head = `M${x2} ${y2}L${x2 - dx - dy / 2} ${y2 - dy + dx / 2}L${x2 - dx + dy / 2} ${y2 - dy - dx / 2}z`;
          return (
            <>
              <line x1={x1} y1={y1} x2={x2 - dx / 2} y2={y2 - dy / 2} stroke={look().line} />
              <path d={head} fill={look().line} />
            </>
          );
        }}
      </For>
      <For each={props.template.notes}>
        {(note) => {
          const box = small(note);
          const paper = () => look().paper(note.color);
          const { size: height, lines } = fitNote(note.text, note.w, note.h);
          const border = padding(note.w, note.h) * scale();
          const line = height * LINE_HEIGHT * scale();
          return (
            <>
              <rect {...sides(box)} fill={paper().face} stroke={paper().edge} stroke-width="0.75" />
              <For each={lines}>
                {(words, i) => (
                  <rect
                    x={box.x + border}
                    y={box.y + border + i() * line + line * 0.25}
                    width={Math.min(box.w - 2 * border, pixels(words, height) * scale())}
                    height={line * 0.4}
                    fill={paper().ink}
                    opacity="0.45"
                  />
                )}
              </For>
            </>
          );
        }}
      </For>
    </svg>
  );
}

function sides({ x, y, w, h }: Rect): { x: number; y: number; width: number; height: number } {
  return { x, y, width: w, height: h };
}
