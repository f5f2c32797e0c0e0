/** How it is with what one chose: kept, on its way, or crossed by somebody else's. */
import { Show, type JSX } from "solid-js";
import { t, type Key } from "../../i18n";
import { Message } from "../parts";
import type { Keeping, State } from "./keeping";

const STATES: Readonly<Record<Exclude<State, "crossed">, Key>> = {
  saved: "vademecum.saved",
  saving: "vademecum.saving",
  failed: "vademecum.failed",
};

export function stateWords(state: State): readonly string[] {
  return state === "crossed" ? [] : [t(STATES[state])];
}

/** What could not be kept, and which of two is to stay. */
export function Crossed(props: { kept: Keeping<object>; theirs: string; mine: string }): JSX.Element {
  return (
    <>
      <Show when={props.kept.problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
      <Show when={props.kept.state() === "crossed"}>
        <div class="row">
          <button type="button" class="button" onClick={() => void props.kept.takeTheirs()}>
            {props.theirs}
          </button>
          <button type="button" class="button" onClick={() => void props.kept.keepMine()}>
            {props.mine}
          </button>
        </div>
      </Show>
    </>
  );
}
