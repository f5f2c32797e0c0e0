import { createResource, createSignal, For, Match, Show, Switch, type JSX } from "solid-js";
import type { BoardSession } from "../../doc/session";
import { t } from "../../i18n";
import type { Tab } from "../../state/tab";
import { api, words, type BoardInfo, type Sent } from "../api";
import { Dialog } from "../dialog";
import { Message } from "../parts";
import type { Seat } from "../seats";
import { staff } from "../staff";
import { toggled } from "./Scope";
import "../../styles/collect.css";

/** What is chosen on this board, for the boards of groups; one button, one way back. */
export function SendDialog(props: { info: BoardInfo; seat: Seat; session: BoardSession; tab: Tab; onClose: () => void }): JSX.Element {
  const { board } = props.session;
  const ids = [...props.tab.selection.get()];
  const items = { notes: ids.filter((id) => board.notes.has(id)), clusters: ids.filter((id) => board.clusters.has(id)) };
  const [groups] = createResource(async () => {
    const workshop = await api.workshop(props.seat.token, props.info.workshop);
    const session = props.info.session ?? workshop.session_now;
    return workshop.boards.filter((one) => one.kind === "group" && one.session === session && one.id !== props.info.id);
  });
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const [sent, setSent] = createSignal<Sent>();
  const [kept, setKept] = createSignal<number>();
  const into = () => (groups.error ? [] : (groups() ?? [])).flatMap(({ id }) => (left().has(id) ? [] : id));
  const act = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(words(error));
    }
    setBusy(false);
  };
  const send = () => act(async () => void setSent(await staff.send(props.seat.token, props.info.workshop, { from: props.info.id, items, into: into() })));
  const undo = () => act(async () => void setKept((await staff.undoSend(props.seat.token, props.info.workshop, sent()!.send)).kept?.length ?? 0));
  const row = ({ group, added, changed, conflicts }: Sent["groups"][number]): string => {
    const came = added + changed > 0 ? t("send.group", { group, added, changed }) : t("send.same", { group });
    return conflicts > 0 ? `${came} · ${t("send.conflicts", { n: conflicts })}` : came;
  };
  return (
    <Dialog title={t("send.title")} onClose={props.onClose}>
      <div class="stack">
        <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
        <Switch>
          <Match when={kept() !== undefined}>
            <Message>
              {t("collect.undone")} <Show when={kept()! > 0}>{t("collect.kept", { n: kept()! })}</Show>
            </Message>
          </Match>
          <Match when={sent()}>
            {(made) => (
              <>
                <Message>{t("send.done", { n: made().groups.length })}</Message>
                <ul class="tally">
                  <For each={made().groups}>{(group) => <li dir="auto">{row(group)}</li>}</For>
                </ul>
              </>
            )}
          </Match>
          <Match when={groups.error}>
            <Message bad>{words(groups.error)}</Message>
          </Match>
          <Match when={true}>
            <p>{t("send.what", { n: items.notes.length + items.clusters.length })}</p>
            <p class="soft">{t("send.hint")}</p>
            <fieldset>
              <legend>{t("collect.groups")}</legend>
              <div class="row">
                <For each={groups()}>
                  {(one) => (
                    <label class="choice">
                      <input type="checkbox" checked={!left().has(one.id)} onChange={() => setLeft(toggled(left(), one.id))} />
                      {one.group}
                    </label>
                  )}
                </For>
              </div>
            </fieldset>
          </Match>
        </Switch>
        <div class="row">
          <Show when={sent()} fallback={
            <button type="button" class="button primary" disabled={busy() || into().length === 0} onClick={() => void send()}>
              {t("send.go")}
            </button>
          }>
            <Show when={kept() === undefined}>
              <button type="button" class="button" disabled={busy()} onClick={() => void undo()}>
                {t("collect.undo")}
              </button>
            </Show>
          </Show>
          <button type="button" class="button quiet" onClick={() => props.onClose()}>
            {t(sent() ? "close" : "cancel")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
