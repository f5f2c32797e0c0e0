/** The programme on paper: its sessions, and the phases of each with their time, place and instructions. */
import { createSignal, createUniqueId, For, onMount, Show, type JSX } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import { t } from "../../i18n";
import { api, words, type Phase, type SavedTemplate, type Workshop } from "../api";
import { Dialog } from "../dialog";
import { NEXT, PLUS, PREVIOUS, TRASH } from "../drawings";
import { Field } from "../forms";
import { Icon } from "../icons";
import { IconButton, Message } from "../parts";
import { staff } from "../staff";
import { BeginsWith, settled } from "./BeginsWith";
import { modeWords } from "./phases";
import "../../styles/programme.css";

/** As much as the server takes. */
const TITLE_MAX = 120;
const INSTRUCTIONS_MAX = 600;
const MINUTES_MAX = 24 * 60;
const FRESH: Phase = { number: 0, title: "", minutes: 15, mode: "groups" };

type Draft = { title: string; date: string; phases: Phase[] };

/** What was written and is not saved yet, by workshop and session: who closes the dialog by mistake finds it there again. */
const unsaved = new Map<string, Map<number, Draft>>();

export function ProgrammeDialog(props: { workshop: Workshop; session: number; token: string; refresh: () => Promise<void>; onClose: () => void }): JSX.Element {
  const kept = unsaved.get(props.workshop.id) ?? new Map<number, Draft>();
  unsaved.set(props.workshop.id, kept);
  const draftOf = (session: number): Draft => kept.get(session) ?? drafted(props.workshop, session);
  const [number, setNumber] = createSignal(props.session);
  const [draft, setDraft] = createStore<Draft>(copy(draftOf(props.session)));
  const [isKept, setIsKept] = createSignal(kept.has(props.session));
  const [problem, setProblem] = createSignal<string>();
  const [said, setSaid] = createSignal("");
  const id = createUniqueId();
  const [own, setOwn] = createSignal<readonly SavedTemplate[]>([]);
  // Not awaited by what is shown: whoever types meanwhile would lose the place.
  const refetch = async (): Promise<void> => void setOwn(await api.templates(props.token, props.workshop.id).catch(() => own()));
  onMount(() => void refetch());
  let list!: HTMLOListElement;
  let choice!: HTMLSelectElement;

  const turnTo = (next: number): void => {
    setNumber(next);
    setProblem(undefined);
    setSaid("");
    setDraft(reconcile(copy(draftOf(next))));
    setIsKept(kept.has(next));
  };
  const keep = (): void => {
    setSaid("");
    kept.set(number(), copy(draft));
    setIsKept(true);
  };
  const describe = (fields: Partial<Draft>): void => {
    setDraft(fields);
    keep();
  };
  const change = (at: number, fields: Partial<Phase>): void => {
    setDraft("phases", at, fields);
    keep();
  };
  const put = (phases: Phase[], focus: number, selector: string): void => {
    setDraft("phases", reconcile(phases, { key: null }));
    keep();
    // The row that was acted on keeps the focus wherever it went.
    queueMicrotask(() => list.children[Math.min(focus, phases.length - 1)]?.querySelector<HTMLElement>(selector)?.focus());
  };
  const move = (at: number, to: number): void => {
    const phases = copies(draft.phases);
    phases.splice(to, 0, ...phases.splice(at, 1));
    put(phases, to, `[data-way="${to < at ? "up" : "down"}"]:not(:disabled), [data-way]:not(:disabled)`);
  };
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setProblem(undefined);
    const here = number();
    // A new session comes after those that are there.
    for (const one of [...new Set([here, ...kept.keys()])].sort((a, b) => a - b)) {
      const written = kept.get(one) ?? copy(draft);
      try {
        // What one session gave to the workshop, the next finds there.
        await refetch();
        const phases = await settled(written.phases, props.token, props.workshop.id, own());
        await staff.describe(props.token, props.workshop.id, one, { title: written.title, date: written.date || null, phases });
        // Who went on writing meanwhile has more to save.
        if (kept.get(one) === written) kept.delete(one);
      } catch (error) {
        if (one !== number()) turnTo(one);
        setProblem(words(error));
        return;
      }
    }
    void refetch();
    await props.refresh();
    if (number() !== here || kept.has(here)) return;
    turnTo(here);
    setSaid(t("programme.saved"));
  };
  const discard = (): void => {
    kept.delete(number());
    turnTo(number());
    choice.focus();
  };

  return (
    <Dialog title={t("programme.title")} large onClose={props.onClose}>
      <form class="stack" onSubmit={(event) => void save(event)}>
        <div class="field">
          <label for={id}>{t("programme.session")}</label>
          <select
            ref={choice}
            id={id}
            value={number()}
            onChange={(event) => turnTo(Number(event.currentTarget.value))}
          >
            <For each={props.workshop.sessions}>
              {(one) => (
                <option value={one.number} selected={one.number === number()}>
                  {t("board.session", { n: one.number })}
                  {one.title ? ` · ${one.title}` : ""}
                </option>
              )}
            </For>
            <option value={props.workshop.sessions.length + 1} selected={number() > props.workshop.sessions.length}>
              {t("programme.add_session")}
            </option>
          </select>
        </div>
        <Field label={t("programme.session.title")}>
          {(ids) => <input id={ids.id} value={draft.title} maxLength={TITLE_MAX} onInput={(event) => describe({ title: event.currentTarget.value })} />}
        </Field>
        <Field label={t("programme.date")}>
          {(ids) => <input id={ids.id} type="date" value={draft.date} onInput={(event) => describe({ date: event.currentTarget.value })} />}
        </Field>
        <h3>{t("programme.phases")}</h3>
        <Show when={draft.phases.length === 0}>
          <p class="soft">{t("programme.none")}</p>
        </Show>
        <ol ref={list} class="stack">
          <For each={draft.phases}>
            {(phase, at) => (
              <li>
                <div class="phase-edit" role="group" aria-label={t("programme.phase", { n: at() + 1 })}>
                  <Field label={t("programme.phase.title")}>
                    {(ids) => <input id={ids.id} data-part="title" value={phase.title} maxLength={TITLE_MAX} required onInput={(event) => change(at(), { title: event.currentTarget.value })} />}
                  </Field>
                  <Field label={t("programme.phase.minutes")}>
                    {(ids) => (
                      <input
                        id={ids.id}
                        type="number"
                        min="0"
                        max={MINUTES_MAX}
                        title={t("programme.phase.minutes.hint")}
                        value={phase.minutes}
                        onInput={(event) => change(at(), { minutes: Math.max(0, Math.round(Number(event.currentTarget.value) || 0)) })}
                      />
                    )}
                  </Field>
                  <Field label={t("programme.phase.mode")}>
                    {(ids) => (
                      <select id={ids.id} value={phase.mode} onChange={(event) => change(at(), { mode: event.currentTarget.value as Phase["mode"] })}>
                        {(["plenary", "groups"] as const).map((mode) => (
                          <option value={mode} selected={mode === phase.mode}>
                            {modeWords(mode)}
                          </option>
                        ))}
                      </select>
                    )}
                  </Field>
                  <div class="whole">
                    <Field label={t("programme.phase.instructions")}>
                      {(ids) => (
                        <textarea id={ids.id} dir="auto" maxLength={INSTRUCTIONS_MAX} value={phase.instructions ?? ""} onInput={(event) => change(at(), { instructions: event.currentTarget.value })} />
                      )}
                    </Field>
                  </div>
                  <div class="whole">
                    <BeginsWith value={phase.begins_with ?? null} own={own()} first={number() === 1} onChange={(begins) => change(at(), { begins_with: begins })} />
                  </div>
                  <label class="whole row small">
                    <input type="checkbox" checked={phase.leads_on ?? false} onChange={(event) => change(at(), { leads_on: event.currentTarget.checked })} />
                    {t("programme.phase.leads_on")}
                  </label>
                  <div class="whole row">
                    <Way icon={PREVIOUS} way="up" label={t("programme.phase.up", { n: at() + 1 })} disabled={at() === 0} onClick={() => move(at(), at() - 1)} />
                    <Way icon={NEXT} way="down" label={t("programme.phase.down", { n: at() + 1 })} disabled={at() === draft.phases.length - 1} onClick={() => move(at(), at() + 1)} />
                    <IconButton
                      icon={TRASH}
                      label={t("programme.phase.remove", { n: at() + 1 })}
                      onClick={() => put(copies(draft.phases).filter((_, other) => other !== at()), at(), "[data-part=title]")}
                    />
                  </div>
                </div>
              </li>
            )}
          </For>
        </ol>
        <p>
          <button type="button" class="button small" onClick={() => put([...copies(draft.phases), { ...FRESH }], draft.phases.length, "[data-part=title]")}>
            <Icon name={PLUS} />
            {t("programme.phase.add")}
          </button>
        </p>
        <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
        <div class="actions row">
          <button type="submit" class="button primary">
            {t("programme.save")}
          </button>
          <Show when={isKept()}>
            <button type="button" class="button quiet" onClick={discard}>
              {t("programme.discard")}
            </button>
          </Show>
          <span class="soft" role="status">
            {isKept() ? t("programme.unsaved") : said()}
          </span>
        </div>
      </form>
    </Dialog>
  );
}

function Way(props: { icon: typeof NEXT; way: "up" | "down"; label: string; disabled: boolean; onClick: () => void }): JSX.Element {
  return (
    <button type="button" class="icon-button" data-way={props.way} aria-label={props.label} title={props.label} disabled={props.disabled} onClick={() => props.onClick()}>
      <Icon name={props.icon} />
    </button>
  );
}

function drafted(workshop: Workshop, number: number): Draft {
  const session = workshop.sessions.find((one) => one.number === number);
  return { title: session?.title ?? "", date: session?.date ?? "", phases: copies(session?.phases ?? []) };
}

function copy({ title, date, phases }: Draft): Draft {
  return { title, date, phases: copies(phases) };
}

function copies(phases: readonly Phase[]): Phase[] {
  return phases.map((phase) => ({ ...unwrap(phase) }));
}
