import base, { BROWSER } from "./playwright.config";

if (!process.env.PLENARIA) throw new Error("PLENARIA must name a server built in release: run `make bench-web`");

/** Measurements, not tests: they print figures and assert nothing about time. */
export default {
  ...base,
  testMatch: ["bench/*.bench.ts"],
  timeout: 900_000,
  reporter: [["./bench/reporter.ts"]] as [string][],
  use: { ...base.use, trace: "off" as const, serviceWorkers: "allow" as const, launchOptions: { ...base.use?.launchOptions, executablePath: BROWSER } },
};
