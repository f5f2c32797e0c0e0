/** Shown inside somebody else's page. */
import { createServer, type Server as Site } from "node:http";
import type { AddressInfo } from "node:net";
import type { FrameLocator } from "@playwright/test";
import { createWorkshop } from "../api";
import { Reader } from "../reader";
import { expect, test } from "../story";

/** A site with a page around another one. */
async function site(inner: string): Promise<{ readonly url: string; readonly site: Site }> {
  const made = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<title>Corso</title><iframe title="Lavagna" src="${inner}" style="width:1200px;height:700px"></iframe>`);
  });
  await new Promise<void>((done) => made.listen(0, "127.0.0.1", done));
  // Another host name is another site to a browser.
  return { url: `http://localhost:${(made.address() as AddressInfo).port}`, site: made };
}

async function writes(board: FrameLocator, text: string): Promise<void> {
  // All its tools are there.
  await expect(board.getByRole("application")).not.toHaveAttribute("aria-busy");
  await board.getByRole("application").dblclick({ position: { x: 500, y: 350 } });
  await board.getByRole("application").getByRole("textbox").fill(text);
  await board.getByRole("application").press("Escape");
}

test("wb137 one takes part inside the page of a site that is allowed, and no other site shows anything", async ({ launch, newcomer }) => {
  const around = await site("about:blank");
  const server = await launch("--embedded-in", around.url);
  const workshop = await createWorkshop(server);
  const [allowed, foreign] = [around.site, (await site(workshop.join.url)).site];
  allowed.removeAllListeners("request");
  allowed.on("request", (_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<title>Corso</title><iframe title="Lavagna" src="${workshop.join.url}" style="width:1200px;height:700px"></iframe>`);
  });
  try {
    // As browsers do that let pages within others keep nothing.
    const page = await newcomer();
    await page.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
        Object.defineProperty(window, name, { get: () => { throw new DOMException("denied", "SecurityError"); } });
      }
    });
    await page.goto(around.url);
    const board = page.frameLocator("iframe");
    await board.getByRole("textbox", { name: "Come ti chiami?" }).fill("Ada");
    await board.getByRole("radio", { name: /^Ambiente/ }).check();
    await board.getByRole("button", { name: "Vai alla lavagna" }).click();
    await writes(board, "scritta dentro il corso");
    const reader = await Reader.of(server, workshop);
    await expect.poll(() => reader.texts()).toEqual(["scritta dentro il corso"]);
    reader.close();
    expect(await page.context().cookies()).toEqual([]);

    const elsewhere = await newcomer();
    await elsewhere.goto(`http://localhost:${(foreign.address() as AddressInfo).port}`);
    await expect(elsewhere.frameLocator("iframe").getByRole("textbox", { name: "Come ti chiami?" })).toBeHidden();
    await expect.poll(() => elsewhere.frames().at(-1)!.url()).toContain("chrome-error");
  } finally {
    for (const one of [allowed, foreign]) one.close();
  }
});
