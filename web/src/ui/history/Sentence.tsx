import { Show, type JSX } from "solid-js";
import { otherwise, reworded, spoken, type Changed, type Thing } from "./differences";

const isChanged = (thing: Thing | Changed): thing is Changed => "respects" in thing;

/** One difference: what it is about, and of what has changed, in what. */
export function Sentence(props: { of: Thing | Changed }): JSX.Element {
  const changed = () => (isChanged(props.of) ? props.of : null);
  const words = () => (changed()?.respects.includes("words") ? reworded(changed()!) : spoken(props.of));
  return (
    <span class="text" dir="auto">
      {words()}
      <Show when={changed() && otherwise(changed()!)}>{(also) => <span class="soft small also">{also()}</span>}</Show>
    </span>
  );
}
