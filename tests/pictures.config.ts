import base, { BROWSER } from "./playwright.config";

/** Pictures for the documents, not tests: a real server with the sample workshop, people on its boards, and a camera. */
export default {
  ...base,
  testMatch: ["pictures/*.shot.ts"],
  timeout: 300_000,
  use: { ...base.use, trace: "off" as const, serviceWorkers: "allow" as const, launchOptions: { ...base.use?.launchOptions, executablePath: BROWSER } },
};
