/**
 * Keeps the page's own files on this device, by the service worker. It comes last: a board asks for it when it has been
 * painted, other pages when they have loaded, and without it (no worker over plain http, none in some private windows)
 * everything else is the same.
 */
import { nameOf } from "../shell/build";

/** A bad line may take a file away from the worker: it tries anew after this, or when the network says it is back. */
const AGAIN_MS = 60_000;

let isAsked = false;

/** Called by every page; the first call counts. */
export async function keepShell(): Promise<void> {
  const { build } = document.documentElement.dataset;
  // Vite's own server has no builds.
  if (isAsked || !build || !navigator.serviceWorker) return;
  isAsked = true;
  if (document.readyState !== "complete") await new Promise((loaded) => addEventListener("load", loaded));
  try {
    await sayBuild(build);
    while (!(await isKept())) await again();
  } catch (error) {
    console.warn("the page is not kept on this device", error);
  }
}

/** Whether the worker has everything. Rejects where the browser does not want it. */
async function isKept(): Promise<boolean> {
  const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch((error: Error) => {
    // The script did not come.
    if (error.name === "TypeError") return null;
    throw error;
  });
  if (!registration) return false;
  registration.active?.postMessage("opened");
  const { installing } = registration;
  if (!installing) return registration.active !== null;
  return new Promise((resolve) => {
    installing.onstatechange = () => {
      if (installing.state === "activated") resolve(true);
      if (installing.state === "redundant") resolve(false);
    };
  });
}

function again(): Promise<void> {
  return new Promise((resolve) => {
    const now = (): void => {
      clearTimeout(timer);
      removeEventListener("online", now);
      resolve();
    };
    const timer = setTimeout(now, AGAIN_MS);
    addEventListener("online", now);
  });
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
