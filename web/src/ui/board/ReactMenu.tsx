import { createMemo, For, type JSX } from "solid-js";
import type { Board } from "../../doc/board";
import { REACTIONS, type ReactionKind } from "../../doc/schema.gen";
import { t } from "../../i18n";
import { REACTION_INKS, SHAPES } from "../../scene/palette";
import type { Stage } from "../../tools/stage";
import { Menu } from "../parts";

const HEART = { d: "M12 20C6 15.500 3.500 12.500 3.500 9a4.500 4.500 0 0 1 8.500-2 4.500 4.500 0 0 1 8.500 2c0 3.500-2.500 6.500-8.500 11z" };
const LETTERS: Readonly<Partial<Record<ReactionKind, string>>> = { plus: "+1", question: "?", caution: "!" };

/** What one thinks of the chosen notes: `+1` at once, the others a step away. */
export function ReactMenu(props: { board: Board; stage: Stage; notes: readonly string[]; version: number }): JSX.Element {
  const mine = createMemo(() => {
    void props.version;
    const all = props.notes.map((id) => new Set(props.board.stamps(id).flatMap(({ kind, mine }) => (mine ? kind : []))));
    return new Set(REACTIONS.filter((kind) => all.every((kinds) => kinds.has(kind))));
  });
  return (
    <>
      <button
        type="button"
        class="icon-button text stamp"
        aria-label={t("react.plus")}
        title={t("react.plus")}
        aria-pressed={mine().has("plus")}
        onClick={() => props.stage.run("react.plus")}
      >
        +1
      </button>
      <Menu icon={HEART} label={t("react")}>
        {(close) => (
          <For each={REACTIONS}>
            {(kind) => (
              <button
                type="button"
                aria-pressed={mine().has(kind)}
                onClick={() => {
                  close();
                  props.stage.run(`react.${kind}`);
                }}
              >
                <Symbol kind={kind} />
                {t(`react.${kind}`)}
              </button>
            )}
          </For>
        )}
      </Menu>
    </>
  );
}

/** The sign that the note will bear. */
function Symbol(props: { kind: ReactionKind }): JSX.Element {
  const ink = () => REACTION_INKS[props.kind] ?? "var(--stamp)";
  const points = () => SHAPES[props.kind]?.map(([x, y]) => `${x * 20},${y * 20}`).join(" ");
  return (
    <span class="symbol" style={{ color: ink() }} aria-hidden="true">
      {points() ? (
        <svg viewBox="-1 -1 22 22">
          <polygon points={points()} fill="currentColor" />
        </svg>
      ) : (
        LETTERS[props.kind]
      )}
    </span>
  );
}
