import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { between } from "../../src/doc/order";

interface Vector {
  readonly low: string | null;
  readonly high: string | null;
  readonly key: string;
}

test("bd6 shared vectors", () => {
  const { vectors } = JSON.parse(readFileSync(new URL("../../../tests/data/order.json", import.meta.url)).toString()) as { vectors: Vector[] };
  expect(vectors.length).toBeGreaterThan(30);
  for (const { low, high, key } of vectors) expect(between(low, high), `${low} ${high}`).toBe(key);
});

test("bd6 there is always a key between", () => {
  const keys = ["a0"];
  let seed = 5;
  for (let i = 0; i < 800; i++) {
    seed = (seed * 48271) % 2147483647;
    const at = seed % (keys.length + 1);
    const key = between(keys[at - 1] ?? null, keys[at] ?? null);
    keys.splice(at, 0, key);
    if (at > 0) expect(keys[at - 1]! < key).toBe(true);
    if (at + 1 < keys.length) expect(key < keys[at + 1]!).toBe(true);
  }
});
