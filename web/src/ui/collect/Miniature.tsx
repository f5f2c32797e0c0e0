import { createMemo, For, Show, type JSX } from "solid-js";
import type { Rect } from "../../doc/types";
import { t } from "../../i18n";
import { around } from "../../scene/geometry";
import { lookOf } from "../../scene/look";
import type { CollectPicture } from "../api";
import { theme } from "../theme";

/** Free around everything, and the side of the picture, in its own units. */
const BORDER = 8;
const SIDE = 400;
/** No lower than a strip, no higher than wide. */
const LOWEST = 0.4;
/** Letters of headings, as large as the room above the notes lets them be: a part of the height; and the smallest that anybody reads. */
const LETTERS = { most: 11, least: 6.5, part: 0.11 };
const CHARACTER = 0.56;

const box = ({ pos, size }: { readonly pos: readonly [number, number]; readonly size: readonly [number, number] }): Rect => ({ x: pos[0], y: pos[1], w: size[0], h: size[1] });

/** A board as it would be, small, with what is new in it marked. */
export function Miniature(props: { picture: CollectPicture; stale: boolean }): JSX.Element {
  const look = () => lookOf(theme());
  const frame = createMemo(() => {
    const bounds = around([...props.picture.notes, ...props.picture.clusters].map(box)) ?? { x: 0, y: 0, w: 1, h: 1 };
    const scale = Math.min(SIDE / Math.max(1, bounds.w), SIDE / Math.max(1, bounds.h), 0.25);
    const h = Math.max(SIDE * LOWEST, bounds.h * scale);
    const [dx, dy] = [BORDER + (SIDE - bounds.w * scale) / 2, BORDER + (h - bounds.h * scale) / 2];
    return { h, small: ({ x, y, w, h }: Rect): Rect => ({ x: dx + (x - bounds.x) * scale, y: dy + (y - bounds.y) * scale, w: w * scale, h: h * scale }) };
  });
  /** The larger lie below: a frame is around clusters. */
  const clusters = createMemo(() => [...props.picture.clusters].sort((a, b) => b.size[0] * b.size[1] - a.size[0] * a.size[1]));
  const fresh = () => props.picture.notes.filter((note) => note.new).length;
  return (
    <figure class="miniature" classList={{ stale: props.stale }}>
      <svg viewBox={`0 0 ${SIDE + 2 * BORDER} ${frame().h + 2 * BORDER}`} role="img" aria-label={t("collect.preview.words", { n: props.picture.notes.length, fresh: fresh() })}>
        <For each={clusters()}>
          {(cluster) => {
            const at = () => frame().small(box(cluster));
            const paper = () => look().paper(cluster.color);
            const letters = () => Math.min(LETTERS.most, at().h * LETTERS.part);
            const room = () => Math.floor((at().w - 8) / (letters() * CHARACTER));
            return (
              <>
                <rect x={at().x} y={at().y} width={at().w} height={at().h} rx="2" fill={paper().area} stroke={cluster.new ? look().accent : paper().border} />
                <Show when={cluster.title && room() > 3 && letters() >= LETTERS.least}>
                  <text x={at().x + 4} y={at().y + letters() + 1} font-size={String(letters())} font-weight="600" fill={look().ink}>
                    {cluster.title.length > room() ? `${cluster.title.slice(0, room() - 1)}…` : cluster.title}
                  </text>
                </Show>
              </>
            );
          }}
        </For>
        <For each={props.picture.notes}>
          {(note) => {
            const at = () => frame().small(box(note));
            const paper = () => look().paper(note.color);
            return <rect x={at().x} y={at().y} width={Math.max(2, at().w)} height={Math.max(2, at().h)} fill={paper().face} stroke={note.new ? look().accent : paper().edge} stroke-width={note.new ? "1.5" : "0.5"} />;
          }}
        </For>
      </svg>
      <figcaption class="soft small">{t("collect.preview.words", { n: props.picture.notes.length, fresh: fresh() })}</figcaption>
    </figure>
  );
}
