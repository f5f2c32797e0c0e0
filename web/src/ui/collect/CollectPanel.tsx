import { createResource, Match, Switch, type JSX } from "solid-js";
import { t } from "../../i18n";
import { api, words, type BoardInfo } from "../api";
import { Dialog } from "../dialog";
import { Message } from "../parts";
import type { Seat } from "../seats";
import { CollectDialog } from "./CollectDialog";

/** Collecting into the board one is on. */
export function CollectPanel(props: { info: BoardInfo; seat: Seat; onClose: () => void }): JSX.Element {
  const [workshop] = createResource(() => api.workshop(props.seat.token, props.info.workshop));
  return (
    <Switch>
      <Match when={workshop.error}>
        <Dialog title={t("collect.title")} onClose={props.onClose}>
          <Message bad>{words(workshop.error)}</Message>
        </Dialog>
      </Match>
      <Match when={workshop()}>
        {(found) => <CollectDialog workshop={found()} session={props.info.session ?? found().session_now} token={props.seat.token} into={props.info.id} onClose={props.onClose} />}
      </Match>
    </Switch>
  );
}
