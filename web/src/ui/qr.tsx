import { createResource, type JSX } from "solid-js";

/** An address to be scanned, large enough for a projector. */
export function Qr(props: { url: string; label: string }): JSX.Element {
  const [drawn] = createResource(
    () => props.url,
    async (url) => {
      const { renderSVG } = await import("uqr");
      return renderSVG(url, { border: 1, ecc: "M" });
    },
  );
  return <div class="qr" role="img" aria-label={props.label} innerHTML={drawn.state === "ready" ? drawn() : ""} />;
}
