/** What the saved mark shows. It is never ahead of the truth (WB rules in docs/spec.md). */

/** `refused`: the server does not let this page go on; `notice` says why. */
export type Net = "connecting" | "online" | "offline" | "refused";

/**
 * `saved`: every edit made here is on the server's stable storage.
 * `saving`: some are on their way, to the server or to this device's storage.
 * `offline`: not connected, and every unsaved edit is written on this device.
 * `unkept`: unsaved edits are in this page only; it must stay open.
 */
export type Save = "saved" | "saving" | "offline" | "unkept";

export interface Notice {
  /** Stable word: those of docs/wire.md, and the close reasons there (`unauthorised`, `unknown_board`, `version`). */
  readonly code: string;
  /** The server's words, a fallback where the page has none of its own. */
  readonly message: string;
  /** The page does not connect again by itself. */
  readonly final: boolean;
  /** After a reset: what the person wrote that was not taken. */
  readonly kept?: readonly string[];
}

export interface Status {
  readonly net: Net;
  readonly save: Save;
  /** Edits made here that the server has not confirmed. */
  readonly pending: number;
  /** The whole board is here: from the server, in this life of the page. */
  readonly synced: boolean;
  /** Something is here to show: synced, or read from this device. */
  readonly loaded: boolean;
  /** The board is not the person's to change. */
  readonly readOnly: boolean;
  /** The person may react to notes, though perhaps not change them. */
  readonly reacts: boolean;
  /** Role as the server last said it; null before. */
  readonly role: string | null;
  readonly notice?: Notice;
}
