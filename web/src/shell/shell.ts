/**
 * The page's own files on this device, so that it opens without the server. A build is kept whole or not at all, and a
 * page is only ever given files of its own build. Nothing that people write comes in here.
 */
import { type Build, isHashed, isPageOf, nameOf, useless, type Hold } from "./build";
import { isAnswer } from "./errand";

/** A line that is up and dead must not keep people from a page that is here. */
const PATIENCE_MS = 2_500;

/** What the shell needs of the browser. */
export interface Surroundings {
  readonly caches: CacheStorage;
  fetch(request: Request | string, how?: RequestInit): Promise<Response>;
  /** How many pages are open. */
  pages(): Promise<number>;
  /** Locks that pages hold; null where there are none. */
  held(): Promise<readonly Hold[] | null>;
}

export class Shell {
  constructor(
    private readonly build: Build,
    private readonly here: Surroundings,
  ) {}

  /** Fetches the build, one file after the other so as not to be in anybody's way; rejects if one does not come. */
  async install(): Promise<void> {
    const cache = await this.cache();
    for (const path of this.build.files) {
      // What an interrupted try has brought, and what has not changed since the last build.
      if (await cache.match(path)) continue;
      const there = isHashed(path) ? await this.here.caches.match(path, { ignoreVary: true }) : undefined;
      await cache.put(path, there ?? (await this.bring(path)));
    }
  }

  /** The server's page, so that a new build reaches people; without an answer soon, the one that is kept. */
  async page(network: Promise<Response>): Promise<Response> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), PATIENCE_MS);
    });
    const answer = network.then(whole).catch(() => null);
    const soon = await Promise.race([answer, patience]);
    clearTimeout(timer);
    if (soon && isAnswer(soon)) return soon;
    const kept = await (await this.cache()).match("/");
    return kept ?? soon ?? network;
  }

  /** A part of a page: of this build, or of the earlier one that an open page is of, or from the server. */
  async file(request: Request): Promise<Response> {
    const cache = await this.cache();
    const kept = (await cache.match(request, { ignoreVary: true })) ?? (await this.here.caches.match(request, { ignoreVary: true }));
    if (kept) return kept;
    const answer = await this.here.fetch(request);
    // Letters of other alphabets are kept when somebody has needed them.
    if (answer.ok && !isHashed(new URL(request.url).pathname)) await cache.put(request, answer.clone());
    return answer;
  }

  /** Removes earlier builds that no open page is of. */
  async sweep(): Promise<void> {
    const { caches, pages, held } = this.here;
    const names = useless(await caches.keys(), this.build.id, await pages(), await held());
    await Promise.all(names.map((name) => caches.delete(name)));
  }

  private cache(): Promise<Cache> {
    return this.here.caches.open(nameOf(this.build.id));
  }

  private async bring(path: string): Promise<Response> {
    const answer = await this.here.fetch(path, { cache: isHashed(path) ? "default" : "no-cache", priority: "low" });
    if (!answer.ok || answer.redirected) throw new Error(`${path} did not come: ${answer.status}`);
    if (path === "/" && !isPageOf(this.build.id, await answer.clone().text())) throw new Error("the server has another build by now");
    return answer;
  }
}

/** The answer when all of it is here: a line may die in the middle of one. */
async function whole(answer: Response): Promise<Response> {
  if (answer.ok) await answer.clone().arrayBuffer();
  return answer;
}
