import { createSignal, For, onMount, Show, type JSX } from "solid-js";
import { t } from "../i18n";
import { lastSaid } from "./ahead";
import { Refused, words, type BoardInfo } from "./api";
import { enterWith, goOn, knock } from "./join";
import { Field, Preferences } from "./forms";
import { Brand, Message } from "./parts";
import { serverAway } from "./reach";
import { follow, go } from "./route";
import { seats, take, type Seat } from "./seats";
import { keepShell } from "./shell";
import "../styles/pages.css";

/** The boards that were open on this device from this seat, groups' before others. Each seat has a copy of its own. */
function openedHere(seat: Seat): readonly BoardInfo[] {
  const known = seat.boards.map(lastSaid).flatMap((said) => (said === null ? [] : [JSON.parse(said) as BoardInfo]));
  const own = known.filter(({ role }) => (role === "facilitator") === (seat.kind === "facilitator"));
  return own.sort((a, b) => Number(b.kind === "group") - Number(a.kind === "group"));
}

function boardName({ group, session }: BoardInfo): string {
  const name = group ?? t(session ? "board.plenary" : "board.canvas");
  return session === null ? name : `${name} · ${t("board.session", { n: session })}`;
}

/** Where a code is entered. */
export function HomePage(): JSX.Element {
  const [code, setCode] = createSignal("");
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const away = serverAway();
  let input!: HTMLInputElement;
  onMount(() => {
    document.title = t("app.name");
    void keepShell();
    if (matchMedia("(pointer: fine)").matches) input.focus();
  });
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      enterWith({ code: code() }, await knock({ code: code() }));
      go("/join");
    } catch (error) {
      setProblem(words(error));
      input.focus();
    }
    setBusy(false);
  };
  /** A participant lands where the workshop is now; without a connection on a board that this device knows. */
  const enter = async (event: MouseEvent, seat: Seat): Promise<void> => {
    if (seat.kind === "facilitator" || event.ctrlKey || event.metaKey || event.shiftKey) {
      follow(event);
      return;
    }
    event.preventDefault();
    try {
      // Over a line that is up and dead the answer takes minutes.
      if (away()) throw new Refused(0, "network", "");
      await goOn(seat);
    } catch (error) {
      if ((error as Refused).status === 0) go(`/b/${openedHere(seat)[0]?.id ?? seat.boards[0] ?? ""}`);
      else setProblem(words(error));
    }
  };
  const mine = (): JSX.Element => (
    <Show when={seats().length > 0}>
      <section class="stack">
        <h2>{t("home.mine")}</h2>
        <ul class="stack">
          <For each={seats()}>
            {(seat) => (
              <li>
                <a
                  class="choice"
                  href={seat.kind === "facilitator" ? `/w/${seat.workshop}` : `/b/${seat.boards[0] ?? ""}`}
                  onClick={(event) => void enter(event, seat)}
                >
                  <span class="grow">
                    <strong>{seat.title}</strong>
                    <br />
                    <span class="soft small">
                      {seat.kind === "facilitator" ? t("home.facilitate") : t("home.take_part", { name: seat.name ?? "" })}
                    </span>
                  </span>
                </a>
                <Show when={away()}>
                  <KeptBoards seat={seat} />
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
  // Without the server what can be opened comes first, what cannot be done after it.
  return (
    <main class="narrow">
      <Brand />
      <p class="soft">{t("app.claim")}</p>
      <Show when={away()}>
        <Message warn>{t("home.away")}</Message>
      </Show>
      <Show when={away()}>{mine()}</Show>
      <form class="card" onSubmit={(event) => void submit(event)}>
        <h1>{t("home.title")}</h1>
        <Field label={t("home.code")} hint={t("home.code.hint")}>
          {({ id, describedBy }) => (
            <input
              id={id}
              ref={input}
              class="code-input"
              aria-describedby={describedBy}
              value={code()}
              onInput={(event) => setCode(event.currentTarget.value)}
              placeholder="XXXX-XXXX"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              maxLength={20}
              required
            />
          )}
        </Field>
        <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
        <button class="button primary wide" disabled={busy()}>
          {t("home.go")}
        </button>
      </form>
      <Show when={!away()}>{mine()}</Show>
      <footer class="page-foot">
        <Preferences />
      </footer>
    </main>
  );
}

/** What can be opened without the server. */
function KeptBoards(props: { seat: Seat }): JSX.Element {
  const boards = openedHere(props.seat);
  const open = (event: MouseEvent): void => {
    take(props.seat);
    follow(event);
  };
  return (
    <Show when={boards.length > 0}>
      <p class="soft small" style={{ "padding-top": "8px" }}>{t("home.away.boards")}</p>
      <ul class="kept">
        <For each={boards}>
          {(board) => (
            <li>
              <a class="button" href={`/b/${board.id}`} onClick={open}>
                {boardName(board)}
              </a>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
