/** What the worker does about a request. Pure. */

/** `page`: one of our pages is opened. `file`: a part of one. `none`: the worker keeps out of it. */
export type Errand = "page" | "file" | "none";

export interface Asked {
  readonly method: string;
  readonly mode: string;
  readonly url: string;
}

/** Beside these every address without a dot is a place in the page (crates/server/src/http/assets.rs). */
const NO_PAGES = /^\/(?:api\/|p\/|sync|healthz$|readyz$|metrics$)/;

export function errandOf({ method, mode, url }: Asked, origin: string): Errand {
  const { pathname, origin: to } = new URL(url);
  if (method !== "GET" || to !== origin) return "none";
  if (mode === "navigate") return NO_PAGES.test(pathname) || pathname.includes(".") ? "none" : "page";
  return /^\/(?:assets|fonts)\/|^\/icon\.svg$/.test(pathname) ? "file" : "none";
}

/** The server answered. A proxy in front of one that is away answers too, with 502 or the like: that is no answer. */
export function isAnswer({ status }: { readonly status: number }): boolean {
  return status < 500;
}
