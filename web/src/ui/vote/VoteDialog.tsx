/** What a vote is about: title, dots, where, and which notes. */
import { createMemo, createResource, createSignal, For, Show, type JSX } from "solid-js";
import { COLORS } from "../../doc/schema.gen";
import type { Told } from "../../doc/progress";
import { t } from "../../i18n";
import { PAPERS } from "../../scene/palette";
import { json, type BoardEntry, type Conducting, type Workshop } from "../api";
import { Dialog } from "../dialog";
import { theme } from "../theme";
import { boardName } from "../workshop/names";
import "../../styles/pages.css";
import "../../styles/vote.css";

/** As the server has it, too. */
const DOTS_MAX = 20;
const DOTS = 3;
const TITLE_CHARS = 120;

/** What of a board a vote can be narrowed to; from its content as everybody may read it. */
interface Content {
  readonly clusters: Readonly<Record<string, { readonly title: string }>>;
  readonly notes: Readonly<Record<string, { readonly tags?: readonly string[] }>>;
}

/** The boards where people are at the moment. */
function present({ boards, session_now }: Workshop, { phase }: Told): readonly BoardEntry[] {
  const session = phase?.session ?? session_now;
  const of = (kind: string): readonly BoardEntry[] => boards.filter((board) => board.kind === kind && board.session === session);
  const groups = phase?.mode === "plenary" ? [] : of("group");
  return groups.length > 0 ? groups : of("plenary");
}

export function VoteDialog(props: { workshop: Workshop; told: Told; token: string; onWish: (wish: Conducting) => void; onClose: () => void }): JSX.Element {
  const session = () => props.told.phase?.session ?? props.workshop.session_now;
  const order = ({ kind }: BoardEntry): number => (kind === "plenary" ? 0 : kind === "group" ? 1 : 2);
  const boards = createMemo(() => props.workshop.boards.filter((board) => board.session === session() || board.kind === "canvas").sort((a, b) => order(a) - order(b)));
  const [title, setTitle] = createSignal("");
  const [dots, setDots] = createSignal(DOTS);
  const [most, setMost] = createSignal<number | null>(null);
  const [where, setWhere] = createSignal<ReadonlySet<string>>(new Set(present(props.workshop, props.told).map(({ id }) => id)));
  const [colors, setColors] = createSignal<ReadonlySet<string>>(new Set());
  const [clusters, setClusters] = createSignal<ReadonlySet<string>>(new Set());
  const [tags, setTags] = createSignal<ReadonlySet<string>>(new Set());
  /** The one board that is chosen: clusters and tags are of one. */
  const single = () => (where().size === 1 ? [...where()][0]! : null);
  const [content] = createResource(single, (id) => json<Content>("GET", `/boards/${id}/export.json`, props.token).catch(() => null));
  const there = createMemo(() => {
    const found = single() ? content.latest : null;
    const titles = Object.entries(found?.clusters ?? {}).map(([id, { title }]) => [id, title.trim() || t("board.untitled")] as const);
    const named = [...new Set(Object.values(found?.notes ?? {}).flatMap((note) => note.tags ?? []))].sort((a, b) => a.localeCompare(b));
    return { clusters: titles.sort(([, a], [, b]) => a.localeCompare(b)), tags: named };
  });
  const chosen = (of: ReadonlySet<string>, among: readonly string[]): readonly string[] => among.filter((one) => of.has(one));
  const begin = (event: Event): void => {
    event.preventDefault();
    if (where().size === 0) return;
    const only = { colors: chosen(colors(), COLORS), clusters: chosen(clusters(), there().clusters.map(([id]) => id)), tags: chosen(tags(), there().tags) };
    const boards = props.workshop.boards.filter(({ id }) => where().has(id)).map(({ id }) => id);
    props.onWish({ do: "vote", title: title(), dots: dots(), most: Math.min(most() ?? dots(), dots()), boards, only });
  };
  const number = (text: string): number => Math.round(Number(text));
  return (
    <Dialog title={t("vote.dialog")} onClose={() => props.onClose()}>
      <form class="vote-form" onSubmit={begin}>
        <label class="field">
          <span>{t("vote.title")}</span>
          <input maxLength={TITLE_CHARS} dir="auto" autocomplete="off" value={title()} onInput={(event) => setTitle(event.currentTarget.value)} />
        </label>
        <div class="numbers">
          <label class="field">
            <span>{t("vote.dots")}</span>
            <input type="number" inputMode="numeric" min="1" max={DOTS_MAX} required value={dots()} onInput={(event) => setDots(number(event.currentTarget.value))} />
          </label>
          <label class="field">
            <span>{t("vote.dots.most")}</span>
            <input type="number" inputMode="numeric" min="1" max={dots()} value={most() ?? dots()} onInput={(event) => setMost(event.currentTarget.value ? number(event.currentTarget.value) : null)} />
          </label>
        </div>
        <Choices legend={t("vote.where")} all={boards().map((board) => ({ id: board.id, name: boardName(board) }))} chosen={where()} onChange={setWhere} />
        <Show when={where().size === 0}>
          <p role="alert">{t("vote.where.none")}</p>
        </Show>
        <Choices legend={t("vote.colors")} all={COLORS.map((color) => ({ id: color, name: t(`color.${color}`), paper: PAPERS[color]![theme()] }))} chosen={colors()} onChange={setColors} />
        <Show when={there().clusters.length > 0}>
          <Choices legend={t("vote.clusters")} all={there().clusters.map(([id, name]) => ({ id, name }))} chosen={clusters()} onChange={setClusters} />
        </Show>
        <Show when={there().tags.length > 0}>
          <Choices legend={t("vote.tags")} all={there().tags.map((tag) => ({ id: tag, name: tag }))} chosen={tags()} onChange={setTags} />
        </Show>
        <p class="soft small">
          {t("vote.all")} {t("vote.promise")}
        </p>
        <button type="submit" class="button primary" disabled={where().size === 0}>
          {t("vote.begin")}
        </button>
      </form>
    </Dialog>
  );
}

function Choices(props: {
  legend: string;
  all: readonly { readonly id: string; readonly name: string; readonly paper?: string }[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}): JSX.Element {
  const turn = (id: string, on: boolean): void => {
    const next = new Set(props.chosen);
    if (on) next.add(id);
    else next.delete(id);
    props.onChange(next);
  };
  return (
    <fieldset>
      <legend>{props.legend}</legend>
      <div class="choices">
        <For each={props.all}>
          {({ id, name, paper }) => (
            <label>
              <input type="checkbox" checked={props.chosen.has(id)} onChange={(event) => turn(id, event.currentTarget.checked)} />
              <Show when={paper}>{(fill) => <span class="chip-color" style={{ background: fill() }} aria-hidden="true" />}</Show>
              <span dir="auto">{name}</span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}
