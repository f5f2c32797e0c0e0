/** The few parts every screen is made of. */
import { createEffect, createSignal, createUniqueId, onCleanup, Show, type JSX } from "solid-js";
import { t } from "../i18n";
import { keyWords } from "./keys";
import { Icon, Mark, type IconName } from "./icons";
import { follow } from "./route";

export function Brand(): JSX.Element {
  return (
    <a class="brand" href="/" onClick={follow}>
      <Mark />
      {t("app.name")}
    </a>
  );
}

export function IconButton(props: {
  icon: IconName;
  label: string;
  onClick: () => void;
  disabled?: boolean | undefined;
  pressed?: boolean | undefined;
  keys?: string | undefined;
}): JSX.Element {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={props.label}
      aria-pressed={props.pressed}
      aria-keyshortcuts={props.keys}
      title={props.keys ? `${props.label} (${keyWords(props.keys)})` : props.label}
      disabled={props.disabled}
      onClick={() => props.onClick()}
    >
      <Icon name={props.icon} />
    </button>
  );
}

/** Something that went wrong or that one should know; read out at once. */
export function Message(props: { bad?: boolean; warn?: boolean; children: JSX.Element }): JSX.Element {
  return (
    <div class="message" classList={{ bad: props.bad, warn: props.warn }} role={props.bad ? "alert" : "status"}>
      <Icon name={props.bad || props.warn ? "warn" : "check"} />
      <div class="grow">{props.children}</div>
    </div>
  );
}

/** A button with a menu below it: arrows move, Escape and a click elsewhere close. */
export function Menu(props: { icon: IconName; label: string; beside?: JSX.Element; children: (close: () => void) => JSX.Element }): JSX.Element {
  const [open, setOpen] = createSignal(false);
  const id = createUniqueId();
  let root!: HTMLDivElement;
  let menu: HTMLDivElement | undefined;
  const items = () => [...(menu?.querySelectorAll<HTMLElement>("input, button, a") ?? [])];
  const close = (): void => {
    setOpen(false);
    root.querySelector<HTMLElement>(".icon-button")?.focus();
  };
  createEffect(() => {
    if (!open()) return;
    // What is in it may still have to come.
    const enter = (): void => {
      if (!open() || menu?.contains(document.activeElement)) return;
      const [first] = items();
      if (first) first.focus();
      else requestAnimationFrame(enter);
    };
    queueMicrotask(enter);
    const outside = (event: PointerEvent): void => {
      if (!root.contains(event.target as Node)) setOpen(false);
    };
    addEventListener("pointerdown", outside, true);
    onCleanup(() => removeEventListener("pointerdown", outside, true));
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open()) return;
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    // In a field these move the caret.
    const isField = all[at] instanceof HTMLInputElement;
    const edge = isField ? null : event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : null;
    const to = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : edge;
    if (event.key === "Escape") close();
    else if (to !== null) all[(to + all.length) % all.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={root} class="menu-root" onKeyDown={onKeyDown}>
      <button
        type="button"
        class="icon-button"
        classList={{ broad: props.beside !== undefined }}
        aria-label={props.label}
        title={props.label}
        aria-haspopup="true"
        aria-expanded={open()}
        aria-controls={open() ? id : undefined}
        onClick={() => setOpen(!open())}
      >
        <Icon name={props.icon} />
        {props.beside}
      </button>
      <Show when={open()}>
        <div ref={menu} id={id} class="menu">
          {props.children(close)}
        </div>
      </Show>
    </div>
  );
}

