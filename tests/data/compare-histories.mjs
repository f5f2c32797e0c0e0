// Whether real Yjs has after every step what the engine says it has. Reads `b` a board to begin with, `u` an update, both
// in hexadecimal, and `=` the engine's document as JSON; tells how many steps were equal, or the first that was not. Run
// with the web client's packages installed:
//   cargo run --release -p admission --example histories -- 7 100 each | node tests/data/compare-histories.mjs
import { isDeepStrictEqual } from "node:util";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const Y = require("yjs");

const ROOTS = ["meta", "notes", "clusters", "links", "marks", "comments", "reactions", "tallies", "hidden"];
const defined = (_key, value) => (value === undefined ? null : value);
const plain = (_key, value) => (Object.is(value, -0) ? 0 : value);
let doc = new Y.Doc();
let [histories, steps] = [0, 0];
let since = [];
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const [kind, rest] = [line[0], line.slice(2)];
  if (kind === "b") {
    doc = new Y.Doc();
    for (const root of ROOTS) doc.getMap(root);
    histories++;
    since = [];
  }
  if (kind !== "=") {
    since.push(line);
    Y.applyUpdate(doc, Buffer.from(rest, "hex"));
    continue;
  }
  steps++;
  const ours = JSON.parse(rest, plain);
  // JSON has neither `undefined` nor a zero below zero.
  const theirs = JSON.parse(JSON.stringify(Object.fromEntries(ROOTS.map((root) => [root, doc.getMap(root).toJSON()])), defined), plain);
  if (doc.store.pendingStructs || doc.store.pendingDs || !isDeepStrictEqual(ours, theirs)) {
    console.error(`history ${histories}, step ${since.length - 1}: not equal\n${since.join("\n")}`);
    console.error(`engine: ${rest}\nYjs:    ${JSON.stringify(theirs)}`);
    process.exit(1);
  }
}
console.log(`${histories} histories, ${steps} steps: equal after each`);
if (steps === 0) process.exit(1);
