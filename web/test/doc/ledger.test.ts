import { expect, test, vi } from "vitest";
import type { Device } from "../../src/doc/device";
import { Keeper } from "../../src/doc/keeper";
import { Ledger } from "../../src/doc/ledger";

const bytes = (n: number): Uint8Array => new Uint8Array([n]);

test("wb3 the ledger lets go only of what was sent and confirmed", () => {
  const ledger = new Ledger();
  const [a, b] = [ledger.add(bytes(1)), ledger.add(bytes(2))];
  expect(ledger.saved(99)).toEqual([]);
  ledger.sent([a], 1);
  expect(ledger.unsent()).toEqual([b]);
  expect(ledger.saved(99)).toEqual([a]);
  ledger.sent([b], 2);
  ledger.disconnected();
  expect(ledger.saved(99)).toEqual([]);
  expect(ledger.size).toBe(1);
});

test("wb3 kept means each of them, also when some are confirmed before they are written", () => {
  const ledger = new Ledger();
  const [a, b] = [ledger.add(bytes(1)), ledger.add(bytes(2))];
  ledger.restore([{ key: 5, update: bytes(0) }]);
  expect(ledger.isKept).toBe(false);
  ledger.written(b, 7);
  expect(ledger.isKept).toBe(false);
  ledger.sent([a], 1);
  ledger.saved(1);
  expect(ledger.isKept).toBe(true);
  ledger.written(a, 8);
  expect(ledger.isKept).toBe(true);
  expect(ledger.unsent().map((edit) => edit.key)).toEqual([5, 7]);
});

test("wb11 an edit confirmed while it is being written loses its mark", async () => {
  const ledger = new Ledger();
  let write!: (keys: number[]) => void;
  const device = {
    addEdits: vi.fn(() => new Promise<number[]>((resolve) => (write = resolve))),
    confirm: vi.fn(async () => {}),
    wantsCompaction: false,
  };
  const keeper = new Keeper(device as unknown as Device, ledger, () => {});
  const edit = ledger.add(bytes(1));
  keeper.edit(edit);
  await vi.waitFor(() => expect(device.addEdits).toHaveBeenCalled());
  ledger.sent([edit], 1);
  keeper.saved(ledger.saved(1));
  write([42]);
  await vi.waitFor(() => expect(device.confirm).toHaveBeenCalledWith([42]));
});
