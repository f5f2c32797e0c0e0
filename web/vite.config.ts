import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import solid from "vite-plugin-solid";

/** A script that runs before the page's own code has come; Vite alone would make one script of all. */
function first(source: string): Plugin {
  const id = fileURLToPath(new URL(source, import.meta.url));
  let isBuild = false;
  return {
    name: "first-script",
    configResolved(config) {
      isBuild = config.command === "build";
    },
    buildStart() {
      if (isBuild) this.emitFile({ type: "chunk", id });
    },
    transformIndexHtml: {
      order: "post",
      handler(_, { bundle }) {
        const chunk = Object.values(bundle ?? {}).find((file) => file.type === "chunk" && file.facadeModuleId === id);
        const src = `/${chunk?.fileName ?? source}`;
        return [{ tag: "script", attrs: { type: "module", async: true, crossorigin: true, src }, injectTo: "head" }];
      },
    },
  };
}

/**
 * What a board is painted and first written with: one file, which is one request and compresses better than several.
 * Not what comes once it is painted, nor what is asked for before all else.
 */
function isBoard(id: string): boolean {
  const isOurs = /\/src\/(doc|scene|state|tools)\/[\w.]+\.ts$|\/src\/ui\/board\/(TopBar|ToolBar|signals)\.tsx?$/.test(id);
  const isLater = /\/(addresses|arranging|clipboard|cursors|drawing|gliding|kit|linking|lists|pieces|resizing|tapping|verbs)\.ts$/.test(id);
  const isAhead = /\/(copy|dial)\.ts$/.test(id);
  return (isOurs && !isLater && !isAhead) || /\/node_modules\/(yjs|lib0|y-protocols)\//.test(id);
}

export default defineConfig({
  plugins: [solid(), first("src/ahead.ts")],
  resolve: {
    // Parts of Yjs's library that serve its developers.
    alias: [
      { find: /^lib0\/logging$/, replacement: fileURLToPath(new URL("src/doc/logging.ts", import.meta.url)) },
      { find: /^(?:lib0|\.)\/environment(?:\.js)?$/, replacement: fileURLToPath(new URL("src/doc/environment.ts", import.meta.url)) },
    ],
  },
  // Old iPads and ten-year-old laptops are part of the audience.
  build: {
    target: ["es2020", "safari15"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: "board", test: isBoard }] } } },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080", "/sync": { target: "ws://127.0.0.1:8080", ws: true } } },
  test: { environment: "node" },
});
