/**
 * The edits made here that the server has not confirmed, in order. Pure accounting; `saved` can only be said of what is
 * not in here (WB3).
 */
export interface Edit {
  readonly update: Uint8Array;
  /** Number of the document frame that carries it on this connection; 0 while it was not sent. */
  frame: number;
  /** Its key on this device; null while it is not written there. */
  key: number | null;
}

export class Ledger {
  private edits: Edit[] = [];
  private unwritten = 0;

  get size(): number {
    return this.edits.length;
  }

  /** Every one of them is on this device. */
  get isKept(): boolean {
    return this.unwritten === 0;
  }

  add(update: Uint8Array): Edit {
    const edit: Edit = { update, frame: 0, key: null };
    this.edits.push(edit);
    this.unwritten++;
    return edit;
  }

  /** Edits of an earlier life of the page, oldest first; they come before all others. */
  restore(edits: readonly { readonly key: number; readonly update: Uint8Array }[]): void {
    this.edits = [...edits.map(({ key, update }) => ({ update, key, frame: 0 })), ...this.edits];
  }

  written(edit: Edit, key: number): void {
    if (edit.key === null && this.edits.includes(edit)) this.unwritten--;
    edit.key = key;
  }

  unsent(): readonly Edit[] {
    return this.edits.filter((edit) => edit.frame === 0);
  }

  get hasUnsent(): boolean {
    return this.edits.length > 0 && this.edits[this.edits.length - 1]!.frame === 0;
  }

  sent(edits: Iterable<Edit>, frame: number): void {
    for (const edit of edits) edit.frame = frame;
  }

  /** The first `frames` document frames of this connection are safe; returns the edits that are so now. */
  saved(frames: number): readonly Edit[] {
    const safe = this.edits.filter((edit) => edit.frame > 0 && edit.frame <= frames);
    if (safe.length === 0) return safe;
    this.edits = this.edits.filter((edit) => !(edit.frame > 0 && edit.frame <= frames));
    for (const edit of safe) if (edit.key === null) this.unwritten--;
    return safe;
  }

  /** The connection is gone: what was sent on it and not confirmed may not have arrived. */
  disconnected(): void {
    for (const edit of this.edits) edit.frame = 0;
  }

  /** Their keys on this device. */
  keys(): number[] {
    return this.edits.flatMap(({ key }) => (key === null ? [] : [key]));
  }

  clear(): readonly Edit[] {
    const all = this.edits;
    this.edits = [];
    this.unwritten = 0;
    return all;
  }
}
