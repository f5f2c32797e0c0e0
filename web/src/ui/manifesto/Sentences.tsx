/** The sentences of the manifesto, to put in order and to word. */
import { createSignal, createUniqueId, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { CLOSE } from "../drawings";
import { following, Ways } from "../keepsake/Ways";
import { IconButton } from "../parts";
import { byVotes, include, move, reword, wording, type Manifesto, type Sentence } from "./manifesto";

const WORDING_MAX = 2_000;
/** How much of a sentence names its buttons. */
const NAME_LETTERS = 60;

export function Sentences(props: { made: Manifesto; change: (next: Manifesto) => void }): JSX.Element {
  const [said, setSaid] = createSignal("");
  let section!: HTMLElement;
  const follow = following(() => section, setSaid);
  const moveTo = (from: number, to: number): void => {
    const sentence = props.made.sentences[from];
    if (!sentence || !props.made.sentences[to]) return;
    const [key, name, all] = [sentence.key, short(sentence), props.made.sentences.length];
    props.change(move(props.made, from, to));
    follow(key, to < from ? "up" : "down", name, to, all);
  };
  /** The focus goes to what comes in its place. */
  const remove = (at: number, sentence: Sentence): void => {
    const { key } = props.made.sentences[at + 1] ?? props.made.sentences[at - 1] ?? {};
    setSaid(t("manifesto.removed", { title: short(sentence) }));
    props.change(include(props.made, { key: sentence.key, text: sentence.note }, false));
    queueMicrotask(() => {
      const row = key && section.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"] textarea`);
      (row || section.querySelector<HTMLElement>("h3"))?.focus();
    });
  };
  return (
    <section class="stack" ref={section}>
      <div class="row chapters-head">
        <h3 class="grow" tabindex="-1">
          {t("manifesto.sentences")}
        </h3>
        <Show when={!props.made.by_votes}>
          <button type="button" class="button small" onClick={() => props.change(byVotes(props.made))}>
            {t("manifesto.by_votes")}
          </button>
        </Show>
      </div>
      <Show when={props.made.by_votes && props.made.sentences.length > 0}>
        <p class="small soft">{t("manifesto.voted")}</p>
      </Show>
      <p class="visually-hidden" role="status">
        {said()}
      </p>
      <Show when={props.made.sentences.length > 0} fallback={<p class="soft">{t("manifesto.none")}</p>}>
        <ol class="sentences">
          <For each={props.made.sentences}>
            {(sentence, at) => (
              <li data-key={sentence.key}>
                <Row made={props.made} sentence={sentence} at={at()} change={props.change} move={(to) => moveTo(at(), to)} remove={() => remove(at(), sentence)} />
              </li>
            )}
          </For>
        </ol>
      </Show>
    </section>
  );
}

function Row(props: { made: Manifesto; sentence: Sentence; at: number; change: (next: Manifesto) => void; move: (to: number) => void; remove: () => void }): JSX.Element {
  const id = createUniqueId();
  const own = () => wording(props.made, props.sentence.key);
  /** What stands in the field while somebody writes in it: emptied, it stays empty until they leave. */
  const [typed, setTyped] = createSignal<string>();
  return (
    <>
      <div class="row">
        <textarea
          class="grow"
          rows={2}
          dir="auto"
          aria-label={t("manifesto.wording", { n: props.at + 1 })}
          aria-describedby={own() ? id : undefined}
          value={typed() ?? (own() || props.sentence.note)}
          maxLength={WORDING_MAX}
          onInput={(event) => {
            const words = event.currentTarget.value;
            setTyped(words);
            props.change(reword(props.made, props.sentence.key, words === props.sentence.note ? "" : words));
          }}
          onBlur={() => setTyped(undefined)}
        />
        <Ways title={short(props.sentence)} at={props.at} all={props.made.sentences.length} move={props.move} />
        <IconButton icon={CLOSE} label={t("manifesto.remove", { title: short(props.sentence) })} onClick={props.remove} />
      </div>
      <Show when={own()}>
        <p class="small soft" id={id} dir="auto">
          {t("manifesto.note", { text: props.sentence.note })}
        </p>
      </Show>
    </>
  );
}

function short(sentence: Sentence): string {
  const letters = [...sentence.text];
  return letters.length > NAME_LETTERS ? `${letters.slice(0, NAME_LETTERS).join("").trimEnd()}…` : sentence.text;
}
