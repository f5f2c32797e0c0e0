import { onCleanup, onMount, type JSX } from "solid-js";
import type { BoardSession } from "../../doc/session";
import type { Point } from "../../doc/types";
import { center, contains } from "../../scene/geometry";
import { lookOf } from "../../scene/look";
import { fromMap, Overview } from "../../scene/overview";
import type { Tab } from "../../state/tab";
import type { Stage } from "../../tools/stage";
import "../../styles/map.css";

const SIZE = { w: 216, h: 144 };
/** Changes of the board are shown at most this often. */
const PATCH_MS = 250;

/**
 * The whole board, small: where one is, and by a press or a pull, where one goes. For the pointer alone; from the keyboard
 * everything and the selection are brought into view by keys of their own.
 */
export function Minimap(props: { session: BoardSession; tab: Tab; stage: Stage }): JSX.Element {
  let canvas!: HTMLCanvasElement;
  let overview: Overview | undefined;
  let patch = 0;
  /** From the pointer to the middle of the view, on the board, while it is pulled. */
  let grip: Point | null = null;

  const draw = (): void => {
    patch = 0;
    // What cannot keep up has other worries.
    if (props.stage.isStrained) return later();
    overview?.draw(props.session.board, props.tab.theme.get());
    place();
  };
  const later = (): void => {
    patch ||= window.setTimeout(draw, PATCH_MS);
  };
  const place = (): void => {
    if (!props.stage.isStrained) overview?.place(props.stage.viewport(), props.session.people(), lookOf(props.tab.theme.get()));
  };
  onMount(() => {
    overview = new Overview(canvas, SIZE, Math.min(3, devicePixelRatio || 1));
    draw();
    const stops = [props.session.board.subscribe(later), props.tab.theme.subscribe(draw), props.stage.onFrame(place), props.session.onPeople(place)];
    onCleanup(() => {
      clearTimeout(patch);
      for (const stop of stops) stop();
      if (grip) props.tab.busy.set(false);
    });
  });

  const worldAt = (event: PointerEvent): Point | null => {
    const { left, top } = canvas.getBoundingClientRect();
    return overview?.frame ? fromMap(overview.frame, { x: event.clientX - left, y: event.clientY - top }) : null;
  };
  const go = (event: PointerEvent): void => {
    const at = worldAt(event);
    if (at && grip) props.stage.lookAt({ x: at.x + grip.x, y: at.y + grip.y });
  };
  const end = (): void => {
    if (!grip) return;
    grip = null;
    props.tab.busy.set(false);
  };
  return (
    <div class="float minimap" aria-hidden="true">
      <canvas
        ref={canvas}
        style={{ width: `${SIZE.w}px`, height: `${SIZE.h}px` }}
        onPointerDown={(event) => {
          const at = worldAt(event);
          if (event.button !== 0 || !at) return;
          event.preventDefault();
          canvas.setPointerCapture(event.pointerId);
          const view = props.stage.viewport();
          const middle = center(view);
          // Taken by the view itself, it stays under the pointer; elsewhere it comes there.
          grip = contains(view, at.x, at.y) ? { x: middle.x - at.x, y: middle.y - at.y } : { x: 0, y: 0 };
          props.tab.busy.set(true);
          go(event);
        }}
        onPointerMove={go}
        onPointerUp={end}
        onPointerCancel={end}
        onLostPointerCapture={end}
      />
    </div>
  );
}
