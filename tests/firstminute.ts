/** The first minute of a newcomer on a telephone: what they do, at the pace of a hand. */
import { expect, type Page } from "@playwright/test";
import type { Workshop } from "./api";
import type { Board } from "./page";
import type { Server } from "./server";

/** Between two keys, ms: a thumb that knows its way. */
const KEY_MS = 80;

/**
 * From the page of the code to a note that `other`, who is on the same board already, sees; the milliseconds it took. What
 * is waited for is only what a person would wait for: that it is there.
 */
export async function firstMinute(server: Server, workshop: Workshop, page: Page, other: Board, words: string): Promise<number> {
  await page.goto(server.url);
  const code = page.getByRole("textbox", { name: "Codice" });
  await expect(code).toBeVisible();
  const begun = Date.now();
  await code.tap();
  await page.keyboard.type(workshop.join.code, { delay: KEY_MS });
  await page.getByRole("button", { name: "Continua" }).tap();
  await page.getByRole("textbox", { name: "Come ti chiami?" }).tap();
  await page.keyboard.type("Ada", { delay: KEY_MS });
  await page.getByRole("radio", { name: /^Ambiente/ }).tap();
  await page.getByRole("button", { name: "Vai alla lavagna" }).tap();
  await page.getByRole("link", { name: "Scrivi note" }).tap();
  await page.getByRole("textbox", { name: "Scrivi qui la tua nota" }).tap();
  await page.keyboard.type(words, { delay: KEY_MS });
  await page.getByRole("button", { name: "Invia" }).tap();
  await other.note(words).waitFor({ state: "attached" });
  return Date.now() - begun;
}
