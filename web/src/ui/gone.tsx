// Whoever likes it dark is not dazzled here either.
import "./theme";
import { onMount, type JSX } from "solid-js";
import { t } from "../i18n";
import { Brand } from "./parts";
import { go } from "./route";
import { keepShell } from "./shell";
import "../styles/pages.css";

/** An address where there is nothing. */
export function GonePage(): JSX.Element {
  onMount(() => void keepShell());
  return (
    <main class="narrow">
      <Brand />
      <div class="card">
        <h1>{t("gone.title")}</h1>
        <p>{t("gone.text")}</p>
        <button type="button" class="button primary wide" onClick={() => go("/")}>
          {t("gone.home")}
        </button>
      </div>
    </main>
  );
}
