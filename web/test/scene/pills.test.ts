import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { row } from "../../src/scene/pills";
import type { ReactionKind } from "../../src/doc/types";

interface Vector {
  readonly width: number;
  readonly votes?: number;
  readonly stamps?: readonly (readonly [ReactionKind, number])[];
  readonly tags?: readonly string[];
  readonly row: readonly (readonly [string, string, number, number])[];
}

const vectors = JSON.parse(readFileSync(new URL("../../../tests/data/pills.json", import.meta.url), "utf8")) as Vector[];

describe("pills", () => {
  test("po13 the signs of a note are those of the poster", () => {
    expect(vectors.length).toBeGreaterThanOrEqual(15);
    for (const { width, votes = 0, stamps = [], tags = [], row: expected } of vectors) {
      const made = row(width, votes, stamps.map(([kind, count]) => ({ kind, count, mine: false })), tags);
      expect(made.map(({ sign, text, x, w }) => [sign, text, x, w]), `${width} ${JSON.stringify(stamps)} ${tags}`).toEqual(expected);
    }
  });
});
