import { For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import type { BoardEntry, CollectGroup, Workshop } from "../api";
import { Field } from "../forms";
import { boardName } from "../workshop/names";

/** What is collected, and where to. */
export interface Scope {
  readonly into: string;
  /** Whose groups are listed. */
  readonly session: number;
  readonly from: ReadonlySet<string>;
  readonly votes: number | null;
  /** `board cluster`; empty: all there is. */
  readonly clusters: ReadonlySet<string>;
  readonly layout: "groups" | "themes";
}

export function toggled(set: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}

/** What a board is called where those of all sessions are listed. */
export function targetName(board: BoardEntry): string {
  return board.kind === "plenary" ? t("collect.target.plenary", { n: board.session ?? 0 }) : boardName(board);
}

/** Choosing groups, clusters, a number of votes, and where it all comes. */
export function ScopeForm(props: { workshop: Workshop; scope: Scope; groups: readonly CollectGroup[]; onChange: (scope: Scope) => void }): JSX.Element {
  const change = (fields: Partial<Scope>): void => props.onChange({ ...props.scope, ...fields });
  const listed = () => props.workshop.boards.filter((board) => board.kind === "group" && board.session === props.scope.session);
  const targets = () => props.workshop.boards.filter((board) => board.kind !== "group");
  const clusters = () => props.groups.flatMap(({ board, group, clusters = [] }) => clusters.map((one) => ({ ...one, group, name: `${board} ${one.cluster}` })));
  const votes = () => Math.max(0, ...props.groups.map((group) => group.votes_most ?? 0));
  return (
    <div class="scope">
      <fieldset>
        <legend>{t("collect.groups")}</legend>
        <div class="row">
          <For each={listed()}>
            {(board) => (
              <label class="choice">
                <input type="checkbox" checked={props.scope.from.has(board.id)} onChange={() => change({ from: toggled(props.scope.from, board.id) })} />
                {board.group}
              </label>
            )}
          </For>
        </div>
      </fieldset>
      <details>
        <summary>{t("collect.choices")}</summary>
        <div class="two">
          <Field label={t("collect.target")}>
            {({ id }) => (
              <select id={id} value={props.scope.into} onChange={(event) => change({ into: event.currentTarget.value })}>
                <For each={targets()}>{(board) => <option value={board.id}>{targetName(board)}</option>}</For>
              </select>
            )}
          </Field>
          <Show when={props.workshop.sessions.length > 1}>
            <Field label={t("collect.session")}>
              {({ id }) => (
                <select id={id} value={props.scope.session} onChange={(event) => change({ session: Number(event.currentTarget.value) })}>
                  <For each={props.workshop.sessions}>
                    {({ number, title }) => <option value={number}>{title ? `${t("board.session", { n: number })} · ${title}` : t("board.session", { n: number })}</option>}
                  </For>
                </select>
              )}
            </Field>
          </Show>
          <Field label={t("collect.layout")} {...(props.scope.layout === "themes" ? { hint: t("collect.layout.hint") } : {})}>
            {({ id, describedBy }) => (
              <select id={id} aria-describedby={describedBy} value={props.scope.layout} onChange={(event) => change({ layout: event.currentTarget.value as Scope["layout"] })}>
                <option value="groups">{t("collect.layout.groups")}</option>
                <option value="themes">{t("collect.layout.themes")}</option>
              </select>
            )}
          </Field>
          <Show when={votes() > 0 || props.scope.votes !== null}>
            <Field label={t("collect.votes")} hint={t("collect.votes.hint")}>
              {({ id, describedBy }) => (
                <input
                  id={id}
                  aria-describedby={describedBy}
                  type="number"
                  min="0"
                  max={Math.max(votes(), props.scope.votes ?? 0)}
                  value={props.scope.votes ?? ""}
                  onChange={(event) => change({ votes: event.currentTarget.value === "" ? null : Math.max(0, event.currentTarget.valueAsNumber || 0) })}
                />
              )}
            </Field>
          </Show>
        </div>
        <Show when={clusters().length > 0}>
          <fieldset>
            <legend>{t("collect.clusters")}</legend>
            <p class="soft small">{t("collect.clusters.hint")}</p>
            <div class="row">
              <For each={clusters()}>
                {({ name, title, group, notes }) => (
                  <label class="choice">
                    <input type="checkbox" checked={props.scope.clusters.has(name)} onChange={() => change({ clusters: toggled(props.scope.clusters, name) })} />
                    <span dir="auto">{t("collect.cluster.named", { title: title || t("board.untitled"), group, n: notes })}</span>
                  </label>
                )}
              </For>
            </div>
          </fieldset>
        </Show>
      </details>
    </div>
  );
}
