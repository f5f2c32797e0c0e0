import { createResource, Match, Switch, type JSX } from "solid-js";
import { t } from "../../i18n";
import { api, words, type BoardInfo } from "../api";
import { nameOf } from "../board/TopBar";
import { Dialog } from "../dialog";
import { Message } from "../parts";
import type { Seat } from "../seats";
import { HistoryDialog } from "./HistoryDialog";

/** The history of the board one is on. */
export function HistoryPanel(props: { info: BoardInfo; seat: Seat; onClose: () => void }): JSX.Element {
  const [workshop] = createResource(() => api.workshop(props.seat.token, props.info.workshop));
  return (
    <Switch>
      <Match when={workshop.error}>
        <Dialog title={t("history.title", { board: nameOf(props.info) })} onClose={props.onClose}>
          <Message bad>{words(workshop.error)}</Message>
        </Dialog>
      </Match>
      <Match when={workshop()}>
        {(found) => <HistoryDialog board={props.info.id} name={nameOf(props.info)} sessions={found().sessions} token={props.seat.token} onClose={props.onClose} />}
      </Match>
    </Switch>
  );
}
