import { Match, Show, Switch, type JSX } from "solid-js";
import { t } from "../../i18n";
import { CLOSE } from "../drawings";
import { Icon } from "../icons";
import type { Photographing } from "./photo";

const CAMERA = { d: "M4 8h3.500L9 5.500h6L16.500 8H20v11H4zM12 10.500a3 3 0 1 0 0 6 3 3 0 0 0 0-6z" };

/** The photo of the note being written, or the way to one. What becomes of it is said. */
export function PhotoLine(props: { photo: Photographing; onDone: () => void }): JSX.Element {
  let chooser!: HTMLInputElement;
  const { photo } = props.photo;
  return (
    <div class="capture-photo">
      <input
        ref={chooser}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        onChange={() => {
          const [file] = chooser.files ?? [];
          // The same photo may be chosen again.
          if (file) props.photo.take(file);
          chooser.value = "";
          props.onDone();
        }}
      />
      <Show
        when={photo()}
        fallback={
          <button type="button" class="button quiet" onClick={() => chooser.click()}>
            <Icon name={CAMERA} />
            {t("capture.photo")}
          </button>
        }
      >
        {(there) => (
          // What no browser can show has no picture of it.
          <Show when={there().why !== "no_picture" && there().url} fallback={<span class="capture-thumb" />}>
            {(url) => <img class="capture-thumb" src={url()} alt={t("capture.photo.chosen")} />}
          </Show>
        )}
      </Show>
      <p class="grow small" role="status">
        <Show when={photo()}>
          {(there) => (
            <Switch fallback={t("remark.picture_sending")}>
              <Match when={there().why}>{(why) => t(`remark.picture_${why()}`)}</Match>
              <Match when={there().image}>{t("capture.photo.there")}</Match>
            </Switch>
          )}
        </Show>
      </p>
      <Show when={photo()}>
        {(there) => (
          <>
            <Show when={there().why === "offline"}>
              <button type="button" class="button small" onClick={() => props.photo.again()}>
                {t("capture.photo.again")}
              </button>
            </Show>
            <button
              type="button"
              class="icon-button"
              aria-label={t("capture.photo.drop")}
              title={t("capture.photo.drop")}
              onClick={() => {
                props.photo.drop();
                props.onDone();
              }}
            >
              <Icon name={CLOSE} />
            </button>
          </>
        )}
      </Show>
    </div>
  );
}
