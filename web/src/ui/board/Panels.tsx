import { Match, Switch, type JSX } from "solid-js";
import type { BoardSession } from "../../doc/session";
import type { Tab } from "../../state/tab";
import type { Emitted } from "../../tools/commands";
import type { Stage } from "../../tools/stage";
import { HelpSheet } from "./HelpSheet";
import { Palette } from "./Palette";
import { Presentation } from "./Presentation";
import { SearchBar } from "./SearchBar";
import "../../styles/panels.css";

export interface PanelProps {
  session: BoardSession;
  tab: Tab;
  stage: Stage;
  onClose: () => void;
}

/** What a command opens over the board; one at a time. */
export function Panels(props: PanelProps & { which: Emitted; readOnly: boolean }): JSX.Element {
  return (
    <Switch>
      <Match when={props.which === "help"}>
        <HelpSheet readOnly={props.readOnly} onClose={props.onClose} />
      </Match>
      <Match when={props.which === "find"}>
        <SearchBar {...props} />
      </Match>
      <Match when={props.which === "palette"}>
        <Palette {...props} />
      </Match>
      <Match when={props.which === "present"}>
        <Presentation {...props} />
      </Match>
    </Switch>
  );
}
