/** What a story has: a server of its own, people with a browser each, and next door people whom nobody wants. */
import { type BrowserContextOptions, expect, type Page, test as base } from "@playwright/test";
import { createWorkshop, type Workshop } from "./api";
import { NextDoor } from "./nextdoor";
import { Server } from "./server";

interface Story {
  /** Flags of the server. */
  flags: string[];
  /** Starts a server. It has people next door whom nobody wants, and ends with the story. */
  launch: (...flags: string[]) => Promise<Server>;
  server: Server;
  /** A workshop with the four groups, nobody in it yet. */
  workshop: Workshop;
  /** Somebody sits down at a browser of their own. */
  newcomer: (options?: BrowserContextOptions) => Promise<Page>;
}

export const test = base.extend<Story>({
  flags: [[], { option: true }],
  launch: async ({}, use, info) => {
    const servers: Server[] = [];
    const neighbours: NextDoor[] = [];
    await use(async (...flags) => {
      const server = await Server.start(...flags);
      servers.push(server);
      neighbours.push(await NextDoor.open(server));
      return server;
    });
    const passed = info.status === info.expectedStatus;
    for (const server of passed ? [] : servers) await info.attach("server.log", { body: server.logs, contentType: "text/plain" });
    try {
      for (const neighbour of neighbours) await neighbour.end(passed);
    } finally {
      for (const server of servers) await server.stop();
    }
  },
  server: async ({ launch, flags }, use) => use(await launch(...flags)),
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
