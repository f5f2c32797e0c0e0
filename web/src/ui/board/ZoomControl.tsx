import { createMemo, type JSX } from "solid-js";
import { percent, t } from "../../i18n";
import type { Tab } from "../../state/tab";
import type { Stage } from "../../tools/stage";
import { FIT, MINUS, PLUS } from "../drawings";
import { IconButton } from "../parts";
import { follow } from "./signals";

export function ZoomControl(props: { tab: Tab; stage: Stage }): JSX.Element {
  const camera = follow(props.tab.camera);
  const zoom = createMemo(() => percent(camera().zoom));
  return (
    <div class="corner">
      <div class="float" role="group" aria-label={t("help.zoom")}>
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
