import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** The same browser without windows, tabs and toolbars: stories take a quarter less time. Where it is missing the whole one does. */
const SHELL = "/usr/bin/chromium-headless-shell";
const WHOLE = "/usr/bin/chromium";
/** What is measured, and photographed, is what people have. */
export const BROWSER = process.env.CHROMIUM ?? WHOLE;

export default defineConfig({
  testMatch: ["browser/*.spec.ts", "yjs/*.spec.ts"],
  // Two cores: a story has two browsers and a server, so stories run one after the other.
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  // A machine that does something else beside is no failure.
  expect: { timeout: 10_000 },
  retries: 0,
  forbidOnly: !!process.env.CI,
  reporter: [["list"]],
  outputDir: "test-results",
  use: {
    viewport: { width: 1366, height: 768 },
    locale: "it-IT",
    // Every new device takes the whole page onto itself for days without a line: a third of the time. Stories of such days say "allow".
    serviceWorkers: "block",
    // A trace of every step takes a third of the time: TRACE=1 for one.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? (existsSync(SHELL) ? SHELL : WHOLE),
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
      ],
    },
  },
});
