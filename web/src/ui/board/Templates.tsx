import { lazy, onCleanup, Show, Suspense, type JSX } from "solid-js";
import type { BoardSession, Status } from "../../doc/session";
import { arranges } from "../../doc/right";
import { readyFor, t } from "../../i18n";
import type { Stage } from "../../tools/stage";
import type { BoardInfo } from "../api";
import { CLUSTERS } from "../drawings";
import { Icon } from "../icons";
import type { Seat } from "../seats";
import { gallery, setGallery } from "./gallery";

const Gallery = lazy(async () => {
  const [page] = await Promise.all([import("../template/Gallery"), readyFor("template")]);
  return { default: page.Gallery };
});

const STAFF: readonly string[] = ["facilitator", "cofacilitator"];

/** On an empty board the way to begin with a template, and the gallery whenever it is asked for; for who makes clusters. */
export function Templates(props: { info: BoardInfo; seat: Seat; session: BoardSession; stage: Stage; status: Status; empty: boolean }): JSX.Element {
  /** What the person is here; the status tells when that changes. */
  const role = () => props.status && props.session.board.role;
  const may = () => !props.status.readOnly && arranges(role());
  onCleanup(() => setGallery(false));
  const { board } = props.session;
  const isEmpty = (): boolean => board.notes.size + board.clusters.size + board.marks.size === 0;
  let was = isEmpty();
  const stop = board.subscribe(({ origin, clusters, notes }) => {
    const begins = was && origin === "remote" && clusters.size + notes.size > 1;
    was = isEmpty();
    // A template that somebody else has laid: whoever looked at nothing sees all of it.
    if (begins && !was) props.stage.zoomToFit();
  });
  onCleanup(stop);
  return (
    <>
      <Show when={may() && props.empty}>
        <div class="template-offer">
          <button type="button" class="button" onClick={() => setGallery(true)}>
            <Icon name={CLUSTERS} />
            {t("template.offer")}
          </button>
        </div>
      </Show>
      <Show when={may() && gallery()}>
        <Suspense>
          <Gallery
            token={props.seat.token}
            workshop={props.info.workshop}
            board={props.session.board}
            stage={props.stage}
            staff={STAFF.includes(role())}
            onClose={() => setGallery(false)}
          />
        </Suspense>
      </Show>
    </>
  );
}
