/** Which boards it is made of. */
import { Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { Choice } from "../poster/Choice";

export type Basis = "canvas" | "plenary" | "groups";
const BASES: readonly Basis[] = ["canvas", "plenary", "groups"];

export function BasisChoice(props: { label: string; possible: readonly Basis[]; chosen: Basis | undefined; choose: (basis: Basis | undefined) => void }): JSX.Element {
  return (
    <Show when={props.possible.length > 1}>
      <Choice
        label={props.label}
        value={props.chosen ?? ""}
        choose={(value) => props.choose(BASES.find((one) => one === value))}
        options={[
          ["", t("vademecum.basis.auto", { what: t(`vademecum.basis.${props.possible[0]!}`) })],
          ...props.possible.map((one) => [one, t(`vademecum.basis.${one}`)] as const),
        ]}
      />
    </Show>
  );
}
