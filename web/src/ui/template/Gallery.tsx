import { For, Show, type JSX } from "solid-js";
import type { Board } from "../../doc/board";
import { readTemplate, type Template } from "../../doc/template";
import { t, type Key } from "../../i18n";
import { lay } from "../../tools/template";
import type { Stage } from "../../tools/stage";
import { Dialog } from "../dialog";
import { TRASH } from "../drawings";
import { IconButton, Message } from "../parts";
import { ownTemplates, type Own } from "./own";
import { Picture } from "./Picture";
import { Saving } from "./Saving";
import { SKETCHES, spoken } from "./sketches";
import "../../styles/template.css";

/** Every template with its picture: the page's own twelve, and those of the workshop. */
export function Gallery(props: {
  token: string;
  workshop: string;
  board: Board;
  stage: Stage;
  /** Saves and removes the workshop's. */
  staff: boolean;
  onClose: () => void;
}): JSX.Element {
  const own = ownTemplates(props.token, props.workshop);
  const choose = (template: Template): void => {
    props.onClose();
    lay(props.board, props.stage, template);
    props.stage.focus();
  };
  return (
    <Dialog title={t("templates")} large onClose={props.onClose}>
      <p class="soft">{t("templates.hint")}</p>
      <div class="template-sections" onKeyDown={walk}>
        <Show when={props.staff || own.list().length > 0 || own.failed()}>
          <section class="stack">
            <h3>{t("templates.own")}</h3>
            <OwnList own={own} staff={props.staff} onChoose={choose} />
            <Show when={props.staff}>
              <details class="template-save">
                <summary>{t("templates.save")}</summary>
                <Saving token={props.token} workshop={props.workshop} board={props.board.id} onSaved={own.saved} />
              </details>
            </Show>
          </section>
        </Show>
        <section class="stack">
          <h3>{t("templates.built_in")}</h3>
          <ul class="templates">
            <For each={SKETCHES}>
              {(sketch) => {
                const template = () => spoken(sketch, t);
                return (
                  <li>
                    <Choice template={template()} title={t(`template.${sketch.name}` as Key)} about={t(`template.${sketch.name}.for` as Key)} onChoose={choose} />
                  </li>
                );
              }}
            </For>
          </ul>
        </section>
      </div>
    </Dialog>
  );
}

/** The workshop's templates, and what was just done with them. */
export function OwnList(props: { own: Own; staff: boolean; onChoose?: (template: Template) => void }): JSX.Element {
  return (
    <>
      <Show when={props.own.failed()}>
        <Message warn>{t("templates.own.waiting")}</Message>
      </Show>
      <Show when={props.own.said()}>{(said) => <Message bad={said().bad}>{said().text}</Message>}</Show>
      <Show when={props.own.list().length > 0} fallback={<Show when={!props.own.failed()}>{<p class="soft">{t("templates.own.none")}</p>}</Show>}>
        <ul class="templates">
          <For each={props.own.list()}>
            {(one) => {
              const template = readTemplate(one.content);
              const about = () => t("templates.own.for", { n: template.clusters.length + template.notes.length });
              return (
                <li>
                  <Choice template={template} title={one.title} about={about()} onChoose={props.onChoose} />
                  <Show when={props.staff}>
                    <IconButton icon={TRASH} label={t("templates.remove", { title: one.title })} onClick={() => void props.own.remove(one)} />
                  </Show>
                </li>
              );
            }}
          </For>
        </ul>
      </Show>
    </>
  );
}

function Choice(props: { template: Template; title: string; about: string; onChoose?: ((template: Template) => void) | undefined }): JSX.Element {
  const inside = (): JSX.Element => (
    <>
      <Picture template={props.template} />
      <strong>{props.title}</strong>
      <span class="soft">{props.about}</span>
    </>
  );
  return (
    <Show when={props.onChoose} fallback={<div class="template">{inside()}</div>}>
      {(choose) => (
        <button type="button" class="template" onClick={() => choose()(props.template)}>
          {inside()}
        </button>
      )}
    </Show>
  );
}

/** Arrows go from one picture to the next, up and down by rows. */
function walk(event: KeyboardEvent): void {
  const here = document.activeElement;
  if (!(here instanceof HTMLElement) || !here.matches("button.template")) return;
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("button.template")];
  const at = all.indexOf(here);
  const middle = (one: HTMLElement): number => one.getBoundingClientRect().x;
  const row = (one: HTMLElement): number => one.getBoundingClientRect().y;
  const under = (way: 1 | -1): HTMLElement | undefined => {
    const farther = all.filter((one) => way * (row(one) - row(here)) > 1);
    const next = Math.min(...farther.map((one) => way * row(one)));
    const line = farther.filter((one) => way * row(one) - next < 1);
    return line.sort((a, b) => Math.abs(middle(a) - middle(here)) - Math.abs(middle(b) - middle(here)))[0];
  };
  const to: Record<string, () => HTMLElement | undefined> = {
    ArrowRight: () => all[at + 1],
    ArrowLeft: () => all[at - 1],
    ArrowDown: () => under(1),
    ArrowUp: () => under(-1),
    Home: () => all[0],
    End: () => all.at(-1),
  };
  const next = to[event.key]?.();
  if (!next) return;
  event.preventDefault();
  next.focus();
}
