/**
 * The service worker (/sw.js): the browser's events, handed to the shell. A new one takes over at once: it serves pages
 * of earlier builds as well, because their files are kept as long as one of them is open.
 */
import type { Build } from "./build";
import { errandOf } from "./errand";
import { Shell } from "./shell";

declare const self: ServiceWorkerGlobalScope;
/** Put in by the bundler (web/vite.config.ts). */
declare const __BUILD__: Build;

const shell = new Shell(__BUILD__, {
  caches,
  fetch: (request, how) => fetch(request, how),
  pages: async () => (await self.clients.matchAll({ type: "window", includeUncontrolled: true })).length,
  held: async () => (await self.navigator.locks?.query())?.held ?? null,
});

self.addEventListener("install", (event) => {
  event.waitUntil(shell.install().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const taken = async (): Promise<void> => {
    // The browser asks the server while it starts the worker.
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
    await shell.sweep();
  };
  event.waitUntil(taken());
});

self.addEventListener("fetch", (event) => {
  const errand = errandOf(event.request, self.location.origin);
  if (errand === "file") event.respondWith(shell.file(event.request));
  if (errand !== "page") return;
  // Older browsers have no such promise.
  const network = Promise.resolve(event.preloadResponse as Promise<Response | undefined>).then((early) => early ?? fetch(event.request));
  // After patience has ended nobody waits for it any more, and it may still fail.
  event.waitUntil(network.catch(() => undefined));
  event.respondWith(shell.page(network));
});

/** A page has come and has said of which build it is. */
self.addEventListener("message", (event) => {
  event.waitUntil(shell.sweep());
});
