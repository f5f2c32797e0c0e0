/**
 * What this device keeps of a board: updates in IndexedDB, so that a reload, an empty battery or a closed page loses
 * nothing, and a board opens without a connection. An edit keeps its mark until the server has confirmed it.
 *
 * Several tabs of one board share the store. Each only appends, removes marks, and compacts what has none; compaction
 * reads and replaces in one transaction, so that no tab loses what another wrote.
 */
import * as Y from "yjs";

const DATABASE = "plenaria";
const UPDATES = "updates";
const BY_BOARD = "board";
const COMPACT_AFTER = 200;
const OPEN_MS = 2_000;

interface Row {
  readonly board: string;
  readonly update: Uint8Array;
  /** Made here and not confirmed by the server. */
  readonly edit: boolean;
}

export interface Kept {
  /** Everything, merged; null if the device has nothing of the board. */
  readonly state: Uint8Array | null;
  /** What of it the server has not confirmed, oldest first. */
  readonly edits: readonly { readonly key: number; readonly update: Uint8Array }[];
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the device's storage failed"));
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error("the device's storage failed"));
    transaction.onabort = () => reject(transaction.error ?? new Error("the device's storage was interrupted"));
  });
}

function connect(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // A browser may answer never: Safari has done so in private windows and after updates.
    const timer = setTimeout(() => reject(new Error("the device's storage does not answer")), OPEN_MS);
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(UPDATES, { autoIncrement: true }).createIndex(BY_BOARD, "board");
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      resolve(request.result);
    };
    request.onerror = () => {
      clearTimeout(timer);
      reject(request.error ?? new Error("the device's storage cannot be opened"));
    };
  });
}

export class Device {
  private appended = 0;

  private constructor(
    private readonly db: IDBDatabase,
    private readonly board: string,
  ) {
    db.onversionchange = () => db.close();
  }

  /** `board` names the board and whose copy it is. Rejects where the browser keeps nothing. */
  static async open(board: string): Promise<Device> {
    return new Device(await connect(), board);
  }

  async load(): Promise<Kept> {
    const transaction = this.db.transaction(UPDATES, "readonly");
    const index = transaction.objectStore(UPDATES).index(BY_BOARD);
    const [keys, rows] = await Promise.all([
      done(index.getAllKeys(this.board)),
      done(index.getAll(this.board) as IDBRequest<Row[]>),
    ]);
    this.appended = rows.length;
    const edits = rows.flatMap((row, i) => (row.edit ? [{ key: Number(keys[i]), update: row.update }] : []));
    return { state: rows.length > 0 ? Y.mergeUpdates(rows.map((row) => row.update)) : null, edits };
  }

  /** Appends edits not yet confirmed; resolves with their keys when they are on the device. */
  async addEdits(updates: readonly Uint8Array[]): Promise<number[]> {
    // Strict: "safe on this device" has to survive the device.
    const transaction = this.db.transaction(UPDATES, "readwrite", { durability: "strict" });
    const store = transaction.objectStore(UPDATES);
    const keys = updates.map((update) => done(store.add({ board: this.board, update, edit: true } satisfies Row)));
    await finished(transaction);
    this.appended += updates.length;
    return (await Promise.all(keys)).map(Number);
  }

  /** Appends what the server has: others' edits, and own ones confirmed before they were written here. */
  async addConfirmed(updates: readonly Uint8Array[]): Promise<void> {
    const transaction = this.db.transaction(UPDATES, "readwrite");
    const update = updates.length === 1 ? updates[0]! : Y.mergeUpdates([...updates]);
    transaction.objectStore(UPDATES).add({ board: this.board, update, edit: false } satisfies Row);
    await finished(transaction);
    this.appended++;
  }

  /** The server has confirmed these edits. */
  async confirm(keys: readonly number[]): Promise<void> {
    const transaction = this.db.transaction(UPDATES, "readwrite");
    const store = transaction.objectStore(UPDATES);
    for (const key of keys) {
      const request = store.get(key) as IDBRequest<Row | undefined>;
      request.onsuccess = () => {
        // Another tab may have confirmed it too, and even compacted it.
        if (request.result?.edit) store.put({ ...request.result, edit: false } satisfies Row, key);
      };
    }
    await finished(transaction);
  }

  get wantsCompaction(): boolean {
    return this.appended > COMPACT_AFTER;
  }

  /** Makes one row of all confirmed ones. */
  async compact(): Promise<void> {
    this.appended = 0;
    const transaction = this.db.transaction(UPDATES, "readwrite");
    const store = transaction.objectStore(UPDATES);
    const request = store.index(BY_BOARD).openCursor(this.board);
    const updates: Uint8Array[] = [];
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor) {
        const row = cursor.value as Row;
        if (!row.edit) {
          updates.push(row.update);
          cursor.delete();
        }
        cursor.continue();
      } else if (updates.length > 0) {
        store.add({ board: this.board, update: Y.mergeUpdates(updates), edit: false } satisfies Row);
      }
    };
    await finished(transaction);
  }

  /** Forgets what is confirmed and these edits; what another tab has written and not yet sent stays. */
  async forget(edits: readonly number[]): Promise<void> {
    const mine = new Set(edits);
    const transaction = this.db.transaction(UPDATES, "readwrite", { durability: "strict" });
    const request = transaction.objectStore(UPDATES).index(BY_BOARD).openCursor(this.board);
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return;
      if (!(cursor.value as Row).edit || mine.has(Number(cursor.primaryKey))) cursor.delete();
      cursor.continue();
    };
    await finished(transaction);
    this.appended = 0;
  }

  close(): void {
    this.db.close();
  }
}
