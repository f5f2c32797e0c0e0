import { createEffect, createMemo, createResource, createSignal, For, Match, on, Show, Switch, type JSX } from "solid-js";
import { t } from "../../i18n";
import { dayOf, timeOf } from "../../i18n/days";
import { words } from "../api";
import { Field } from "../forms";
import { Message } from "../parts";
import { Differences } from "./Differences";
import { Naming } from "./Naming";
import { PastPicture } from "./PastPicture";
import { lineOf, nameOf, versions, type Version } from "./versions";

const NONE: ReadonlySet<string> = new Set();

/** One version: how the board looked, what is different now, and the ways back to it. */
export function OneVersion(props: {
  version: Version;
  all: readonly Version[];
  board: string;
  token: string;
  turn: number;
  busy: boolean;
  say: (text: string) => void;
  onBack: () => void;
  onRestore: (items?: readonly string[]) => void;
  onRename: (name: string) => Promise<boolean>;
  onRemove: () => void;
}): JSX.Element {
  const id = props.version.version;
  const [other, setOther] = createSignal("");
  const [chosen, setChosen] = createSignal(NONE);
  const [asks, setAsks] = createSignal<"name" | "remove" | null>(null);
  let rename!: HTMLButtonElement;
  let remove!: HTMLButtonElement;
  const shut = (to: () => HTMLButtonElement): void => {
    setAsks(null);
    queueMicrotask(() => to().focus());
  };
  const beside = () => props.all.find(({ version }) => version === other());
  /** The earlier one first. */
  const pair = createMemo(() => {
    const there = beside();
    return there && there.at < props.version.at ? { from: there, to: props.version } : { from: props.version, to: there };
  });
  const [picture] = createResource(() => versions.state(props.token, props.board, id));
  const [changes] = createResource(
    () => ({ from: pair().from.version, to: pair().to?.version ?? null, turn: props.turn }),
    ({ from, to }) => versions.changes(props.token, props.board, from, to),
  );
  // What is there stays until the next is: a refusal would be thrown past the message that tells it.
  const there = () => (changes.state === "ready" || changes.state === "refreshing" ? changes.latest : undefined);
  const drawn = () => (picture.state === "ready" ? picture.latest : undefined);
  const marked = createMemo(() => new Set([...(there()?.removed ?? []), ...(there()?.changed ?? []), ...(there()?.added ?? [])].map((one) => one.id)));
  createEffect(
    on(there, (now) => {
      setChosen(NONE);
      if (!now || changes.loading) return;
      props.say([lineOf(props.version), t("history.removed", { n: now.removed.length }), t("history.changed", { n: now.changed.length }), t("history.added", { n: now.added.length })].join(". "));
    }),
  );
  return (
    <div class="one-version">
      <div class="past-head">
        <h3 tabIndex={-1} dir="auto">
          {nameOf(props.version)}
        </h3>
        <p class="soft">
          {dayOf(props.version.at)}, {timeOf(props.version.at)}
        </p>
        <button type="button" class="button small to-list" onClick={() => props.onBack()}>
          {t("history.back")}
        </button>
      </div>
      <Show
        when={asks() === "name"}
        fallback={
          <Show
            when={asks() === "remove"}
            fallback={
              <div class="row acts">
                <button ref={rename} type="button" class="button quiet small" onClick={() => setAsks("name")}>
                  {t(props.version.name ? "history.rename" : "history.name.this")}
                </button>
                <button ref={remove} type="button" class="button quiet small" onClick={() => setAsks("remove")}>
                  {t("history.remove")}
                </button>
              </div>
            }
          >
            <div class="message warn" role="group" aria-label={t("history.remove")}>
              <p class="grow">{t("history.remove.sure")}</p>
              <div class="row">
                <button type="button" class="button small danger" disabled={props.busy} ref={(button) => queueMicrotask(() => button.focus())} onClick={() => props.onRemove()}>
                  {t("history.remove.yes")}
                </button>
                <button type="button" class="button quiet small" onClick={() => shut(() => remove)}>
                  {t("history.remove.no")}
                </button>
              </div>
            </div>
          </Show>
        }
      >
        <Naming
          label={t("history.name.its")}
          act={t("person.save")}
          name={props.version.cause === "phase" ? "" : (props.version.name ?? "")}
          busy={props.busy}
          focus
          onName={async (name) => {
            const taken = await props.onRename(name);
            if (taken) shut(() => rename);
            return taken;
          }}
        >
          <button type="button" class="button quiet small" onClick={() => shut(() => rename)}>
            {t("cancel")}
          </button>
        </Naming>
      </Show>
      <Switch>
        <Match when={picture.error}>
          <Message bad>{words(picture.error)}</Message>
        </Match>
        <Match when={drawn()}>{(past) => <PastPicture past={past()} marked={marked()} />}</Match>
        <Match when={true}>
          <div class="past-picture waits" aria-hidden="true" />
        </Match>
      </Switch>
      <Show when={marked().size > 0}>
        <p class="soft small">{t("history.marked")}</p>
      </Show>
      <Field label={t("history.compare")}>
        {({ id: field }) => (
          <select id={field} value={other()} onChange={(event) => setOther(event.currentTarget.value)}>
            <option value="">{t("history.compare.now")}</option>
            <For each={props.all.filter(({ version }) => version !== id)}>{(one) => <option value={one.version}>{`${dayOf(one.at)}, ${lineOf(one)}`}</option>}</For>
          </select>
        )}
      </Field>
      <Switch>
        <Match when={changes.error}>
          <Message bad>{words(changes.error)}</Message>
        </Match>
        <Match when={there()}>
          {(found) => (
            <div class="stack" classList={{ stale: changes.loading }}>
              <h3>
                <Show when={pair().to} fallback={t("history.changes.now")}>
                  {(to) => t("history.changes", { from: timeOf(pair().from.at), to: timeOf(to().at) })}
                </Show>
              </h3>
              <Differences changes={found()} chosen={beside() ? null : chosen()} onChoose={setChosen} />
              <Show when={beside()}>
                <p class="soft small">{t("history.compare.hint")}</p>
              </Show>
            </div>
          )}
        </Match>
      </Switch>
      <Show when={!beside()}>
        <div class="ways">
          <Show when={(there()?.removed.length ?? 0) + (there()?.changed.length ?? 0) > 0}>
            <button type="button" class="button primary" disabled={props.busy || chosen().size === 0} onClick={() => props.onRestore([...chosen()])}>
              {t("history.put")}
            </button>
          </Show>
          <button type="button" class="button" disabled={props.busy || marked().size === 0} onClick={() => props.onRestore()}>
            {t("history.whole")}
          </button>
          <p class="soft small">{t("history.whole.hint")}</p>
        </div>
      </Show>
    </div>
  );
}
