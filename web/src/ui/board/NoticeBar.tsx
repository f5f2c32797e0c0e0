import { createMemo, For, Show, type JSX } from "solid-js";
import type { BoardSession, Status } from "../../doc/session";
import { t, type Key } from "../../i18n";
import { Message } from "../parts";
import { go } from "../route";
import type { Seat } from "../seats";
import "../../styles/pages.css";

/** The page's own words for what the server had to say; the server's where the page has none. */
const WORDS: Readonly<Record<string, Key>> = {
  read_only: "notice.read_only",
  forbidden: "notice.forbidden",
  malformed: "notice.malformed",
  too_large: "notice.too_large",
  slow_down: "notice.slow_down",
  budget: "notice.budget",
  storage_failed: "notice.storage_failed",
  storage_back: "notice.storage_back",
  role_changed: "notice.role_changed",
  removed: "notice.removed",
  board_full: "notice.board_full",
  unauthorised: "notice.unauthorised",
  unknown_board: "notice.unknown_board",
  version: "notice.version",
  returned: "notice.returned",
};

export function NoticeBar(props: { session: BoardSession; status: Status; seat: Seat }): JSX.Element {
  /** Somebody was moved to another group: to where they belong now. */
  const moved = () => notice()?.final && notice()?.code === "forbidden" && props.seat.kind === "participant";
  const moveOn = async (): Promise<void> => {
    const { goOn } = await import("../join");
    // Whoever was sent away altogether belongs nowhere any more.
    await goOn(props.seat).catch(() => go("/"));
  };
  const notice = createMemo(() => props.status.notice);
  const text = () => {
    const here = notice();
    // Refused at the door, or refused a change: the same code, not the same matter.
    const key = here?.final && here.code === "forbidden" ? "notice.forbidden_board" : WORDS[here?.code ?? ""];
    return key ? t(key) : here?.message;
  };
  return (
    <div class="notices">
      <Show when={notice()}>
        {(here) => (
          <Message bad={here().final} warn={!here().final}>
            <p>{text()}</p>
            <Show when={here().kept?.length}>
              <p>{t("notice.kept")}</p>
              <ul class="changes">
                <For each={here().kept}>{(kept) => <li class="change" dir="auto"><span class="text">{kept}</span></li>}</For>
              </ul>
            </Show>
            <p class="row" style={{ "padding-top": "8px" }}>
              <Show when={here().final} fallback={<button type="button" class="button small" onClick={() => props.session.dismiss()}>{t("notice.dismiss")}</button>}>
                <Show
                  when={moved()}
                  fallback={
                    <button type="button" class="button small" onClick={() => location.reload()}>
                      {t("notice.reload")}
                    </button>
                  }
                >
                  <button type="button" class="button small primary" onClick={() => void moveOn()}>
                    {t("notice.my_board")}
                  </button>
                </Show>
                <button type="button" class="button small quiet" onClick={() => go("/")}>
                  {t("gone.home")}
                </button>
              </Show>
            </p>
          </Message>
        )}
      </Show>
    </div>
  );
}
