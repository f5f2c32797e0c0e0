/** The notes one could choose, cluster by cluster. */
import { createMemo, createSignal, createUniqueId, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { Field } from "../forms";
import { sourceWords } from "../keepsake/sources";
import { include, isChosen, matching, SENTENCES_MAX, type Cluster, type Manifesto, type Note } from "./manifesto";

export function Candidates(props: { made: Manifesto; change: (next: Manifesto) => void }): JSX.Element {
  const [wanted, setWanted] = createSignal("");
  const found = createMemo(() => matching(props.made.clusters, wanted()));
  const count = () => found().reduce((sum, cluster) => sum + cluster.notes.length, 0);
  const isFull = () => props.made.sentences.length >= SENTENCES_MAX;
  return (
    <section class="stack">
      <h3>{t("manifesto.notes")}</h3>
      <Show when={props.made.clusters.length > 0} fallback={<p class="soft">{t("vademecum.none")}</p>}>
        <Field label={t("manifesto.search")}>
          {({ id }) => <input id={id} type="search" value={wanted()} onInput={(event) => setWanted(event.currentTarget.value)} />}
        </Field>
        <p class="small soft" role="status">
          {wanted().trim() ? t("manifesto.found", { n: count() }) : ""}
        </p>
        <Show when={isFull()}>
          <p class="small">{t("manifesto.full", { n: SENTENCES_MAX })}</p>
        </Show>
        <ul class="clusters">
          <For each={found()}>
            {(cluster) => (
              <li>
                <Group cluster={cluster} made={props.made} unfolded={wanted().trim() !== ""} full={isFull()} change={props.change} />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

function Group(props: { cluster: Cluster; made: Manifesto; unfolded: boolean; full: boolean; change: (next: Manifesto) => void }): JSX.Element {
  const [open, setOpen] = createSignal(false);
  const id = createUniqueId();
  const isOpen = () => open() || props.unfolded;
  const chosen = () => props.cluster.notes.filter((note) => isChosen(props.made, note.key)).length;
  return (
    <>
      <button type="button" class="button quiet small unfold" aria-expanded={isOpen()} aria-controls={id} onClick={() => setOpen(!isOpen())}>
        <span class="grow" dir="auto">
          {props.cluster.title}
        </span>
        <span class="soft">{chosen() > 0 ? t("manifesto.chosen", { n: chosen(), all: props.cluster.notes.length }) : t("manifesto.count", { n: props.cluster.notes.length })}</span>
      </button>
      <div id={id} hidden={!isOpen()}>
        <Show when={isOpen()}>
          <ul class="points">
            <For each={props.cluster.notes}>
              {(note) => (
                <li>
                  <label class="row">
                    <input
                      type="checkbox"
                      checked={isChosen(props.made, note.key)}
                      disabled={props.full && !isChosen(props.made, note.key)}
                      onChange={(event) => props.change(include(props.made, note, event.currentTarget.checked))}
                    />
                    <span class="grow">
                      <span class="says" dir="auto">
                        {note.text}
                      </span>
                      <span class="small soft">{about(note)}</span>
                    </span>
                  </label>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </div>
    </>
  );
}

function about(note: Note): string {
  return [...(note.votes > 0 ? [t("vademecum.votes", { n: note.votes })] : []), sourceWords(note.sources)].join(" · ");
}
