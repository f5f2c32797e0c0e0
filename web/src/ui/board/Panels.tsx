import { lazy, Match, Suspense, Switch, type JSX } from "solid-js";
import type { BoardSession } from "../../doc/session";
import { readyFor } from "../../i18n";
import type { Tab } from "../../state/tab";
import type { Emitted } from "../../tools/commands";
import type { Stage } from "../../tools/stage";
import type { BoardInfo } from "../api";
import type { Seat } from "../seats";
import { HelpSheet } from "./HelpSheet";
import { Palette } from "./Palette";
import { Presentation } from "./Presentation";
import { SearchBar } from "./SearchBar";
import "../../styles/panels.css";

// Only staff want these.
const later = <T,>(load: () => Promise<T>): (() => Promise<T>) => async () => (await Promise.all([load(), readyFor("staff"), import("../../styles/pages.css")]))[0];
const SendDialog = lazy(later(async () => ({ default: (await import("../collect/SendDialog")).SendDialog })));
const CollectPanel = lazy(later(async () => ({ default: (await import("../collect/CollectPanel")).CollectPanel })));
const HistoryPanel = lazy(later(async () => ({ default: (await import("../history/HistoryPanel")).HistoryPanel })));
const InboxPanel = lazy(later(async () => ({ default: (await import("../programme/InboxPanel")).InboxPanel })));
const BinPanel = lazy(later(async () => ({ default: (await import("../history/BinPanel")).BinPanel })));
const SuggestPanel = lazy(async () => {
  const [page] = await Promise.all([import("../suggest/SuggestPanel"), readyFor("programme")]);
  return { default: page.SuggestPanel };
});
const files = <T,>(load: () => Promise<T>): (() => Promise<T>) => async () => (await Promise.all([load(), readyFor("template"), import("../../styles/files.css")]))[0];
const ExportDialog = lazy(files(async () => ({ default: (await import("../files/ExportDialog")).ExportDialog })));
const ImportDialog = lazy(files(async () => ({ default: (await import("../files/ImportDialog")).ImportDialog })));
const SincePanel = lazy(async () => {
  const [page] = await Promise.all([import("../history/SincePanel"), readyFor("programme")]);
  return { default: page.SincePanel };
});

export interface PanelProps {
  session: BoardSession;
  tab: Tab;
  stage: Stage;
  onClose: () => void;
}

/** What a command opens over the board; one at a time. */
export function Panels(props: PanelProps & { which: Emitted; readOnly: boolean; info: BoardInfo; seat: Seat }): JSX.Element {
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
      <Match when={props.which === "send"}>
        <Suspense>
          <SendDialog {...props} />
        </Suspense>
      </Match>
      <Match when={props.which === "collect"}>
        <Suspense>
          <CollectPanel {...props} />
        </Suspense>
      </Match>
      <Match when={props.which === "history"}>
        <Suspense>
          <HistoryPanel {...props} />
        </Suspense>
      </Match>
      <Match when={props.which === "inbox"}>
        <Suspense>
          <InboxPanel {...props} />
        </Suspense>
      </Match>
      <Match when={props.which === "bin"}>
        <Suspense>
          <BinPanel {...props} />
        </Suspense>
      </Match>
      <Match when={props.which === "suggest"}>
        <Suspense>
          <SuggestPanel {...props} />
        </Suspense>
      </Match>
      <Match when={props.which === "export"}>
        <Suspense>
          <ExportDialog {...props} />
        </Suspense>
      </Match>
      <Match when={props.which === "import"}>
        <Suspense>
          <ImportDialog {...props} />
        </Suspense>
      </Match>
      <Match when={props.which === "since"}>
        <Suspense>
          <SincePanel {...props} />
        </Suspense>
      </Match>
    </Switch>
  );
}
