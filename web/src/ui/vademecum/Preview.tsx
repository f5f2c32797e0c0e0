/** The handbook as it is: its own page, in a frame in which nothing runs. */
import { createEffect, createResource, onCleanup, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words } from "../api";
import { staff } from "../staff";

export function Preview(props: { token: string; workshop: string; saved: number }): JSX.Element {
  let frame: HTMLIFrameElement | undefined;
  let scrolled = 0;
  // An address of its own: what the contents lead to is looked for there, and not on this page.
  const [page] = createResource(
    () => props.saved || undefined,
    async () => URL.createObjectURL(await staff.vademecumFile(props.token, props.workshop, "html")),
  );
  createEffect(() => {
    const url = page.error ? undefined : page();
    onCleanup(() => url && URL.revokeObjectURL(url));
  });
  // Keys that are pressed in the frame stay in it: Escape ends the dialog from there too.
  const loaded = (): void => {
    frame?.contentWindow?.scrollTo(0, scrolled);
    frame?.contentDocument?.addEventListener("keydown", (event) => {
      if (event.key === "Escape") frame?.closest("dialog")?.dispatchEvent(new Event("cancel", { cancelable: true }));
    });
  };
  // What is there stays until the next one is, and where one was reading.
  const shown = () => {
    const url = page.state === "ready" || page.state === "refreshing" ? page.latest : undefined;
    scrolled = frame?.contentWindow?.scrollY ?? 0;
    return url;
  };
  return (
    <div class="handbook-preview">
      <Show when={shown()} fallback={<p class="soft">{page.error ? words(page.error) : t("vademecum.preview.making")}</p>}>
        {(url) => (
          <iframe ref={frame} title={t("vademecum.preview")} sandbox="allow-same-origin" src={url()} onLoad={loaded} />
        )}
      </Show>
    </div>
  );
}
