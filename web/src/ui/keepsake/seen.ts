/** A file of the server's that is looked at: what is there stays until the next one is. */
import { createMemo, createResource, onCleanup } from "solid-js";
import { words } from "../api";

export interface Seen {
  readonly url: () => string | undefined;
  readonly problem: () => string | undefined;
}

/** `asked` is what it depends on; nothing is fetched while that is nothing. */
export function seen<Asked>(asked: () => Asked | undefined, fetch: (asked: Asked) => Promise<Blob>): Seen {
  const [file] = createResource(asked, (one) => fetch(one as Asked));
  const shown = createMemo(() => (file.state === "ready" || file.state === "refreshing" ? file.latest : undefined));
  const url = createMemo(() => {
    const blob = shown();
    if (!blob) return undefined;
    const made = URL.createObjectURL(blob);
    onCleanup(() => URL.revokeObjectURL(made));
    return made;
  });
  return {
    url,
    problem: () => (file.error ? words(file.error) : undefined),
  };
}
