/** What who may only add notes sends: opening an inbox for it, how much waits, and the way there. */
import { createSignal, onCleanup, Show, type JSX } from "solid-js";
import type { Told } from "../../doc/progress";
import { t } from "../../i18n";
import { emit } from "../../tools/commands";
import type { Conducting } from "../api";
import { INBOX } from "../drawings";
import { Icon } from "../icons";
import { inbox } from "./incoming";

const EVERY_MS = 3_000;

/** Opens an inbox for these boards, or ends it; what is left comes onto the boards then. */
export function InboxConduct(props: { told: Told; boards: readonly string[]; onWish: (wish: Conducting) => void }): JSX.Element {
  const open = () => props.boards.filter((board) => props.told.private?.[board]?.inbox);
  const free = () => props.boards.filter((board) => !props.told.private?.[board]);
  const isOpen = () => open().length > 0;
  const turn = (): void => props.onWish(isOpen() ? { do: "reveal", boards: open() } : { do: "write_privately", boards: free(), anonymous: false, inbox: true });
  return (
    <Show when={isOpen() || free().length > 0}>
      <div class="row">
        {/* One button for both, so that whoever pressed it is still on it. */}
        <button type="button" class="button small" title={isOpen() ? undefined : t("conduct.inbox.hint")} onClick={turn}>
          <Icon name={INBOX} />
          {t(isOpen() ? "conduct.inbox.end" : "conduct.inbox")}
        </button>
      </div>
    </Show>
  );
}

/** How much waits for this board; pressed, it is read. */
export function InboxButton(props: { board: string; token: string }): JSX.Element {
  const [count, setCount] = createSignal(0);
  // What cannot be asked for now is asked for again in a moment.
  const ask = (): void => void inbox.list(props.token, props.board).then((all) => setCount(all.length), console.warn);
  const timer = setInterval(ask, EVERY_MS);
  onCleanup(() => clearInterval(timer));
  ask();
  return (
    <button type="button" class="button small inbox-button" classList={{ primary: count() > 0 }} onClick={() => emit("inbox")}>
      <Icon name={INBOX} />
      {t("inbox.count", { n: count() })}
    </button>
  );
}
