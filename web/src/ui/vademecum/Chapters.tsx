/** Chapters and their points, to put in order, to name and to leave out. */
import { createSignal, createUniqueId, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { sourceWords } from "../keepsake/sources";
import { following, Ways } from "../keepsake/Ways";
import { includeChapter, includePoint, isOrdered, moveChapter, movePoint, name, orderByVotes, ownHeading, type Chapter, type Handbook, type Point } from "./outline";

const HEADING_MAX = 200;

export function Chapters(props: { book: Handbook; change: (next: Handbook) => void }): JSX.Element {
  const [said, setSaid] = createSignal("");
  let list!: HTMLElement;
  const follow = following(() => list, setSaid);
  const moveChapterTo = (from: number, to: number): void => {
    const chapter = props.book.chapters[from];
    if (!chapter || !props.book.chapters[to]) return;
    const { key, heading } = chapter;
    props.change(moveChapter(props.book, from, to));
    follow(key, to < from ? "up" : "down", heading, to, props.book.chapters.length);
  };
  const movePointTo = (chapter: Chapter, from: number, to: number): void => {
    const point = chapter.points[from];
    if (!point || !chapter.points[to]) return;
    const [key, title, all] = [point.key, says(point), chapter.points.length];
    props.change(movePoint(props.book, chapter, from, to));
    follow(key, to < from ? "up" : "down", title, to, all);
  };
  return (
    <section class="stack" ref={list}>
      <div class="row chapters-head">
        <h3 class="grow">{t("vademecum.chapters")}</h3>
        <Show when={isOrdered(props.book)}>
          <button type="button" class="button small" onClick={() => props.change(orderByVotes(props.book))}>
            {t("vademecum.by_votes")}
          </button>
        </Show>
      </div>
      <p class="visually-hidden" role="status">
        {said()}
      </p>
      <Show when={props.book.chapters.length > 0} fallback={<p class="soft">{t("vademecum.none")}</p>}>
        <ol class="chapters">
          <For each={props.book.chapters}>
            {(chapter, at) => (
              <li data-key={chapter.key} classList={{ out: !chapter.included }}>
                <Row book={props.book} chapter={chapter} at={at()} change={props.change} move={(to) => moveChapterTo(at(), to)}>
                  <ol class="points">
                    <For each={chapter.points}>
                      {(point, nth) => (
                        <li data-key={point.key} class="row" classList={{ out: !point.included || !chapter.included }}>
                          <label class="row grow">
                            <input
                              type="checkbox"
                              checked={point.included}
                              disabled={!chapter.included}
                              onChange={(event) => props.change(includePoint(props.book, chapter, point, event.currentTarget.checked))}
                            />
                            <span class="grow">
                              <span class="says" dir="auto">{says(point)}</span>
                              <span class="small soft">{about(point)}</span>
                            </span>
                          </label>
                          <Ways title={says(point)} at={nth()} all={chapter.points.length} move={(to) => movePointTo(chapter, nth(), to)} />
                        </li>
                      )}
                    </For>
                  </ol>
                </Row>
              </li>
            )}
          </For>
        </ol>
      </Show>
    </section>
  );
}

function Row(props: { book: Handbook; chapter: Chapter; at: number; change: (next: Handbook) => void; move: (to: number) => void; children: JSX.Element }): JSX.Element {
  const [open, setOpen] = createSignal(false);
  const id = createUniqueId();
  return (
    <>
      <div class="row chapter">
        <input
          type="checkbox"
          aria-label={t("vademecum.include", { title: props.chapter.heading })}
          checked={props.chapter.included}
          onChange={(event) => props.change(includeChapter(props.book, props.chapter, event.currentTarget.checked))}
        />
        <input
          class="grow"
          dir="auto"
          aria-label={t("vademecum.heading", { n: props.at + 1 })}
          value={ownHeading(props.book, props.chapter)}
          placeholder={props.chapter.title}
          maxLength={HEADING_MAX}
          onInput={(event) => props.change(name(props.book, props.chapter, event.currentTarget.value))}
        />
        <Ways title={props.chapter.heading} at={props.at} all={props.book.chapters.length} move={props.move} />
      </div>
      <button
        type="button"
        class="button quiet small unfold"
        aria-expanded={open()}
        aria-controls={id}
        aria-label={t("vademecum.points.of", { title: props.chapter.heading, n: props.chapter.points.length })}
        onClick={() => setOpen(!open())}
      >
        {t("vademecum.points", { n: props.chapter.points.length })}
        <Show when={props.chapter.votes > 0}> · {t("vademecum.votes", { n: props.chapter.votes })}</Show>
      </button>
      <div id={id} hidden={!open()}>
        <Show when={open()}>{props.children}</Show>
      </div>
    </>
  );
}

function says(point: Point): string {
  return point.text || t("vademecum.picture");
}

function about(point: Point): string {
  return [...(point.votes > 0 ? [t("vademecum.votes", { n: point.votes })] : []), sourceWords(point.sources)].join(" · ");
}
