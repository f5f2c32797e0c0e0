import { createEffect, createResource, createSignal, For, on, onMount, Show, type JSX } from "solid-js";
import { language, LANGUAGES, t } from "../../i18n";
import { words, type AdminWorkshop, type Created } from "../api";
import { CopyLine, Field, Preferences } from "../forms";
import { Dialog } from "../dialog";
import { Brand, Message } from "../parts";
import { serverAway } from "../reach";
import { admin } from "../seats";
import { keepShell } from "../shell";
import { staff } from "../staff";
import "../../styles/pages.css";

const SESSIONS_MAX = 50;

/** For who runs the server: every workshop, and a new one. */
export function AdminPage(props: { token: string | null }): JSX.Element {
  if (props.token) admin.set(props.token);
  const [token, setToken] = createSignal(props.token ?? admin.get());
  const [typed, setTyped] = createSignal("");
  const [creating, setCreating] = createSignal(false);
  const [shown, setShown] = createSignal<AdminWorkshop>();
  const [list, { refetch }] = createResource(token, (known) => staff.workshops(known));
  const away = serverAway();
  createEffect(on(away, (isAway) => !isAway && list.error && void refetch(), { defer: true }));
  onMount(() => {
    document.title = `${t("admin.title")} · ${t("app.name")}`;
    void keepShell();
  });
  return (
    <main class="wide-page">
      <header class="wide-head">
        <Brand />
        <div class="grow">
          <h1>{t("admin.title")}</h1>
        </div>
        <Preferences />
      </header>
      <Show when={!token() || list.error}>
        <form
          class="card"
          style={{ "max-width": "460px" }}
          onSubmit={(event) => {
            event.preventDefault();
            const next = typed().trim();
            admin.set(next);
            if (next === token()) void refetch();
            else setToken(next);
          }}
        >
          <Show when={list.error}>
            <Message bad>{words(list.error)}</Message>
          </Show>
          <Field label={t("admin.token")} hint={t("admin.token.hint")}>
            {({ id, describedBy }) => (
              <input id={id} type="password" aria-describedby={describedBy} autocomplete="off" required value={typed()} onInput={(event) => setTyped(event.currentTarget.value)} />
            )}
          </Field>
          <button class="button primary wide">{t("admin.enter")}</button>
        </form>
      </Show>
      <Show when={!list.error && list.latest}>
        {(found) => (
          <div class="stack">
            <div class="bar">
              <button type="button" class="button primary" onClick={() => setCreating(true)}>
                {t("admin.new")}
              </button>
            </div>
            <Show when={found().length > 0} fallback={<p class="soft">{t("admin.none")}</p>}>
              <ul class="boards">
                <For each={found()}>
                  {(workshop) => (
                    <li class="board-card">
                      <h2>{workshop.title}</h2>
                      <p class="soft small">
                        {t("admin.boards", { n: workshop.boards })} · {t("admin.people", { n: workshop.participants })}
                      </p>
                      <button type="button" class="button small" onClick={() => setShown(workshop)}>
                        {t("admin.links")}
                      </button>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          </div>
        )}
      </Show>
      <Show when={shown()}>{(workshop) => <LinksDialog token={token()!} workshop={workshop()} onClose={() => setShown(undefined)} />}</Show>
      <Show when={creating()}>
        <CreateDialog
          token={token()!}
          onClose={() => {
            setCreating(false);
            void refetch();
          }}
        />
      </Show>
    </main>
  );
}

/** The links of a workshop again; that of who facilitates is made anew, since only its hash is kept. */
function LinksDialog(props: { token: string; workshop: AdminWorkshop; onClose: () => void }): JSX.Element {
  const [made, setMade] = createSignal<string>();
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const make = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      setMade((await staff.facilitator(props.token, props.workshop.id)).url);
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
  };
  return (
    <Dialog title={props.workshop.title} onClose={props.onClose}>
      <div class="stack">
        <CopyLine label={t("admin.join")} text={props.workshop.join.url} />
        <CopyLine label={t("admin.code")} text={props.workshop.join.code} />
        <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
        <Show
          when={made()}
          fallback={
            <button type="button" class="button wide" disabled={busy()} onClick={() => void make()}>
              {t("admin.facilitator.new")}
            </button>
          }
        >
          {(url) => (
            <>
              <CopyLine label={t("admin.facilitator")} text={url()} />
              <p class="soft small">{t("admin.facilitator.hint")}</p>
            </>
          )}
        </Show>
      </div>
    </Dialog>
  );
}

function CreateDialog(props: { token: string; onClose: () => void }): JSX.Element {
  const [title, setTitle] = createSignal("");
  const [spoken, setSpoken] = createSignal(language());
  const [groups, setGroups] = createSignal("");
  const [sessions, setSessions] = createSignal(1);
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const [made, setMade] = createSignal<Created>();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      const names = groups()
        .split("\n")
        .map((name) => name.trim())
        .filter((name) => name !== "");
      const empty = Array.from({ length: sessions() }, () => ({ title: "" }));
      setMade(await staff.create(props.token, { title: title(), language: spoken(), groups: names, sessions: empty }));
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
  };
  return (
    <Dialog title={t("admin.new")} onClose={props.onClose}>
      <Show
        when={made()}
        fallback={
          <form class="stack" onSubmit={(event) => void submit(event)}>
            <Field label={t("admin.name")}>
              {({ id }) => <input id={id} required maxLength={120} value={title()} onInput={(event) => setTitle(event.currentTarget.value)} />}
            </Field>
            <Field label={t("admin.groups")} hint={t("admin.groups.hint")}>
              {({ id, describedBy }) => <textarea id={id} aria-describedby={describedBy} value={groups()} onInput={(event) => setGroups(event.currentTarget.value)} />}
            </Field>
            <Field label={t("admin.sessions")}>
              {({ id }) => (
                <input id={id} type="number" min={1} max={SESSIONS_MAX} value={sessions()} onInput={(event) => setSessions(event.currentTarget.valueAsNumber || 1)} />
              )}
            </Field>
            <Field label={t("language")}>
              {({ id }) => (
                <select id={id} value={spoken()} onChange={(event) => setSpoken(event.currentTarget.value)}>
                  <For each={LANGUAGES}>{([code, name]) => <option value={code}>{name}</option>}</For>
                </select>
              )}
            </Field>
            <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
            <button class="button primary wide" disabled={busy()}>
              {t("admin.create")}
            </button>
          </form>
        }
      >
        {(created) => (
          <div class="stack">
            <Message>{t("admin.created")}</Message>
            <CopyLine label={t("admin.facilitator")} text={created().facilitator.url} />
            <CopyLine label={t("admin.join")} text={created().join.url} />
            <CopyLine label={t("admin.code")} text={created().join.code} />
          </div>
        )}
      </Show>
    </Dialog>
  );
}
