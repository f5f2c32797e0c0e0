import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { addresses } from "../../src/doc/addresses";

/** Texts, and the addresses that are found in them with where they lead. `crates/publish/src/address.rs` is held to the same. */
const TABLE = JSON.parse(readFileSync(new URL("../../../tests/data/addresses.json", import.meta.url), "utf8")) as [string, [string, string][]][];

test("wb64 web and mail addresses are found, without the sentence around them, and nothing else is a link", () => {
  expect(TABLE.length).toBeGreaterThan(20);
  for (const [text, wanted] of TABLE) {
    const found = addresses(text);
    expect(found.map(({ text, href }) => [text, href]), text).toEqual(wanted);
    for (const { at, text: own } of found) expect(text.slice(at, at + own.length)).toBe(own);
  }
});
