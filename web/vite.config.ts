import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, type Plugin, type Rollup } from "vite";
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

/** All that the page of a board imports, and what that imports; not what it asks for later. */
const imported = new Set<string>();

function board(page: string): Plugin {
  return {
    name: "board",
    apply: "build",
    buildEnd() {
      const open = [fileURLToPath(new URL(page, import.meta.url))];
      for (let id = open.pop(); id; id = open.pop()) {
        if (imported.has(id)) continue;
        imported.add(id);
        open.push(...(this.getModuleInfo(id)?.importedIds ?? []));
      }
    },
  };
}

/**
 * What a board is painted and first written with: one file, which is one request and compresses better than several.
 * Not what is asked for before all else.
 */
function isBoard(id: string): boolean {
  const isOurs = /\/src\/(doc|scene|state|tools)\/[\w.]+\.ts$|\/src\/ui\/board\/(TopBar|ToolBar|signals)\.tsx?$/.test(id);
  const isAhead = /\/(copy|dial)\.ts$/.test(id);
  return imported.has(id) && ((isOurs && !isAhead) || /\/node_modules\/(yjs|lib0|y-protocols)\//.test(id));
}

/** Files that are there already when a board asks for more: to name them would cost every board some bytes. */
const AT_HAND = /\/(ahead|board|BoardPage|parts|rolldown-runtime|route|theme)-[\w-]+\.js$/;

/** Old iPads and ten-year-old laptops are part of the audience. */
const TARGET = ["es2020", "safari15"];
/** Of the files without a hash in their name, what every page needs; other letters are kept when they were needed. */
const PUBLIC = ["fonts/regular-latin.woff2", "fonts/semibold-latin.woff2", "icon.svg"];

/**
 * The service worker with the list of this build's files. It is a script by itself: browsers that know no modules in
 * workers are still about. The page and the worker both know the build's name, which changes with every file.
 */
function worker(source: string): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    enforce: "post",
    async generateBundle(_, bundle) {
      const page = bundle["index.html"];
      if (page?.type !== "asset") return this.error("the page is not in the bundle");
      const made = Object.keys(bundle).filter((name) => name !== "index.html" && !name.endsWith(".map"));
      const hash = createHash("sha256").update(String(page.source)).update(made.sort().join());
      for (const name of PUBLIC) hash.update(readFileSync(new URL(`public/${name}`, import.meta.url)));
      const id = hash.digest("hex").slice(0, 16);
      page.source = String(page.source).replace("<html ", `<html data-build="${id}" `);
      const files = ["", ...made, ...PUBLIC].map((name) => `/${name}`);
      this.emitFile({ type: "asset", fileName: "sw.js", source: await script(source, { __BUILD__: JSON.stringify({ id, files }) }) });
    },
  };
}

/** The script of a public page, which is no page of ours: by itself, under a name that the server knows. */
function publicPage(source: string): Plugin {
  return {
    name: "public-page",
    apply: "build",
    // Behind the worker: it keeps the files of our own pages.
    enforce: "post",
    async generateBundle() {
      this.emitFile({ type: "asset", fileName: "public.js", source: await script(source) });
    },
  };
}

/** One file that imports nothing. */
async function script(source: string, define: Record<string, string> = {}): Promise<string> {
  const { output } = (await build({
    configFile: false,
    logLevel: "warn",
    define,
    build: {
      target: TARGET,
      write: false,
      copyPublicDir: false,
      modulePreload: false,
      rollupOptions: { input: fileURLToPath(new URL(source, import.meta.url)), output: { format: "iife" } },
    },
  })) as Rollup.RollupOutput;
  return output[0].code;
}

export default defineConfig({
  plugins: [solid(), board("src/ui/board/BoardPage.tsx"), first("src/ahead.ts"), worker("src/shell/worker.ts"), publicPage("src/public/main.ts")],
  resolve: {
    // Parts of Yjs's library that serve its developers.
    alias: [
      { find: /^lib0\/logging$/, replacement: fileURLToPath(new URL("src/doc/logging.ts", import.meta.url)) },
      { find: /^(?:lib0|\.)\/environment(?:\.js)?$/, replacement: fileURLToPath(new URL("src/doc/environment.ts", import.meta.url)) },
    ],
  },
  build: {
    target: TARGET,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false, resolveDependencies: (_, files, { hostId }) => (AT_HAND.test(hostId) ? files.filter((file) => !AT_HAND.test(file)) : files) },
    rolldownOptions: { output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: "board", test: isBoard }] } } },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080", "/sync": { target: "ws://127.0.0.1:8080", ws: true } } },
  test: { environment: "node" },
});
