/** One build of the page: what belongs to it, where this device keeps it, and when it may go. Pure. */

/** Put in by the bundler. */
export interface Build {
  /** Changes with every file of the page. */
  readonly id: string;
  /** Paths of its files, the page itself (`/`) and what a board needs first. */
  readonly files: readonly string[];
}

/** A lock somebody holds. Browsers name its page in a way of their own: it can be counted, not looked up. */
export interface Hold {
  readonly name?: string | undefined;
  readonly clientId?: string | undefined;
}

const PREFIX = "plenaria ";

/** Name of the cache that holds a build, and of the lock by which a page says that it is of that build. */
export function nameOf(id: string): string {
  return PREFIX + id;
}

/** The page says itself of which build it is, so that no server in between two versions can mix them. */
export function isPageOf(id: string, html: string): boolean {
  return html.includes(`data-build="${id}"`);
}

/** Names below assets/ hold a hash of the content: the same name is the same file in every build. */
export function isHashed(path: string): boolean {
  return path.startsWith("/assets/");
}

/**
 * The caches nobody needs any more. A page of an earlier build still asks for its chunks, which the server no longer
 * has: as long as one page has not said of which build it is, everything stays. `held` is null where a browser has no
 * locks.
 */
export function useless(names: readonly string[], current: string, pages: number, held: readonly Hold[] | null): string[] {
  const others = names.filter((name) => name.startsWith(PREFIX) && name !== nameOf(current));
  if (held === null) return pages > 1 ? [] : others;
  const said = new Set(held.filter(({ name }) => name?.startsWith(PREFIX)).map(({ clientId }) => clientId));
  if (said.size < pages) return [];
  const used = new Set(held.map(({ name }) => name));
  return others.filter((name) => !used.has(name));
}
