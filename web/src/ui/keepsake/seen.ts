/** A file of the server's that is looked at: what is there stays until the next one is. */
import { createEffect, createResource, onCleanup } from "solid-js";
import { words } from "../api";

export interface Seen {
  readonly url: () => string | undefined;
  readonly problem: () => string | undefined;
}

/** `asked` is what it depends on; nothing is fetched while that is nothing. */
export function seen<Asked>(asked: () => Asked | undefined, fetch: (asked: Asked) => Promise<Blob>): Seen {
  const [file] = createResource(asked, async (one) => URL.createObjectURL(await fetch(one as Asked)));
  createEffect(() => {
    const url = file.error ? undefined : file();
    onCleanup(() => url && URL.revokeObjectURL(url));
  });
  return {
    url: () => (file.state === "ready" || file.state === "refreshing" ? file.latest : undefined),
    problem: () => (file.error ? words(file.error) : undefined),
  };
}
