import { createSignal, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { json, words } from "../api";
import { Field } from "../forms";
import { Message } from "../parts";
import { Choice } from "./Choice";
import { CREDITS, THEMES, type Choices } from "./choices";

/** Names of paper the palette has; others are themselves. */
const NAMED = ["yellow", "orange", "pink", "green", "blue", "violet", "white"] as const;
const LOGOS_MAX = 6;
const MEANING_MAX = 80;

function colourName(color: string): string {
  const known = NAMED.find((name) => name === color);
  return known ? t(`poster.colour.${known}`) : color;
}

/** Ink, whose notes they are, what colours mean, whose work it is. */
export function Looks(props: {
  choices: Choices;
  change: (part: Partial<Choices>) => void;
  /** Colours of the notes on the sheet. */
  colours: readonly string[];
  /** A board of the workshop, with which pictures are kept. */
  board: string;
  token: string;
  /** Whether the workshop has a public page; unknown until it is asked. */
  isPublic: boolean | undefined;
  onPublish: () => void;
}): JSX.Element {
  const [problem, setProblem] = createSignal<string>();
  const addLogo = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0];
    if (!file) return;
    setProblem(undefined);
    try {
      const { image } = await json<{ image: string }>("POST", `/boards/${props.board}/images`, props.token, file);
      const says = file.name.replace(/\.[^.]*$/, "").replace(/[-_]+/g, " ");
      props.change({ logos: [...props.choices.logos.filter((logo) => logo.image !== image), { image, says }] });
    } catch (error) {
      setProblem(words(error));
    }
    input.value = "";
  };
  return (
    <details class="looks">
      <summary>{t("poster.looks")}</summary>
      <div class="stack">
        <Choice
          label={t("poster.theme")}
          value={props.choices.theme}
          choose={(value) => props.change({ theme: THEMES.find((one) => one === value) ?? "colour" })}
          options={THEMES.map((one) => [one, t(`poster.theme.${one}`)])}
        />
        <Choice
          label={t("poster.credits")}
          value={props.choices.credits}
          choose={(value) => props.change({ credits: CREDITS.find((one) => one === value) ?? "none" })}
          options={CREDITS.map((one) => [one, t(`poster.credits.${one}`)])}
        />
        <label class="row small">
          <input type="checkbox" checked={props.choices.legend} onChange={(event) => props.change({ legend: event.currentTarget.checked })} />
          {t("poster.legend")}
        </label>
        <Show when={props.choices.legend}>
          <For each={props.colours} fallback={<p class="soft small">{t("poster.legend.none")}</p>}>
            {(color) => (
              <Field label={t("poster.legend.means", { colour: colourName(color) })}>
                {({ id }) => (
                  <input
                    id={id}
                    maxLength={MEANING_MAX}
                    value={props.choices.meanings[color] ?? ""}
                    onInput={(event) => props.change({ meanings: { ...props.choices.meanings, [color]: event.currentTarget.value } })}
                  />
                )}
              </Field>
            )}
          </For>
        </Show>
        <Show when={props.isPublic}>
          <label class="row small">
            <input type="checkbox" checked={props.choices.code} onChange={(event) => props.change({ code: event.currentTarget.checked })} />
            {t("poster.code")}
          </label>
        </Show>
        <Show when={props.isPublic === false}>
          <div class="stack">
            <p class="soft small">{t("poster.code.none")}</p>
            <div>
              <button type="button" class="button quiet small" onClick={() => props.onPublish()}>
                {t("poster.code.publish")}
              </button>
            </div>
          </div>
        </Show>
        <fieldset class="logos">
          <legend>{t("poster.logos")}</legend>
          <For each={props.choices.logos}>
            {(logo, nth) => (
              <div class="row">
                <Field label={t("poster.logo.says")}>
                  {({ id }) => (
                    <input
                      id={id}
                      maxLength={MEANING_MAX}
                      value={logo.says}
                      onChange={(event) =>
                        props.change({ logos: props.choices.logos.map((one, i) => (i === nth() ? { ...one, says: event.currentTarget.value } : one)) })
                      }
                    />
                  )}
                </Field>
                <button
                  type="button"
                  class="button quiet small"
                  aria-label={t("poster.logo.remove.which", { says: logo.says || t("poster.logos") })}
                  onClick={() => props.change({ logos: props.choices.logos.filter((_, i) => i !== nth()) })}
                >
                  {t("poster.logo.remove")}
                </button>
              </div>
            )}
          </For>
          <Show when={props.choices.logos.length < LOGOS_MAX}>
            <Field label={t("poster.logo.add")} hint={t("poster.logo.hint")}>
              {({ id, describedBy }) => (
                <input id={id} aria-describedby={describedBy} type="file" accept="image/png,image/jpeg,image/webp,image/gif" onChange={(event) => void addLogo(event.currentTarget)} />
              )}
            </Field>
          </Show>
          <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
        </fieldset>
      </div>
    </details>
  );
}
