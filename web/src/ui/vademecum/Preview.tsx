/** The handbook as it is: its own page, in a frame in which nothing runs. */
import { Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { seen } from "../keepsake/seen";
import { staff } from "../staff";

export function Preview(props: { token: string; workshop: string; saved: number }): JSX.Element {
  let frame: HTMLIFrameElement | undefined;
  let scrolled = 0;
  // An address of its own: what the contents lead to is looked for there, and not on this page.
  const page = seen(
    () => props.saved || undefined,
    () => staff.vademecumFile(props.token, props.workshop, "html"),
  );
  // Keys that are pressed in the frame stay in it: Escape ends the dialog from there too.
  const loaded = (): void => {
    frame?.contentWindow?.scrollTo(0, scrolled);
    frame?.contentDocument?.addEventListener("keydown", (event) => {
      if (event.key === "Escape") frame?.closest("dialog")?.dispatchEvent(new Event("cancel", { cancelable: true }));
    });
  };
  // Where one was reading stays too.
  const shown = () => {
    const url = page.url();
    scrolled = frame?.contentWindow?.scrollY ?? 0;
    return url;
  };
  return (
    <div class="handbook-preview">
      <Show when={shown()} fallback={<p class="soft">{page.problem() ?? t("vademecum.preview.making")}</p>}>
        {(url) => (
          <iframe ref={frame} title={t("vademecum.preview")} sandbox="allow-same-origin" src={url()} onLoad={loaded} />
        )}
      </Show>
    </div>
  );
}
