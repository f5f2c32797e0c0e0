import { createSignal, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { Field } from "../forms";
import type { Area } from "./choices";

const EDGES = ["left", "top", "right", "bottom"] as const;
type Edges = Readonly<Record<(typeof EDGES)[number], number>>;

const within = (v: number): number => Math.min(100, Math.max(0, v));

function area(edges: Edges): Area {
  const [left, right] = [Math.min(edges.left, edges.right), Math.max(edges.left, edges.right)];
  const [top, bottom] = [Math.min(edges.top, edges.bottom), Math.max(edges.top, edges.bottom)];
  return [left, top, right - left, bottom - top];
}

/** The sheet, on which one marks a part: by dragging, or by four numbers. In hundredths of the sheet. */
export function AreaMark(props: { src: string; alt: string; choose: (part: Area) => void }): JSX.Element {
  const [edges, setEdges] = createSignal<Edges>({ left: 0, top: 0, right: 100, bottom: 100 });
  const [from, setFrom] = createSignal<readonly [number, number]>();
  let sheet!: HTMLDivElement;
  const at = (event: PointerEvent): readonly [number, number] => {
    const box = sheet.getBoundingClientRect();
    return [within(((event.clientX - box.left) / box.width) * 100), within(((event.clientY - box.top) / box.height) * 100)];
  };
  const start = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    sheet.setPointerCapture(event.pointerId);
    setFrom(at(event));
  };
  const drag = (event: PointerEvent): void => {
    const began = from();
    if (!began) return;
    const now = at(event);
    const part = area({ left: began[0], top: began[1], right: now[0], bottom: now[1] }).map(Math.round) as unknown as Area;
    setEdges({ left: part[0], top: part[1], right: part[0] + part[2], bottom: part[1] + part[3] });
  };
  const marked = () => area(edges());
  const isSome = () => marked()[2] >= 1 && marked()[3] >= 1;
  return (
    <div class="stack">
      <div
        class="area-mark"
        ref={sheet}
        onPointerDown={start}
        onPointerMove={drag}
        onPointerUp={() => setFrom(undefined)}
        onPointerCancel={() => setFrom(undefined)}
      >
        <img src={props.src} alt={props.alt} draggable={false} />
        <Show when={isSome()}>
          <div class="marked" style={{ left: `${marked()[0]}%`, top: `${marked()[1]}%`, width: `${marked()[2]}%`, height: `${marked()[3]}%` }} />
        </Show>
      </div>
      <p class="soft small">{t("poster.area.hint")}</p>
      <div class="row area-edges">
        <For each={EDGES}>
          {(edge) => (
            <Field label={t(`poster.area.${edge}`)}>
              {({ id }) => (
                <input
                  id={id}
                  type="number"
                  min="0"
                  max="100"
                  value={edges()[edge]}
                  onInput={(event) => {
                    const value = event.currentTarget.valueAsNumber;
                    if (!Number.isNaN(value)) setEdges({ ...edges(), [edge]: within(value) });
                  }}
                />
              )}
            </Field>
          )}
        </For>
      </div>
      <div>
        <button type="button" class="button primary small" disabled={!isSome()} onClick={() => props.choose(marked())}>
          {t("poster.area.use")}
        </button>
      </div>
    </div>
  );
}
