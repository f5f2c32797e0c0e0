/** The handbook as it is: its own page, in a frame in which nothing runs. */
import { createResource, Show, type JSX } from "solid-js";
import { t } from "../../i18n";
import { words } from "../api";
import { staff } from "../staff";

export function Preview(props: { token: string; workshop: string; saved: number }): JSX.Element {
  let frame: HTMLIFrameElement | undefined;
  let scrolled = 0;
  const [page] = createResource(
    () => props.saved || undefined,
    async () => (await staff.vademecumFile(props.token, props.workshop, "html")).text(),
  );
  // What is there stays until the next one is, and where one was reading.
  const shown = () => {
    const text = page.state === "ready" || page.state === "refreshing" ? page.latest : undefined;
    scrolled = frame?.contentWindow?.scrollY ?? 0;
    return text;
  };
  return (
    <div class="handbook-preview">
      <Show when={shown()} fallback={<p class="soft">{page.error ? words(page.error) : t("vademecum.preview.making")}</p>}>
        {(text) => (
          <iframe
            ref={frame}
            title={t("vademecum.preview")}
            sandbox="allow-same-origin"
            srcdoc={text()}
            onLoad={() => frame?.contentWindow?.scrollTo(0, scrolled)}
          />
        )}
      </Show>
    </div>
  );
}
