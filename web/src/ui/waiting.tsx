/** Who has joined and is not let in yet. The page goes on by itself. */
import { createSignal, onCleanup, onMount, Show, type JSX } from "solid-js";
import { t } from "../i18n";
import { api, Refused, words } from "./api";
import { Message } from "./parts";
import { go } from "./route";
import { take, type Seat } from "./seats";

const POLL_MS = 2_000;

export function Waiting(props: { seat: Seat }): JSX.Element {
  const [problem, setProblem] = createSignal<string>();
  const look = async (): Promise<void> => {
    try {
      const workshop = await api.workshop(props.seat.token, props.seat.workshop);
      setProblem(undefined);
      if (workshop.me.waiting || !workshop.landing) return;
      take({ ...props.seat, boards: workshop.boards.map((board) => board.id) });
      go(`/b/${workshop.landing}`);
    } catch (error) {
      // A lost connection passes; whoever was sent away is told so.
      setProblem(error instanceof Refused && error.status === 0 ? t("join.away") : words(error));
    }
  };
  onMount(() => {
    const timer = setInterval(() => void look(), POLL_MS);
    onCleanup(() => clearInterval(timer));
  });
  return (
    <div class="card">
      <h1>{props.seat.title}</h1>
      <p role="status">{t("join.waiting", { name: props.seat.name ?? "" })}</p>
      <Show when={problem()}>{(text) => <Message warn>{text()}</Message>}</Show>
    </div>
  );
}
