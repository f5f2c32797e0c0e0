import { beforeEach, describe, expect, test, vi } from "vitest";
import { type Build, nameOf, useless } from "../../src/shell/build";
import { errandOf } from "../../src/shell/errand";
import { FakeBrowser } from "./fake";

const OLD: Build = { id: "old", files: ["/", "/assets/index-1.js", "/assets/help-1.js", "/assets/same.js", "/fonts/latin.woff2"] };
const NEW: Build = { id: "new", files: ["/", "/assets/index-2.js", "/assets/help-2.js", "/assets/same.js", "/fonts/latin.woff2"] };

let browser: FakeBrowser;
beforeEach(() => {
  browser = new FakeBrowser();
  browser.deploy(OLD);
});

const text = async (answer: Promise<Response>): Promise<string> => (await answer).text();

describe("errand", () => {
  const origin = "https://plenaria.example";
  const of = (path: string, mode = "cors", method = "GET") => errandOf({ method, mode, url: new URL(path, origin).href }, origin);

  test("wb54 the worker keeps out of everything that is not a page or a part of one", () => {
    for (const path of ["/", "/join#x", "/b/0123456789abcdefghijkl", "/w/0123456789abcdefghijkl", "/admin", "/nulla", "/?a=b.c"]) {
      expect(of(path, "navigate"), path).toBe("page");
    }
    for (const path of ["/assets/index-1.js", "/fonts/regular-latin.woff2", "/icon.svg"]) expect(of(path), path).toBe("file");
    for (const path of ["/api/v1/boards/x", "/api/v1/boards/x/state", "/sync/x", "/healthz", "/metrics", "/sw.js", "/b/x"]) {
      expect(of(path), path).toBe("none");
    }
    for (const path of ["/api/v1/openapi.json", "/p/abcdefghijklmnopqrstuvwxyz", "/sync/x", "/healthz", "/readyz", "/metrics", "/sw.js", "/icon.svg"]) {
      expect(of(path, "navigate"), path).toBe("none");
    }
    expect(of("/", "cors", "HEAD")).toBe("none");
    expect(of("/", "navigate", "POST")).toBe("none");
    expect(of("https://elsewhere.example/assets/x.js")).toBe("none");
  });
});

describe("shell", () => {
  test("wb51 a build is kept whole, and every part of it is there without the server", async () => {
    const shell = browser.shell(OLD);
    await shell.install();
    browser.up = false;
    expect(await text(shell.page(browser.navigate()))).toContain('data-build="old"');
    for (const path of OLD.files.slice(1)) expect(await text(shell.file(browser.request(path)))).toBe(`${path} of old`);
  });

  test("wb51 a build that does not come whole is not taken, and the next try brings what is missing", async () => {
    const shell = browser.shell(OLD);
    browser.server.delete("/assets/same.js");
    await expect(shell.install()).rejects.toThrow("/assets/same.js did not come: 404");
    browser.deploy(OLD);
    browser.asked.length = 0;
    await shell.install();
    expect(browser.asked).toEqual(["/assets/same.js", "/fonts/latin.woff2"]);
  });

  test("wb53 the page comes from the server when it answers, a new one too", async () => {
    const shell = browser.shell(OLD);
    await shell.install();
    browser.deploy(NEW);
    expect(await text(shell.page(browser.navigate()))).toContain('data-build="new"');
    // A page that the server has is not kept by an earlier build's worker: its parts are not here.
    browser.up = false;
    expect(await text(shell.page(browser.navigate()))).toContain('data-build="old"');
  });

  test("wb53 a proxy that answers for a server that is away is no answer; a refusal is one", async () => {
    const shell = browser.shell(OLD);
    await shell.install();
    browser.status = 502;
    expect(await text(shell.page(browser.navigate()))).toContain('data-build="old"');
    browser.status = 403;
    expect((await shell.page(browser.navigate())).status).toBe(403);
  });

  test("wb53 a line that is up and dead is waited for a moment; with nothing kept, as long as it takes", async () => {
    const shell = browser.shell(OLD);
    let answer!: (page: Response) => void;
    const late = new Promise<Response>((resolve) => (answer = resolve));
    vi.useFakeTimers();
    try {
      const first = shell.page(late);
      await vi.advanceTimersByTimeAsync(20_000);
      answer(new Response("late"));
      expect(await text(first)).toBe("late");
      const installed = shell.install();
      await vi.advanceTimersByTimeAsync(0);
      await installed;
      const second = shell.page(new Promise(() => undefined));
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await text(second)).toContain('data-build="old"');
    } finally {
      vi.useRealTimers();
    }
  });

  test("wb53 without an answer and with nothing kept the browser says so itself", async () => {
    browser.up = false;
    await expect(browser.shell(OLD).page(browser.navigate())).rejects.toThrow("Failed to fetch");
  });

  test("wb53 parts of two builds are never mixed, also when the server changes while one is fetched", async () => {
    await browser.shell(OLD).install();
    browser.deploy(OLD);
    // The worker of the new build is here already, the page that the server gives is still the old one.
    for (const path of NEW.files.slice(1)) browser.server.set(path, `${path} of new`);
    await expect(browser.shell(NEW).install()).rejects.toThrow("another build");
    browser.deploy(NEW);
    const shell = browser.shell(NEW);
    browser.asked.length = 0;
    await shell.install();
    // What has the same name is the same; letters have no hash in their name.
    expect(browser.asked).toEqual(["/", "/assets/index-2.js", "/assets/help-2.js", "/fonts/latin.woff2"]);
    expect(await text(shell.file(browser.request("/fonts/latin.woff2")))).toBe("/fonts/latin.woff2 of new");
  });

  test("wb53 a page of an earlier build finds its chunks as long as it is open", async () => {
    browser.pages.set("page 1", "old");
    await browser.shell(OLD).install();
    browser.deploy(NEW);
    const shell = browser.shell(NEW);
    await shell.install();
    await shell.sweep();
    expect(await text(shell.file(browser.request("/assets/help-1.js")))).toBe("/assets/help-1.js of old");
    // It is reloaded: the page that comes has not said yet of which build it is.
    browser.pages.delete("page 1");
    browser.pages.set("page 2", null);
    await shell.sweep();
    expect(browser.kept).toEqual([nameOf("old"), nameOf("new")]);
    browser.pages.set("page 2", "new");
    await shell.sweep();
    expect(browser.kept).toEqual([nameOf("new")]);
  });

  test("wb53 where pages cannot say it, earlier builds go when there is one page at most; other caches are not ours", () => {
    const names = [nameOf("old"), nameOf("new"), "someone else's"];
    expect(useless(names, "new", 2, null)).toEqual([]);
    expect(useless(names, "new", 1, null)).toEqual([nameOf("old")]);
    expect(useless(names, "new", 0, [])).toEqual([nameOf("old")]);
    expect(useless(names, "new", 1, [{ name: "another lock", clientId: "a" }])).toEqual([]);
  });

  test("wb51 letters of other alphabets are kept once somebody has needed them", async () => {
    const shell = browser.shell(OLD);
    await shell.install();
    browser.server.set("/fonts/greek.woff2", "greek");
    browser.server.set("/assets/unknown.js", "unknown");
    expect(await text(shell.file(browser.request("/fonts/greek.woff2")))).toBe("greek");
    expect(await text(shell.file(browser.request("/assets/unknown.js")))).toBe("unknown");
    browser.up = false;
    expect(await text(shell.file(browser.request("/fonts/greek.woff2")))).toBe("greek");
    await expect(shell.file(browser.request("/assets/unknown.js"))).rejects.toThrow("Failed to fetch");
  });
});
