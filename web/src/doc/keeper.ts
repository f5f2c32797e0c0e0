/**
 * Writes what happens to the device, one transaction at a time; what comes meanwhile goes into the next. When the
 * device refuses, it says so once and stops: from then on edits are only in this page.
 */
import type { Device } from "./device";
import type { Edit, Ledger } from "./ledger";

/** Others' edits are gathered this long: they can be had from the server again. */
const CONFIRMED_MS = 1_000;

export class Keeper {
  private edits: Edit[] = [];
  private confirmed: Uint8Array[] = [];
  private keys: number[] = [];
  private writing: Promise<void> | null = null;
  private timer = 0;
  /** The device takes what it is given. */
  works = true;

  constructor(
    private readonly device: Device,
    private readonly ledger: Ledger,
    /** The ledger's edits were written, or cannot be. */
    private readonly changed: () => void,
  ) {}

  edit(edit: Edit): void {
    this.edits.push(edit);
    void this.write();
  }

  /** From the server. */
  remote(update: Uint8Array): void {
    if (!this.works) return;
    this.confirmed.push(update);
    if (this.timer === 0) this.timer = Number(setTimeout(() => void this.flush(), CONFIRMED_MS));
  }

  saved(edits: readonly Edit[]): void {
    // Those not written yet are marked when their write has ended: see `write`.
    for (const edit of edits) {
      if (edit.key !== null) this.keys.push(edit.key);
      else this.late.add(edit);
    }
    void this.write();
  }

  /** Writes at once what is gathered; for the page's end. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = 0;
    return this.write(true);
  }

  /** Writes nothing more and forgets what it has not written. */
  async forget(): Promise<void> {
    clearTimeout(this.timer);
    this.edits = [];
    this.confirmed = [];
    const confirmed = this.keys;
    this.keys = [];
    await this.writing;
    if (this.works) await this.device.forget([...this.ledger.keys(), ...confirmed]);
  }

  private readonly late = new Set<Edit>();

  private write(all = false): Promise<void> {
    if (!this.works) return Promise.resolve();
    this.writing ??= this.loop(all).finally(() => {
      this.writing = null;
      this.changed();
    });
    return this.writing;
  }

  private async loop(all: boolean): Promise<void> {
    try {
      // One turn later, so that the edits of one gesture are one transaction.
      await Promise.resolve();
      while (this.edits.length + this.keys.length > 0 || (this.confirmed.length > 0 && (all || this.timer === 0))) {
        if (this.edits.length > 0) {
          const batch = this.edits;
          this.edits = [];
          const keys = await this.device.addEdits(batch.map((edit) => edit.update));
          batch.forEach((edit, i) => {
            this.ledger.written(edit, keys[i]!);
            if (this.late.delete(edit)) this.keys.push(keys[i]!);
          });
          this.changed();
        }
        if (this.keys.length > 0) {
          const keys = this.keys;
          this.keys = [];
          await this.device.confirm(keys);
        }
        if (this.confirmed.length > 0 && (all || this.timer === 0)) {
          const updates = this.confirmed;
          this.confirmed = [];
          await this.device.addConfirmed(updates);
        }
        if (this.device.wantsCompaction) await this.device.compact();
      }
    } catch (error) {
      console.warn("this device keeps nothing more", error);
      this.works = false;
    }
  }
}
