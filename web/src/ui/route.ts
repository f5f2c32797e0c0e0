/** The address as a place in the page. Secrets come in the fragment, which never reaches a server, and leave it at once. */
import { createSignal } from "solid-js";
import { boardIn } from "./ahead";

export type Place =
  | { readonly at: "home" }
  | { readonly at: "join"; readonly invite: string | null; readonly group: string | null }
  | { readonly at: "board"; readonly id: string }
  | { readonly at: "workshop"; readonly id: string; readonly token: string | null }
  | { readonly at: "admin"; readonly token: string | null }
  | { readonly at: "gone" };

function read(): Place {
  const { pathname, hash } = location;
  const secret = decodeURIComponent(hash.slice(1));
  if (pathname === "/") return { at: "home" };
  if (pathname === "/join") {
    const fields = new URLSearchParams(`invite=${hash.slice(1)}`);
    return { at: "join", invite: fields.get("invite") || null, group: fields.get("g") };
  }
  const board = boardIn(pathname);
  if (board) return { at: "board", id: board };
  const workshop = /^\/w\/([0-9a-z]{22})$/.exec(pathname);
  if (workshop) {
    if (secret) history.replaceState(null, "", pathname);
    return { at: "workshop", id: workshop[1]!, token: secret || null };
  }
  if (pathname === "/admin") {
    if (secret) history.replaceState(null, "", pathname);
    return { at: "admin", token: secret || null };
  }
  return { at: "gone" };
}

const [place, setPlace] = createSignal<Place>(read());
addEventListener("popstate", () => {
  const { href, pathname } = location;
  // Another part of the same board is no way out of it.
  if (pathname === shown && boardIn(pathname)) return;
  if (!isAtRisk?.()) return void setPlace(read());
  history.pushState(null, "", shown);
  location.assign(href);
});

let isAtRisk: (() => boolean) | null = null;
/** The path before the browser's own buttons changed it. */
let shown = "";

export { place };

/** While this holds, a place is left by a navigation of the browser, which asks the person first. */
export function askBeforeLeaving(when: (() => boolean) | null): void {
  isAtRisk = when;
  shown = location.pathname;
}

/** Goes to a path of this page. */
export function go(path: string): void {
  if (isAtRisk?.()) return location.assign(path);
  history.pushState(null, "", path);
  setPlace(read());
  scrollTo(0, 0);
}

/** For links that stay in the page. */
export function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = (event.currentTarget as HTMLElement).closest("a");
  if (!link || link.origin !== location.origin || link.target) return;
  event.preventDefault();
  go(link.pathname + link.hash);
}
