import { createSignal, For, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words, type Workshop } from "../api";
import { CopyLine } from "../forms";
import { Dialog } from "../dialog";
import { Message } from "../parts";
import { Qr } from "../qr";
import { staff } from "../staff";

/** Link, code and QR, large enough for a projector. */
export function ShareDialog(props: { workshop: Workshop; token: string; refresh: () => Promise<void>; onClose: () => void }): JSX.Element {
  const join = () => props.workshop.join!;
  const code = () => join().code.replace(/^(.{4})(.{4})$/, "$1-$2");
  const [problem, setProblem] = createSignal<string>();
  const renew = async (): Promise<void> => {
    try {
      setProblem(undefined);
      await staff.change(props.token, props.workshop.id, { renew_join: true });
      await props.refresh();
    } catch (error) {
      setProblem(words(error));
    }
  };
  return (
    <Dialog title={t("share.title")} large onClose={props.onClose}>
      <div class="row" style={{ "align-items": "flex-start", gap: "32px" }}>
        <div class="stack grow" style={{ "min-width": "260px" }}>
          <div>
            <h3>{t("share.code")}</h3>
            <p class="share-code">{code()}</p>
            <p class="soft small">{t("share.code.hint", { host: location.host })}</p>
          </div>
          <CopyLine label={t("share.link")} text={join().url} />
          <Show when={props.workshop.groups.length > 0}>
            <details>
              <summary>{t("share.groups")}</summary>
              <div class="stack" style={{ "padding-top": "12px" }}>
                <For each={props.workshop.groups}>
                  {(group) => <CopyLine label={t("share.group", { group })} text={`${join().url}&g=${encodeURIComponent(group)}`} />}
                </For>
              </div>
            </details>
          </Show>
          <details>
            <summary>{t("share.renew.title")}</summary>
            <div class="stack" style={{ "padding-top": "12px" }}>
              <p class="soft small">{t("share.renew.hint")}</p>
              <p>
                <button type="button" class="button small" onClick={() => void renew()}>
                  {t("share.renew")}
                </button>
              </p>
              <Show when={problem()}>
                <Message bad>{problem()}</Message>
              </Show>
            </div>
          </details>
        </div>
        <Qr url={join().url} label={t("share.qr")} />
      </div>
    </Dialog>
  );
}
