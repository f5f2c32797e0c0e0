import { createEffect, createMemo, createSignal, on, onCleanup, onMount, type JSX } from "solid-js";
import type { Past } from "../../doc/past";
import type { Rect } from "../../doc/types";
import { t } from "../../i18n";
import { framed } from "../../scene/overview";
import { boundsOf, paintPast } from "../../scene/past";
import { lookOf } from "../../scene/look";
import { theme } from "../theme";

/** No lower than a strip, no higher than that: parts of the width. */
const LOWEST = 0.42;
const HIGHEST = 0.72;
const FADE_MS = 220;
const NONE: ReadonlySet<string> = new Set();

/** A board as it was, as large as there is room for; `bounds` where several are to be seen in one frame. */
export function PastPicture(props: { past: Past; bounds?: Rect | null; marked?: ReadonlySet<string>; glides?: boolean }): JSX.Element {
  const [width, setWidth] = createSignal(0);
  let root!: HTMLDivElement;
  let under!: HTMLCanvasElement;
  let canvas!: HTMLCanvasElement;
  onMount(() => {
    const measured = new ResizeObserver(() => setWidth(root.clientWidth));
    measured.observe(root);
    onCleanup(() => measured.disconnect());
  });
  const bounds = createMemo(() => props.bounds ?? boundsOf(props.past) ?? { x: 0, y: 0, w: 3, h: 2 });
  const part = createMemo(() => Math.min(HIGHEST, Math.max(LOWEST, bounds().h / Math.max(1, bounds().w))));
  const sized = (one: HTMLCanvasElement, w: number, h: number): CanvasRenderingContext2D => {
    if (one.width !== w) one.width = w;
    if (one.height !== h) one.height = h;
    return one.getContext("2d")!;
  };
  createEffect(
    on([width, bounds, () => props.past, () => props.marked, theme], ([w], before) => {
      if (w === 0) return;
      const ratio = devicePixelRatio || 1;
      const size = { w, h: w * part() };
      const [wide, high] = [Math.round(size.w * ratio), Math.round(size.h * ratio)];
      const fades = props.glides && before?.[0] === w && canvas.height === high;
      if (fades) sized(under, wide, high).drawImage(canvas, 0, 0);
      const ctx = sized(canvas, wide, high);
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.fillStyle = lookOf(theme()).board;
      ctx.fillRect(0, 0, size.w, size.h);
      paintPast(ctx, props.past, framed(bounds(), size), theme(), props.marked ?? NONE);
      if (fades) canvas.animate([{ opacity: 0 }, { opacity: 1 }], { duration: FADE_MS });
    }),
  );
  return (
    <div ref={root} class="past-picture" role="img" aria-label={t("history.picture", { n: props.past.notes.length, clusters: props.past.clusters.length })} style={{ "aspect-ratio": `1 / ${part()}` }}>
      <canvas ref={under} aria-hidden="true" />
      <canvas ref={canvas} aria-hidden="true" />
    </div>
  );
}
