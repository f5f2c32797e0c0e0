/** What a browser keeps of Plenaria: boards in IndexedDB, the page's own files in caches. */
import { expect, type Page } from "@playwright/test";
import { jsonOfUpdates } from "./reader";

/** Resolves when the page's files are on the device. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

/** Resolves when the worker of the page's build has taken over. */
export async function takenOver(page: Page): Promise<void> {
  const isDone = () => page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return registration?.active?.state === "activated" && !registration.installing && !registration.waiting;
  });
  await expect.poll(async () => (await builds(page)).includes(await buildOf(page))).toBe(true);
  await expect.poll(isDone).toBe(true);
}

/** Which build the page that is shown is of. */
export function buildOf(page: Page): Promise<string> {
  return page.evaluate(() => document.documentElement.dataset.build ?? "");
}

/** Names of the builds that are kept. */
export function builds(page: Page): Promise<string[]> {
  return page.evaluate(async () => (await caches.keys()).map((name) => name.replace("plenaria ", "")));
}

/** Every address that is in a cache. */
export function cached(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
}

/** The one board that this device keeps, as `Reader.json` says it. */
export async function keptJson(page: Page): Promise<string> {
  const rows = await page.evaluate(
    () =>
      new Promise<number[][]>((done, fail) => {
        const opening = indexedDB.open("plenaria");
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction("updates").objectStore("updates").getAll();
          all.onerror = () => fail(all.error);
          all.onsuccess = () => {
            opening.result.close();
            done((all.result as { update: Uint8Array }[]).map(({ update }) => [...update]));
          };
        };
      }),
  );
  return jsonOfUpdates(rows.map((row) => Uint8Array.from(row)));
}
