import { createSignal, For, onMount, Show, type JSX } from "solid-js";
import { t } from "../i18n";
import { lastSaid } from "./ahead";
import { api, words, type BoardInfo, type Refused } from "./api";
import { enterWith, goOn } from "./join";
import { Field, Preferences } from "./forms";
import { Brand, Message } from "./parts";
import { follow, go } from "./route";
import { seats, type Seat } from "./seats";
import "../styles/pages.css";

/** A board of this seat that was open on this device, the group's before others. */
function openedHere(seat: Seat): string | undefined {
  const known = seat.boards.filter((id) => lastSaid(id) !== null);
  return known.find((id) => (JSON.parse(lastSaid(id)!) as BoardInfo).kind === "group") ?? known[0];
}

/** Where a code is entered. */
export function HomePage(): JSX.Element {
  const [code, setCode] = createSignal("");
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  let input!: HTMLInputElement;
  onMount(() => {
    document.title = t("app.name");
    if (matchMedia("(pointer: fine)").matches) input.focus();
  });
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      enterWith({ code: code() }, await api.preview({ code: code() }));
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
      await goOn(seat);
    } catch (error) {
      if ((error as Refused).status === 0) go(`/b/${openedHere(seat) ?? seat.boards[0] ?? ""}`);
      else setProblem(words(error));
    }
  };
  return (
    <main class="narrow">
      <Brand />
      <p class="soft">{t("app.claim")}</p>
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
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
      <footer class="page-foot">
        <Preferences />
      </footer>
    </main>
  );
}
