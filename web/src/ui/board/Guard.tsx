import { onCleanup, type JSX } from "solid-js";
import type { BoardSession, Status } from "../../doc/session";
import type { askBeforeLeaving } from "../route";
import { keepShell } from "../shell";

/** Shows nothing: watches over what is written on a board and not yet on the server. */
export function Guard(props: { session: BoardSession; asks: typeof askBeforeLeaving }): JSX.Element {
  const { session, asks } = props;
  void keepShell();
  // Edits that are on this device wait there; only those that are nowhere else would go with the page.
  const isAtRisk = (): boolean => !session.kept && session.status.net !== "refused";
  const leaving = (event: BeforeUnloadEvent): void => {
    if (!isAtRisk()) return;
    event.preventDefault();
    // What older browsers look at.
    event.returnValue = true;
  };
  let asked = false;
  const watch = ({ save }: Status): void => {
    // From now on there is something here that must not be removed. Most browsers decide by themselves, one asks the person.
    if (asked || save !== "offline") return;
    asked = true;
    void persist();
  };
  addEventListener("beforeunload", leaving);
  asks(isAtRisk);
  watch(session.status);
  const stop = session.onStatus(watch);
  onCleanup(() => {
    stop();
    removeEventListener("beforeunload", leaving);
    asks(null);
  });
  return null;
}

/** So that the browser does not make room by removing what is kept here. */
async function persist(): Promise<void> {
  try {
    if (!(await navigator.storage?.persisted?.())) await navigator.storage?.persist?.();
  } catch (error) {
    console.warn("the browser may remove what this device keeps", error);
  }
}
