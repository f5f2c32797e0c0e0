import type { JSX } from "solid-js";
import { t } from "../../i18n";
import { Brand, Message } from "../parts";
import { go } from "../route";
import "../../styles/pages.css";

/** Why a board is not shown. */
export function Refusal(props: { text: string; waits?: boolean }): JSX.Element {
  return (
    <main class="narrow">
      <Brand />
      <div class="card">
        <h1>{t("app.name")}</h1>
        <Message bad={!props.waits} warn>{props.text}</Message>
        <button type="button" class="button primary wide" onClick={() => go("/")}>
          {t("gone.home")}
        </button>
      </div>
    </main>
  );
}
