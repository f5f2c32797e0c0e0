import { createEffect, createMemo, lazy, Show, Suspense, type JSX } from "solid-js";
import type { BoardSession } from "../../doc/session";
import { percent, t } from "../../i18n";
import type { Tab } from "../../state/tab";
import type { Stage } from "../../tools/stage";
import { FIT, MAP, MINUS, PLUS } from "../drawings";
import { IconButton } from "../parts";
import { follow } from "./signals";

const Minimap = lazy(async () => ({ default: (await import("./Minimap")).Minimap }));

/** Whether the map is shown is remembered on this device. */
const STORED = "plenaria.map";

export function ZoomControl(props: { session: BoardSession; tab: Tab; stage: Stage }): JSX.Element {
  const camera = follow(props.tab.camera);
  const map = follow(props.tab.map);
  const zoom = createMemo(() => percent(camera().zoom));
  try {
    props.tab.map.set(localStorage.getItem(STORED) === "shown");
  } catch {
    // A private window forgets it.
  }
  createEffect(() => {
    try {
      if (map()) localStorage.setItem(STORED, "shown");
      else localStorage.removeItem(STORED);
    } catch {
      // The choice holds for this page.
    }
  });
  return (
    <div class="corner">
      <Suspense>
        <Show when={map()}>
          <Minimap session={props.session} tab={props.tab} stage={props.stage} />
        </Show>
      </Suspense>
      <div class="float" role="group" aria-label={t("help.zoom")}>
        <IconButton icon={MAP} label={t("map")} keys="Shift+M" pressed={map()} onClick={() => props.stage.run("map")} />
        <IconButton icon={MINUS} label={t("zoom.out")} keys="-" onClick={() => props.stage.zoomOut()} />
        <button type="button" class="icon-button text" aria-label={t("zoom.100")} title={t("zoom.100")} onClick={() => props.stage.zoomTo100()}>
          {zoom()}
        </button>
        <IconButton icon={PLUS} label={t("zoom.in")} keys="+" onClick={() => props.stage.zoomIn()} />
        <IconButton icon={FIT} label={t("zoom.fit")} keys="1" onClick={() => props.stage.zoomToFit()} />
      </div>
    </div>
  );
}
