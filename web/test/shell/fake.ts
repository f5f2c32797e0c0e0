/** A browser around the shell for tests: caches in memory, a server of one build, pages with their locks. */
import { type Build, type Hold, nameOf } from "../../src/shell/build";
import { Shell, type Surroundings } from "../../src/shell/shell";

const ORIGIN = "https://plenaria.example";
const pathOf = (what: RequestInfo | URL): string => new URL(what instanceof Request ? what.url : String(what), ORIGIN).pathname;

class FakeCache {
  readonly files = new Map<string, Response>();

  async match(what: RequestInfo | URL): Promise<Response | undefined> {
    return this.files.get(pathOf(what))?.clone();
  }

  async put(what: RequestInfo | URL, answer: Response): Promise<void> {
    this.files.set(pathOf(what), answer);
  }
}

export class FakeBrowser {
  readonly stores = new Map<string, FakeCache>();
  /** Paths the server has, with what they say. */
  server = new Map<string, string>();
  /** Answers of the server to whatever is asked. */
  status = 200;
  up = true;
  readonly asked: string[] = [];
  /** Page → the build it has said it is of; null while it has not. */
  readonly pages = new Map<string, string | null>();
  hasLocks = true;

  deploy({ id, files }: Build): void {
    this.server = new Map(files.map((path) => [path, path === "/" ? `<html data-build="${id}">` : `${path} of ${id}`]));
  }

  shell(build: Build): Shell {
    return new Shell(build, this.around());
  }

  request(path: string): Request {
    return new Request(ORIGIN + path);
  }

  async navigate(): Promise<Response> {
    return this.fetch("/");
  }

  get kept(): string[] {
    return [...this.stores.keys()];
  }

  private async fetch(what: Request | string): Promise<Response> {
    const path = pathOf(what);
    this.asked.push(path);
    if (!this.up) throw new TypeError("Failed to fetch");
    if (this.status !== 200) return new Response("", { status: this.status });
    const text = this.server.get(path);
    return text === undefined ? new Response("", { status: 404 }) : new Response(text);
  }

  private around(): Surroundings {
    const { stores } = this;
    const open = async (name: string): Promise<FakeCache> => {
      const cache = stores.get(name) ?? new FakeCache();
      stores.set(name, cache);
      return cache;
    };
    const caches = {
      open,
      keys: async () => [...stores.keys()],
      delete: async (name: string) => stores.delete(name),
      match: async (what: RequestInfo | URL) => {
        for (const cache of stores.values()) {
          const found = await cache.match(what);
          if (found) return found;
        }
        return undefined;
      },
    };
    return {
      caches: caches as unknown as CacheStorage,
      fetch: (what) => this.fetch(what),
      pages: async () => this.pages.size,
      held: async () => (this.hasLocks ? this.holds() : null),
    };
  }

  private holds(): Hold[] {
    return [...this.pages].flatMap(([clientId, build]) => (build === null ? [] : [{ name: nameOf(build), clientId }]));
  }
}
