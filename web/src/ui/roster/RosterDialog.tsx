/** Who takes part, and in which groups: prepared before a session, put in force during it. */
import { createResource, createSignal, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { Refused, words, type RowError, type Workshop } from "../api";
import { Dialog } from "../dialog";
import { Message } from "../parts";
import { Groupings } from "./Groupings";
import { PeopleList } from "./PeopleList";
import { Rights } from "./Rights";
import { Desk } from "./roster";
import { Tables } from "./Tables";
import "../../styles/roster.css";

/** Does something and reads the roster anew; what went wrong is told where one looks. */
export type Act = (what: () => Promise<string | void>) => Promise<boolean>;

const ROWS_SHOWN = 20;

export function RosterDialog(props: { workshop: Workshop; session: number; token: string; refresh: () => Promise<void>; onClose: () => void }): JSX.Element {
  const desk = new Desk(props.token, props.workshop.id);
  const [there, { refetch }] = createResource(() => desk.roster());
  const [said, setSaid] = createSignal<string>();
  const [problem, setProblem] = createSignal<{ text: string; rows: readonly RowError[] }>();
  const act: Act = async (what) => {
    try {
      setProblem(undefined);
      setSaid(undefined);
      setSaid((await what()) ?? undefined);
      await Promise.all([refetch(), props.refresh()]);
      return true;
    } catch (error) {
      setProblem({ text: words(error), rows: error instanceof Refused ? error.rows : [] });
      return false;
    }
  };
  return (
    <Dialog title={t("roster.title")} large onClose={props.onClose}>
      <div class="stack roster">
        <Show when={there.error}>
          <Message bad>{words(there.error)}</Message>
        </Show>
        <Show when={there.latest}>
          {(roster) => (
            <>
              <PeopleList roster={roster()} desk={desk} act={act} />
              <Groupings roster={roster()} workshop={props.workshop} session={props.session} desk={desk} act={act} />
              <Rights workshop={props.workshop} desk={desk} act={act} />
              <Tables desk={desk} session={props.session} act={act} />
            </>
          )}
        </Show>
        <div class="roster-said">
          <Show when={problem()}>
            {(wrong) => (
              <Message bad>
                <p>{wrong().text}</p>
                <ul>
                  {wrong()
                    .rows.slice(0, ROWS_SHOWN)
                    .map(({ file, line, reason }) => (
                      <li>{t("import.row", { file, line, reason })}</li>
                    ))}
                </ul>
              </Message>
            )}
          </Show>
          <Show when={said()}>{(text) => <Message>{text()}</Message>}</Show>
        </div>
      </div>
    </Dialog>
  );
}
