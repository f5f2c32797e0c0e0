import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Device } from "../../src/doc/device";

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

/** Updates of a document that writes a word each. */
function updates(words: readonly string[]): Uint8Array[] {
  const doc = new Y.Doc();
  const out: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => out.push(update));
  for (const word of words) doc.getText("t").insert(doc.getText("t").length, word);
  return out;
}

function text(state: Uint8Array | null): string {
  const doc = new Y.Doc();
  if (state) Y.applyUpdate(doc, state);
  return doc.getText("t").toString();
}

describe("device", () => {
  test("wb11 what was written is there after opening again, and what is not confirmed is known", async () => {
    const first = await Device.open("b/me");
    expect(await first.load()).toEqual({ state: null, edits: [] });
    const [a, b, c] = updates(["uno ", "due ", "tre"]) as [Uint8Array, Uint8Array, Uint8Array];
    const keys = await first.addEdits([a, b, c]);
    await first.confirm([keys[0]!]);
    first.close();
    const again = await (await Device.open("b/me")).load();
    expect(text(again.state)).toBe("uno due tre");
    expect(again.edits.map((edit) => edit.key)).toEqual(keys.slice(1));
  });

  test("wb11 boards and people are kept apart", async () => {
    const mine = await Device.open("b/me");
    await mine.addEdits(updates(["mio"]));
    expect((await (await Device.open("b/you")).load()).state).toBeNull();
    const other = await Device.open("c/me");
    await other.addConfirmed(updates(["altro"]));
    await other.forget();
    expect((await other.load()).state).toBeNull();
    expect(text((await mine.load()).state)).toBe("mio");
  });

  test("wb12 compaction keeps everything and every mark, with another tab writing", async () => {
    const one = await Device.open("b/me");
    const two = await Device.open("b/me");
    const words = updates(Array.from({ length: 240 }, (_, i) => `${i} `));
    for (const update of words.slice(0, 230)) await one.addConfirmed([update]);
    const open = await two.addEdits(words.slice(230, 235));
    expect(one.wantsCompaction).toBe(true);
    await Promise.all([one.compact(), two.addEdits(words.slice(235)), two.confirm(open.slice(0, 2)), two.compact()]);
    const kept = await one.load();
    expect(text(kept.state)).toBe(Array.from({ length: 240 }, (_, i) => `${i} `).join(""));
    expect(kept.edits).toHaveLength(8);
    // Confirmed a second time, by another tab: nothing comes back.
    await one.confirm(open);
    await one.compact();
    expect((await one.load()).edits).toHaveLength(5);
  });
});
