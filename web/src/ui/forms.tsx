/** Parts of pages with forms; a board needs none of them. */
import { createSignal, createUniqueId, Show, type JSX } from "solid-js";
import { language, LANGUAGES, setLanguage, t } from "../i18n";
import { GLOBE, MOON, SUN } from "./drawings";
import { Icon } from "./icons";
import { setTheme, theme } from "./theme";

export function Field(props: {
  label: string;
  hint?: string;
  error?: string | undefined;
  children: (ids: { id: string; describedBy: string | undefined }) => JSX.Element;
}): JSX.Element {
  const id = createUniqueId();
  const hint = () => (props.hint || props.error ? `${id}-hint` : undefined);
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.children({ id, describedBy: hint() })}
      <Show when={props.hint || props.error}>
        <span class="hint" id={`${id}-hint`}>
          {props.error ?? props.hint}
        </span>
      </Show>
    </div>
  );
}

/** Language and theme, wherever there is room for a line. */
export function Preferences(): JSX.Element {
  return (
    <div class="row">
      <label class="row small">
        <span class="visually-hidden">{t("language")}</span>
        <Icon name={GLOBE} />
        <select class="button quiet" value={language()} onChange={(event) => void setLanguage(event.currentTarget.value)}>
          {LANGUAGES.map(([code, name]) => (
            <option value={code} selected={code === language()}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <ThemeButton />
    </div>
  );
}

export function ThemeButton(): JSX.Element {
  const next = () => (theme() === "dark" ? "light" : "dark");
  return (
    <button type="button" class="button quiet small" onClick={() => setTheme(next())}>
      <Icon name={next() === "dark" ? MOON : SUN} />
      {next() === "dark" ? t("theme.dark") : t("theme.light")}
    </button>
  );
}

/** Copies a text and says so. */
export function CopyLine(props: { label: string; text: string }): JSX.Element {
  const [copied, setCopied] = createSignal(false);
  const id = createUniqueId();
  let input!: HTMLInputElement;
  const copy = async (): Promise<void> => {
    input.select();
    try {
      await navigator.clipboard.writeText(props.text);
    } catch {
      // Plain HTTP has no clipboard; the text is selected, and the old way still works there.
      document.execCommand("copy");
    }
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="copy-line">
        <input id={id} ref={input} readOnly value={props.text} onFocus={() => input.select()} />
        <button type="button" class="button" onClick={() => void copy()} aria-live="polite">
          {copied() ? t("copied") : t("copy")}
        </button>
      </div>
    </div>
  );
}
