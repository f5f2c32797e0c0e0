/**
 * A connection begun before what will use it is here: the board's code, or this device's copy of the board. It says its
 * token, so that the server does not wait, and keeps what it hears until the provider takes it over.
 */
type Bytes = Uint8Array<ArrayBuffer>;

export const SUBPROTOCOL = "plenaria.1";

const TOKEN = 102;
/** Nobody came for it: the page went elsewhere. */
const UNCLAIMED_MS = 60_000;

export interface Line {
  readonly socket: WebSocket;
  /** Frames that came meanwhile, in order. */
  readonly heard: readonly ArrayBuffer[];
}

interface Dialled extends Line {
  readonly token: string;
  readonly timer: ReturnType<typeof setTimeout>;
}

const lines = new Map<string, Dialled>();

/** The frame that says who one is, always the first. By hand: the page's first script should not need a library for it. */
export function greeting(token: string): Bytes {
  const text = new TextEncoder().encode(token);
  const head = [TOKEN];
  let length = text.length;
  for (; length > 127; length >>= 7) head.push((length & 127) | 128);
  return Uint8Array.from([...head, length, ...text]);
}

/** Where a board is spoken about; `origin` is the page's own by default. */
export function address(board: string, origin = location.origin.replace(/^http/, "ws")): string {
  return `${origin}/sync/${board}`;
}

export function dial(url: string, token: string): void {
  if (lines.has(url)) return;
  const socket = new WebSocket(url, SUBPROTOCOL);
  socket.binaryType = "arraybuffer";
  const heard: ArrayBuffer[] = [];
  const timer = setTimeout(() => hangUp(url), UNCLAIMED_MS);
  lines.set(url, { socket, token, heard, timer });
  socket.onopen = () => socket.send(greeting(token));
  socket.onmessage = (event: MessageEvent<ArrayBuffer | string>) => {
    if (typeof event.data !== "string") heard.push(event.data);
  };
  // Why it ended the next connection will be told as well.
  socket.onclose = () => hangUp(url);
}

/** The line that was dialled, if it still stands; from now on it is the caller's. */
export function pickUp(url: string, token: string): Line | null {
  const line = lines.get(url);
  if (!line) return null;
  if (line.token !== token) {
    hangUp(url);
    return null;
  }
  lines.delete(url);
  clearTimeout(line.timer);
  return line;
}

/** Ends a line that nobody has taken. */
export function hangUp(url: string): void {
  const line = lines.get(url);
  if (!line) return;
  lines.delete(url);
  clearTimeout(line.timer);
  line.socket.onclose = null;
  line.socket.close();
}
