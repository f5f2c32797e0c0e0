import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Device } from "../../src/doc/device";

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory() as unknown as globalThis.IDBFactory;
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

/** Rows of the whole store. */
function rows(): Promise<number> {
  return new Promise((resolve) => {
    const request = indexedDB.open("plenaria");
    request.onsuccess = () => {
      const count = request.result.transaction("updates").objectStore("updates").count();
      count.onsuccess = () => {
        resolve(count.result);
        request.result.close();
      };
    };
  });
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
    await other.forget([]);
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
    // Confirmed a second time, by another tab, after they were made one: nothing comes back.
    await one.confirm(open);
    await one.compact();
    await two.confirm(open);
    const after = await one.load();
    expect(after.edits).toHaveLength(5);
    expect(text(after.state)).toBe(text(kept.state));
    expect(await rows()).toBe(6);
  });

  test("wb9 forgetting leaves what another tab has not sent yet", async () => {
    const one = await Device.open("b/me");
    const two = await Device.open("b/me");
    const [a, b, c] = updates(["uno ", "due ", "tre"]) as [Uint8Array, Uint8Array, Uint8Array];
    await one.addConfirmed([a]);
    const mine = await one.addEdits([b]);
    const theirs = await two.addEdits([c]);
    await one.forget(mine);
    expect((await two.load()).edits.map((edit) => edit.key)).toEqual(theirs);
    expect(await rows()).toBe(1);
  });
});
