import base from "./playwright.config";

/** Measurements, not tests: they print figures and assert nothing about time. */
export default { ...base, testMatch: ["bench/*.bench.ts"], timeout: 180_000, use: { ...base.use, trace: "off" as const } };
