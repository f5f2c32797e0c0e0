import { createUniqueId, For, type JSX } from "solid-js";
import { COLORS } from "../../doc/schema.gen";
import { t, type Key } from "../../i18n";

/** The seven papers by name and colour, one of them chosen. */
export function Papers(props: { legend: string; value: string; onChange: (color: string) => void }): JSX.Element {
  const group = createUniqueId();
  return (
    <fieldset class="papers">
      <legend class="visually-hidden">{props.legend}</legend>
      <For each={COLORS}>
        {(color) => (
          <label class="paper" style={{ background: `var(--paper-${color})` }}>
            <input type="radio" class="visually-hidden" name={group} value={color} checked={props.value === color} onChange={() => props.onChange(color)} />
            <span>{t(`color.${color}` as Key)}</span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
