// What real Yjs reads after hostile updates that were admitted, for the tests of `admission`. Run with the web client's
// packages installed:
//   cargo run --release -p admission --example histories -- 1 40 | node tests/data/read-histories.mjs
// One line a message: `b` a board to begin with and `u` an update, in hexadecimal; `=` and the document as JSON.
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const Y = require("yjs");

const ROOTS = ["meta", "notes", "clusters", "links", "marks", "comments", "reactions", "tallies", "hidden"];
const lines = [];
let doc = new Y.Doc();
for await (const line of createInterface({ input: process.stdin })) {
  const [kind, rest] = [line[0], line.slice(2)];
  if (kind === "b") {
    doc = new Y.Doc();
    for (const root of ROOTS) doc.getMap(root);
  }
  if (kind !== "=") {
    Y.applyUpdate(doc, Buffer.from(rest, "hex"));
    lines.push(line);
    continue;
  }
  if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error("Yjs waits for something");
  lines.push(`= ${JSON.stringify(Object.fromEntries(ROOTS.map((root) => [root, doc.getMap(root).toJSON()])))}`);
}
writeFileSync(new URL("yjs-histories.txt", import.meta.url), `${lines.join("\n")}\n`);
