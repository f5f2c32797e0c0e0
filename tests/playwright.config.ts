import { defineConfig } from "@playwright/test";

export default defineConfig({
  testMatch: ["browser/*.spec.ts", "yjs/*.spec.ts"],
  // Two cores: a story has two browsers and a server, so stories run one after the other.
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  retries: 0,
  forbidOnly: !!process.env.CI,
  reporter: [["list"]],
  outputDir: "test-results",
  use: {
    viewport: { width: 1366, height: 768 },
    locale: "it-IT",
    // A trace of every step takes a third of the time: TRACE=1 for one.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
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
