/** The provider of y-websocket, unchanged, on a board of a test's server. */
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";
import type { Server } from "./server";

export function stock(server: Server, board: string, token: string, doc: Y.Doc): WebsocketProvider {
  return new WebsocketProvider(`${server.ws}/sync`, board, doc, {
    params: { token },
    WebSocketPolyfill: WebSocket as never,
    maxBackoffTime: 400,
    disableBc: true,
  });
}
