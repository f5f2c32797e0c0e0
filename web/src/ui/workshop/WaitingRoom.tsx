/** Who waits to be let in. */
import { createSignal, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words, type Workshop } from "../api";
import { Message } from "../parts";
import { staff } from "../staff";

export function WaitingRoom(props: { workshop: Workshop; token: string; refresh: () => Promise<void>; onAll: () => void }): JSX.Element {
  const [problem, setProblem] = createSignal<string>();
  const waiting = () => (props.workshop.people ?? []).filter((person) => person.waiting);
  const admit = async (person: string): Promise<void> => {
    try {
      setProblem(undefined);
      await staff.changePerson(props.token, props.workshop.id, person, { waiting: false });
      await props.refresh();
    } catch (error) {
      setProblem(words(error));
    }
  };
  return (
    <>
      <Show when={problem()}>{(text) => <Message bad>{text()}</Message>}</Show>
      <Show when={waiting().length > 0}>
        <Message warn>
          <p>{t("waiting.who", { n: waiting().length })}</p>
          <p class="bar" style={{ "padding-top": "8px" }}>
            <button type="button" class="button small primary" onClick={() => props.onAll()}>
              {t("waiting.admit_all")}
            </button>
            <For each={waiting()}>
              {(person) => (
                <button type="button" class="button small" onClick={() => void admit(person.participant)}>
                  {t("waiting.admit", { name: person.name })}
                </button>
              )}
            </For>
          </p>
        </Message>
      </Show>
    </>
  );
}
