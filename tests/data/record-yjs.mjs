// Records sessions of real Yjs clients for the tests of `admission`: every update a client would send, in order, with
// its sender, and the document as JSON at the end. Run with the web client's packages installed:
//   node tests/data/record-yjs.mjs
// One line a message: participant, a space, the update in base64. The last line is `=` and the JSON.
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const Y = require("yjs");

function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function session(seed, people, steps) {
  const next = random(seed);
  const below = (n) => Math.floor(next() * n);
  const lines = [];
  const server = new Y.Doc();
  server.clientID = 1;
  let ids = 1000 + seed * 100;
  let made = 0;
  const clients = [];
  for (let i = 0; i < people; i++) clients.push(client(i));

  function client(i) {
    const doc = new Y.Doc();
    doc.clientID = ++ids;
    return watch({ who: `p${i}`, doc, online: true, undo: undefined });
  }

  function watch(c) {
    c.undo = new Y.UndoManager([c.doc.getMap("notes"), c.doc.getMap("links")], { captureTimeout: 0 });
    c.doc.on("update", (update, origin) => {
      if (origin !== "server" && c.online) send(c, update);
    });
    return c;
  }

  function send(c, update) {
    lines.push(`${c.who} ${Buffer.from(update).toString("base64")}`);
    Y.applyUpdate(server, update, "server");
    for (const other of clients) if (other !== c && other.online) Y.applyUpdate(other.doc, update, "server");
  }

  function reconnect(c) {
    c.online = true;
    const missing = Y.encodeStateAsUpdate(c.doc, Y.encodeStateVector(server));
    Y.applyUpdate(c.doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(c.doc)), "server");
    send(c, missing);
  }

  function reload(c) {
    // A page that reloads keeps its document but takes a new client id.
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(c.doc), "server");
    doc.clientID = ++ids;
    c.undo.destroy();
    c.doc.destroy();
    c.doc = doc;
    watch(c);
  }

  const words = ["rete ", "🌲", "perché ", "👩‍🏫", "x", "\n", "èà "];
  for (let step = 0; step < steps; step++) {
    const c = clients[below(clients.length)];
    const notes = c.doc.getMap("notes");
    const keys = [...notes.keys()];
    const key = keys[below(Math.max(1, keys.length))];
    const note = key === undefined ? undefined : notes.get(key);
    const what = below(16);
    if (what < 3 || note === undefined) {
      c.doc.transact(() => {
        const fresh = new Y.Map();
        fresh.set("text", new Y.Text(words[below(words.length)]));
        fresh.set("pos", [below(1000) + 0.5, -below(1000)]);
        fresh.set("size", [200, 200]);
        fresh.set("color", "yellow");
        fresh.set("z", "a0");
        fresh.set("at", 1700000000000);
        fresh.set("tags", ["uno", "due"]);
        notes.set(`n${made++}`, fresh);
      });
    } else if (what < 7) {
      const text = note.get("text");
      for (const char of "ciao") text.insert(text.length, char);
    } else if (what === 7) {
      const text = note.get("text");
      if (text.length > 2) text.delete(below(text.length - 1), 1 + below(2));
    } else if (what === 8) {
      for (let i = 0; i < 5; i++) note.set("pos", [i, below(100)]);
    } else if (what === 9) {
      notes.delete(key);
    } else if (what === 10) {
      c.undo.undo();
    } else if (what === 11) {
      c.undo.redo();
    } else if (what === 12) {
      c.doc.transact(() => {
        const link = new Y.Map();
        link.set("from", key);
        link.set("to", key);
        link.set("label", new Y.Text("richiede"));
        c.doc.getMap("links").set(`l${made++}`, link);
      });
    } else if (what === 13) {
      c.online = false;
    } else if (what === 14) {
      if (!c.online) reconnect(c);
    } else {
      reload(c);
    }
  }
  for (const c of clients) reconnect(c);
  const json = JSON.stringify({ notes: server.getMap("notes").toJSON(), links: server.getMap("links").toJSON() });
  lines.push(`= ${json}`);
  return `${lines.join("\n")}\n`;
}

for (let seed = 1; seed <= 6; seed++) {
  const file = new URL(`yjs-sessions/${seed}.txt`, import.meta.url);
  writeFileSync(file, session(seed, 2 + (seed % 3), 400));
}
