/** The engine of the server and real Yjs, step by step: what was admitted reads the same in both. */
import { expect, test } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const HISTORIES = Number(process.env.HISTORIES ?? 60);

function compare(...of: string[]): { histories: number; steps: number } {
  const built = ["run", "--quiet", "--locked", "-p", "admission", "--example", "histories", "--", ...of];
  const told = execFileSync("cargo", built, { cwd: ROOT, maxBuffer: 2 ** 30, stdio: ["ignore", "pipe", "inherit"] });
  const said = execFileSync("node", ["tests/data/compare-histories.mjs"], { cwd: ROOT, input: told, encoding: "utf8" });
  const [histories, steps] = (said.match(/\d+/g) ?? []).map(Number);
  return { histories: histories!, steps: steps! };
}

test("ad11 recorded sessions of real clients read the same in the engine and in Yjs after every update", () => {
  test.setTimeout(300_000);
  const { histories, steps } = compare("0", "0", "1");
  expect(histories).toBe(6);
  expect(steps).toBeGreaterThan(300);
});

test("ad11 hostile histories that were admitted read the same in the engine and in Yjs after every update", () => {
  test.setTimeout(300_000);
  const seed = Date.now() % 2 ** 32;
  console.log(`seed ${seed}`);
  const { histories, steps } = compare(String(seed), String(HISTORIES), "1");
  expect(histories).toBe(HISTORIES);
  expect(steps).toBe(HISTORIES * 40);
});
