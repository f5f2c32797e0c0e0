/**
 * What Yjs and its library ask of their surroundings. The original looks for Node.js, Deno and command lines, and keeps
 * a storage for them: a kilobyte for every phone. vite.config.ts puts this in its place.
 */
export const isBrowser = true;

/** Whether this is a build for Yjs's own developers; it is not. */
export const getVariable = (_name: string): string | null => null;
