/** What a story has: a server of its own, and people with a browser each. */
import { type BrowserContextOptions, expect, type Page, test as base } from "@playwright/test";
import { createWorkshop, type Workshop } from "./api";
import { Server } from "./server";

interface Story {
  /** Flags of the server. */
  flags: string[];
  server: Server;
  /** A workshop with the four groups, nobody in it yet. */
  workshop: Workshop;
  /** Somebody sits down at a browser of their own. */
  newcomer: (options?: BrowserContextOptions) => Promise<Page>;
}

export const test = base.extend<Story>({
  flags: [[], { option: true }],
  server: async ({ flags }, use, info) => {
    const server = await Server.start(...flags);
    await use(server);
    if (info.status !== info.expectedStatus) await info.attach("server.log", { body: server.logs, contentType: "text/plain" });
    await server.stop();
  },
  workshop: async ({ server }, use) => use(await createWorkshop(server)),
  newcomer: async ({ browser }, use) => {
    const problems: string[] = [];
    const pages: Page[] = [];
    await use(async (options) => {
      const page = await (await browser.newContext(options)).newPage();
      page.on("pageerror", (error) => problems.push(`${page.url()} ${error.name}: ${error.message}\n${error.stack}`));
      pages.push(page);
      return page;
    });
    await Promise.all(pages.map((page) => page.context().close()));
    expect(problems, "errors that no page caught").toEqual([]);
  },
});

/** A telephone in an upright hand. */
export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

export { expect };
