/**
 * Keeps the page's own files on this device, by the service worker. It comes last: a board asks for
 * it when it has been painted, other pages when they have loaded, and without it (no worker over plain http, none in some private windows) everything else is the same.
 */
import { nameOf } from "../shell/build";

let isKept = false;

/** Called by every page; the first call counts. */
export async function keepShell(): Promise<void> {
  const { build } = document.documentElement.dataset;
  // Vite's own server has no builds.
  if (isKept || !build || !("serviceWorker" in navigator)) return;
  isKept = true;
  try {
    if (document.readyState !== "complete") await new Promise((loaded) => addEventListener("load", loaded));
    await sayBuild(build);
    const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
    registration.active?.postMessage("opened");
  } catch (error) {
    console.warn("the page is not kept on this device", error);
  }
}

/** A lock as long as the page lives: its build's files stay on the device. */
function sayBuild(build: string): Promise<void> {
  const { locks } = navigator;
  if (!locks) return Promise.resolve();
  return new Promise((said, fail) => {
    const forLife = (): Promise<never> => {
      said();
      return new Promise(() => undefined);
    };
    locks.request(nameOf(build), { mode: "shared" }, forLife).catch(fail);
  });
}
