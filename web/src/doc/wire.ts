/** The frames of the sync socket; docs/wire.md has the tables, `crates/room/src/wire.rs` the other side. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/** A frame as WebSocket.send takes it. */
type Bytes = Uint8Array<ArrayBuffer>;

const SYNC = 0;
const AWARENESS = 1;
const SAVED = 100;
const NOTICE = 101;
const PROGRESS = 103;

/** `reset`: drop the copy, load anew. `role`: in force from now on. */
export interface Notice {
  readonly code: string;
  readonly message: string;
  readonly reset: boolean;
  readonly role: string | null;
}

/** A person as the server names them in awareness. */
export interface Who {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly role: string;
}

export type Incoming =
  | { readonly kind: "step1"; readonly vector: Uint8Array }
  | { readonly kind: "step2"; readonly update: Uint8Array }
  | { readonly kind: "update"; readonly update: Uint8Array }
  | { readonly kind: "awareness"; readonly update: Uint8Array }
  | { readonly kind: "saved"; readonly frames: number }
  | { readonly kind: "notice"; readonly notice: Notice }
  | { readonly kind: "progress"; readonly text: string }
  | { readonly kind: "query" }
  | { readonly kind: "unknown" };

function frame(type: number, write: (encoder: encoding.Encoder) => void): Bytes {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder) as Bytes;
}

function sync(step: number, payload: Uint8Array): Bytes {
  return frame(SYNC, (encoder) => {
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

export const step1 = (vector: Uint8Array): Bytes => sync(0, vector);
export const step2 = (update: Uint8Array): Bytes => sync(1, update);
export const update = (bytes: Uint8Array): Bytes => sync(2, bytes);
export const awareness = (bytes: Uint8Array): Bytes =>
  frame(AWARENESS, (encoder) => encoding.writeVarUint8Array(encoder, bytes));

export function read(bytes: Uint8Array): Incoming {
  const decoder = decoding.createDecoder(bytes);
  switch (decoding.readVarUint(decoder)) {
    case SYNC: {
      const step = decoding.readVarUint(decoder);
      const payload = decoding.readVarUint8Array(decoder);
      return step === 0 ? { kind: "step1", vector: payload } : { kind: step === 1 ? "step2" : "update", update: payload };
    }
    case AWARENESS:
      return { kind: "awareness", update: decoding.readVarUint8Array(decoder) };
    case 3:
      return { kind: "query" };
    case SAVED:
      return { kind: "saved", frames: decoding.readVarUint(decoder) };
    case NOTICE: {
      const { code, message, reset, role } = JSON.parse(decoding.readVarString(decoder)) as Record<string, unknown>;
      const notice = { code: String(code), message: String(message), reset: reset === true };
      return { kind: "notice", notice: { ...notice, role: typeof role === "string" ? role : null } };
    }
    case PROGRESS:
      return { kind: "progress", text: decoding.readVarString(decoder) };
    default:
      return { kind: "unknown" };
  }
}

/** The identity in an awareness state, if the server has written one. */
export function who(state: unknown): Who | null {
  const { who } = (state ?? {}) as { who?: Record<string, unknown> };
  if (typeof who !== "object" || who === null) return null;
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  return { id: text(who.id), name: text(who.name), color: text(who.color), role: text(who.role) };
}

/** Who the server says `client` is, if an awareness message tells. One's own entry is told this way only. */
export function whoIs(message: Uint8Array, client: number): Who | null {
  const decoder = decoding.createDecoder(message);
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const id = decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    const state = decoding.readVarString(decoder);
    if (id === client) return who(JSON.parse(state));
  }
  return null;
}
