import { createEffect, createUniqueId, For, Show, type JSX } from "solid-js";
import { t, type Key } from "../../i18n";
import type { CollectChange, CollectGroup } from "../api";
import { coming, isTaken, nameOf, SORTS, takeAll, type Offer, type Sort } from "./wish";

/** Fields that are said by their names, not by their values. */
const FIELDS: Readonly<Record<string, Key>> = {
  color: "collect.field.color",
  tags: "collect.field.tags",
  stamps: "collect.field.stamps",
  image: "collect.field.image",
  from: "collect.field.ends",
  to: "collect.field.ends",
};
const HINTS: Partial<Record<Sort, Key>> = { removed: "collect.removed.hint", conflicts: "collect.conflicts.hint" };

interface Chosen {
  turned: ReadonlySet<string>;
  onTurn: (turned: ReadonlySet<string>) => void;
}

/** What one group offers: all of it by one box, and each thing by its own. */
export function Offered(props: Chosen & { group: CollectGroup; offers: readonly Offer[]; open: boolean }): JSX.Element {
  const id = createUniqueId();
  const of = (sort: Sort) => props.offers.filter((offer) => offer.sort === sort);
  const all = () => coming(props.offers);
  return (
    <section class="offered" aria-labelledby={id}>
      <Show
        when={props.offers.length > 0}
        fallback={
          <>
            <h3 id={id}>{props.group.group}</h3>
            <p class="soft small">{t(props.group.empty ? "collect.empty.group" : "collect.nothing.group", { group: props.group.group })}</p>
          </>
        }
      >
        <All id={id} label={props.group.group} offers={all()} turned={props.turned} onTurn={props.onTurn} />
        <Show when={props.group.empty}>
          <p class="soft small">{t("collect.empty.group", { group: props.group.group })}</p>
        </Show>
        <details open={props.open}>
          <summary>{SORTS.flatMap((sort) => (of(sort).length > 0 ? `${t(`collect.${sort}`)}: ${of(sort).length}` : [])).join(" · ")}</summary>
          <For each={SORTS.filter((sort) => of(sort).length > 0)}>
            {(sort) => (
              <fieldset>
                <legend class="small">
                  {t(`collect.${sort}`)} <span class="soft">({of(sort).length})</span>
                </legend>
                <Show when={HINTS[sort]}>{(hint) => <p class="soft small">{t(hint())}</p>}</Show>
                <ul class="changes">
                  <For each={of(sort)}>
                    {(offer) => (
                      <li>
                        <label class="change">
                          <input
                            type="checkbox"
                            checked={isTaken(offer, props.turned)}
                            onChange={(event) => props.onTurn(takeAll([offer], props.turned, event.currentTarget.checked))}
                            data-offer={nameOf(offer)}
                          />
                          <Said offer={offer} group={props.group.group} />
                        </label>
                      </li>
                    )}
                  </For>
                </ul>
              </fieldset>
            )}
          </For>
        </details>
      </Show>
    </section>
  );
}

/** One box for many: half ticked when some are taken and some are not. */
export function All(props: Chosen & { id?: string; label: string; offers: readonly Offer[] }): JSX.Element {
  const taken = () => props.offers.filter((offer) => isTaken(offer, props.turned)).length;
  return (
    <h3 id={props.id}>
      <Show when={props.offers.length > 0} fallback={props.label}>
        <label class="choice">
          <input
            type="checkbox"
            ref={(input) => createEffect(() => (input.indeterminate = taken() > 0 && taken() < props.offers.length))}
            checked={taken() === props.offers.length}
            onChange={(event) => props.onTurn(takeAll(props.offers, props.turned, event.currentTarget.checked))}
          />
          <span class="grow" dir="auto">
            {props.label}
          </span>
          <span class="soft small">
            {taken()} / {props.offers.length}
          </span>
        </label>
      </Show>
    </h3>
  );
}

/** What a change says: once for what is new, before and after for what changed, side by side for what both did. */
function Said(props: { offer: Offer; group: string }): JSX.Element {
  const { sort, change } = props.offer;
  const worded = () => ["text", "title", "label"].some((name) => name in change.fields);
  const before = () => says(change, change.plenary);
  const also = () => [...new Set(Object.keys(change.fields).flatMap((name) => (FIELDS[name] ? t(FIELDS[name]) : [])))];
  return (
    <span class="text" dir="auto">
      <Show when={(sort === "changed" || sort === "conflicts") && worded()} fallback={says(change)}>
        <Show
          when={sort === "conflicts"}
          fallback={
            <>
              <del>{before()}</del> <ins>{says(change)}</ins>
            </>
          }
        >
          <span class="sides">
            <span>{change.plenary ? t("collect.plenary", { text: before() }) : t("collect.gone")}</span>
            <span>{t("collect.theirs", { group: props.group, text: says(change) })}</span>
          </span>
        </Show>
      </Show>
      <Show when={(sort === "changed" || (sort === "conflicts" && change.plenary)) && also().length > 0}>
        <span class="soft small also">{t("collect.also", { what: also().join(", ") })}</span>
      </Show>
    </span>
  );
}

/** What an item says, in a line; with other fields, as the other side has it. */
function says(change: CollectChange, other?: Readonly<Record<string, unknown>>): string {
  const word = (name: string) => (other && typeof other[name] === "string" ? (other[name] as string) : change.says);
  if (change.key.endsWith(":")) return t("collect.frame");
  if (change.kind === "cluster") return t("collect.cluster", { title: word("title") || t("board.untitled") });
  if (change.kind === "link") return t("collect.link", { label: word("label") || "→" });
  return word("text") || t("outline.empty_note");
}
