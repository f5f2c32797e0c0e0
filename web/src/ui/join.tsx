import { createEffect, createResource, createSignal, For, Match, on, onMount, Show, Switch, type JSX } from "solid-js";
import { offerLanguage, t } from "../i18n";
import { api, words, type Entry, type Joined, type JoinPreview, type Refused } from "./api";
import { Field, Preferences } from "./forms";
import { Brand, Message } from "./parts";
import { serverAway } from "./reach";
import { go } from "./route";
import { seatInWorkshop, take, type Seat } from "./seats";
import { keepShell } from "./shell";
import { Waiting } from "./waiting";
import "../styles/pages.css";

// A code typed on the first page comes along without passing through the address.
let entered: { entry: Entry; preview: JoinPreview } | null = null;

/** Who has to be let in first. */
let waiting: Seat | null = null;

export function enterWith(entry: Entry, preview: JoinPreview): void {
  entered = { entry, preview };
}

/** Which workshop a door leads to; from here on in its language, if the newcomer has said nothing about languages. */
export async function knock(entry: Entry): Promise<JoinPreview> {
  const found = await api.preview(entry);
  await offerLanguage(found.language);
  return found;
}

/** Goes on where a participant belongs now, with the boards the seat has by now. */
export async function goOn(seat: Seat): Promise<void> {
  const workshop = await api.workshop(seat.token, seat.workshop);
  take({ ...seat, boards: workshop.boards.map((board) => board.id) });
  if (workshop.me.waiting) {
    waiting = seat;
    return go("/join");
  }
  go(`/b/${workshop.landing ?? ""}`);
}

export function JoinPage(props: { invite: string | null; group: string | null }): JSX.Element {
  const coming = entered;
  entered = null;
  const held = waiting;
  waiting = null;
  const entry: Entry | null = coming?.entry ?? (props.invite ? { invite: props.invite } : null);
  const [preview, { refetch }] = createResource(async () => coming?.preview ?? (entry ? await knock(entry) : null));
  const away = serverAway();
  const unanswered = (): boolean => (preview.error as Refused | undefined)?.status === 0;
  createEffect(on(away, (isAway) => !isAway && unanswered() && void refetch(), { defer: true }));
  onMount(() => {
    void keepShell();
    if (!entry && !held) go("/");
  });
  createEffect(() => {
    document.title = `${t("join.title")} · ${t("app.name")}`;
  });
  return (
    <main class="narrow">
      <Brand />
      <Switch fallback={<p class="soft">{t("loading")}</p>}>
        <Match when={held}>{(seat) => <Waiting seat={seat()} />}</Match>
        <Match when={preview.error || (preview.loading && away())}>
          <div class="card">
            <h1>{t("join.title")}</h1>
            <Show when={unanswered() || away()} fallback={<Message bad>{words(preview.error)}</Message>}>
              <Message warn>{t("join.away")}</Message>
            </Show>
            <button type="button" class="button wide" onClick={() => go("/")}>
              {t("gone.home")}
            </button>
          </div>
        </Match>
        <Match when={preview()}>{(found) => <JoinForm entry={entry!} preview={found()} group={props.group} />}</Match>
      </Switch>
      <footer class="page-foot">
        <Preferences />
        <span>{t("join.no_account")}</span>
      </footer>
    </main>
  );
}

function JoinForm(props: { entry: Entry; preview: JoinPreview; group: string | null }): JSX.Element {
  const groups = () => props.preview.groups;
  const fixed = () => props.preview.group ?? groups().find((group) => group.name === props.group)?.name ?? null;
  const { person, waiting } = props.preview;
  /** Whose entry of the list it is. */
  const [entry, setEntry] = createSignal<string | null>(null);
  const taken = () => waiting.find(({ participant }) => participant === entry());
  const known = seatInWorkshop(props.preview.workshop, "participant");
  const [again, setAgain] = createSignal(known !== undefined);
  const [name, setName] = createSignal(person?.name ?? "");
  const [group, setGroup] = createSignal<string | null>(fixed());
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const [waits, setWaits] = createSignal<Seat>();

  const arrive = (joined: Joined): void => {
    const seat: Seat = {
      kind: "participant",
      workshop: joined.workshop,
      title: joined.title,
      token: joined.token,
      participant: joined.participant,
      name: name().trim() || (taken()?.name ?? ""),
      boards: joined.boards.map((board) => board.id),
    };
    take(seat);
    if (joined.waiting) setWaits(seat);
    else go(`/b/${joined.landing ?? ""}`);
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      arrive(await api.join(props.entry, taken() ? "" : name(), group(), entry()));
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
  };
  const resume = async (seat: Seat): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await goOn(seat);
    } catch (error) {
      setProblem(words(error));
      setAgain(false);
    }
    setBusy(false);
  };
  return (
    <Show when={!waits()} fallback={<Waiting seat={waits()!} />}>
      <div class="card">
        <h1>{props.preview.title}</h1>
        <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
        <Show
          when={again() && known}
          fallback={
            <form class="stack" onSubmit={(event) => void submit(event)}>
              <Show when={person}>
                {(one) => <p>{t("join.expected", { name: one().name })}</p>}
              </Show>
              <Show when={waiting.length > 0 && !person}>
                <Field label={t("join.list")}>
                  {({ id }) => (
                    <select id={id} value={entry() ?? ""} onChange={(event) => setEntry(event.currentTarget.value || null)}>
                      <option value="">{t("join.list.other")}</option>
                      <For each={waiting}>
                        {(one) => (
                          <option value={one.participant}>
                            {one.name}
                            {one.group ? ` · ${one.group}` : ""}
                          </option>
                        )}
                      </For>
                    </select>
                  )}
                </Field>
              </Show>
              <Show when={!taken()}>
                <Field label={t("join.name")} hint={t("join.name.hint")}>
                  {({ id, describedBy }) => (
                    <input
                      id={id}
                      ref={(input) => queueMicrotask(() => input.focus())}
                      aria-describedby={describedBy}
                      value={name()}
                      onInput={(event) => setName(event.currentTarget.value)}
                      maxLength={60}
                      autocomplete="nickname"
                      required
                    />
                  )}
                </Field>
              </Show>
              <Show when={groups().length > 0 && fixed() === null && !taken() && !person}>
                <fieldset>
                  <legend>{t("join.group")}</legend>
                  <For each={groups()}>
                    {(one) => (
                      <label class="choice">
                        <input type="radio" name="group" checked={group() === one.name} onChange={() => setGroup(one.name)} />
                        <span class="grow">{one.name}</span>
                        <span class="soft small">{t("join.people", { n: one.people })}</span>
                      </label>
                    )}
                  </For>
                  <label class="choice">
                    <input type="radio" name="group" checked={group() === null} onChange={() => setGroup(null)} />
                    <span class="grow">{t("join.group.any")}</span>
                  </label>
                </fieldset>
              </Show>
              <Show when={fixed()}>
                <p>
                  {t("join.group")}: <strong>{fixed()}</strong>
                </p>
              </Show>
              <button class="button primary wide" disabled={busy()}>
                {t("join.go")}
              </button>
            </form>
          }
        >
          {(seat) => (
            <div class="stack">
              <button type="button" class="button primary wide" disabled={busy()} onClick={() => void resume(seat())}>
                {t("join.again", { name: seat().name ?? "" })}
              </button>
              <button type="button" class="button quiet wide" onClick={() => setAgain(false)}>
                {t("join.other")}
              </button>
            </div>
          )}
        </Show>
      </div>
    </Show>
  );
}
