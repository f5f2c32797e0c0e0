import type { JSX } from "solid-js";
import type { BoardSession, Status } from "../../doc/session";
import type { Tab } from "../../state/tab";
import type { Stage } from "../../tools/stage";
import type { BoardInfo } from "../api";
import type { Seat } from "../seats";
import { DrawBar } from "./DrawBar";
import { HereMenu } from "./HereMenu";
import { Together } from "../talk/Together";
import { Votes } from "../vote/Votes";
import { RemarkLine } from "./RemarkLine";
import { SelectionMenu } from "./SelectionMenu";
import { Templates } from "./Templates";
import { WordingBar } from "./WordingBar";
import { WriteLink } from "./WriteLink";

/** What floats over a painted board besides its bars: for the selection, for an empty board, and what is told in passing. */
export function Floating(props: {
  info: BoardInfo;
  seat: Seat;
  session: BoardSession;
  tab: Tab;
  stage: Stage;
  status: Status;
  outline: boolean;
  empty: boolean;
}): JSX.Element {
  return (
    <>
      <SelectionMenu session={props.session} tab={props.tab} stage={props.stage} status={props.status} outline={props.outline} />
      <HereMenu tab={props.tab} stage={props.stage} />
      <Together session={props.session} tab={props.tab} stage={props.stage} status={props.status} seat={props.seat} outline={props.outline} />
      <Votes info={props.info} seat={props.seat} session={props.session} tab={props.tab} stage={props.stage} status={props.status} />
      <WriteLink tab={props.tab} status={props.status} outline={props.outline} />
      <RemarkLine tab={props.tab} />
      <DrawBar session={props.session} tab={props.tab} stage={props.stage} readOnly={props.status.readOnly} />
      <WordingBar session={props.session} tab={props.tab} stage={props.stage} />
      <Templates info={props.info} seat={props.seat} session={props.session} stage={props.stage} status={props.status} empty={props.empty} />
    </>
  );
}
