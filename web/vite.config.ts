import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import solid from "vite-plugin-solid";

export default defineConfig({
  plugins: [solid()],
  resolve: {
    // Parts of Yjs's library that serve its developers.
    alias: [
      { find: /^lib0\/logging$/, replacement: fileURLToPath(new URL("src/doc/logging.ts", import.meta.url)) },
      { find: /^(?:lib0|\.)\/environment(?:\.js)?$/, replacement: fileURLToPath(new URL("src/doc/environment.ts", import.meta.url)) },
    ],
  },
  // Old iPads and ten-year-old laptops are part of the audience.
  build: { target: ["es2020", "safari15"], assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { "/api": "http://127.0.0.1:8080", "/sync": { target: "ws://127.0.0.1:8080", ws: true } } },
  test: { environment: "node" },
});
