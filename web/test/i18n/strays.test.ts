import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { strays } from "./strays";

const SRC = fileURLToPath(new URL("../../src", import.meta.url));
/** i18n is where words belong, scene/text.* has tables of characters. */
const ROOMS = ["ui", "outline", "tools", "scene", "state", "doc", "shell", "public"];
const TABLES = /^scene\/text(\.gen)?\.ts$/;

/** What stays outside the dictionaries, and why. */
const EXCEPTIONS: readonly (readonly [file: string, text: string, why: string])[] = [
  ["ui/home.tsx", "XXXX-XXXX", "the shape of a code is the same in every language"],
  ["doc/provider.ts", "from server", "the name of an origin of changes"],
  ["doc/provider.ts", "from device", "the name of an origin of changes"],
  ["ui/board/DrawBar.tsx", "T", "a key of the keyboard"],
  ["ui/board/SelectionMenu.tsx", "comment", "a key of the dictionaries"],
  ["tools/clipboard.ts", '<div data-plenaria="', "markup"],
  ["ui/workshop/ShareDialog.tsx", "&g=", "a part of an address"],
  ["ui/poster/choices.ts", "Letter", "the name of a paper"],
  ["ui/poster/choices.ts", "Tabloid", "the name of a paper"],
  ["ui/poster/choices.ts", "text", "a word of an address"],
];

function sources(folder: string, kind: RegExp): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path, kind) : kind.test(entry.name) ? [path] : [];
  });
}

const found = [join(SRC, "main.tsx"), ...ROOMS.flatMap((room) => sources(join(SRC, room), /\.tsx?$/))]
  .map((path) => ({ path, file: relative(SRC, path) }))
  .filter(({ file }) => !TABLES.test(file))
  .flatMap(({ path, file }) => strays(path, readFileSync(path, "utf8")).map((stray) => ({ file, ...stray })));

describe("words outside the dictionaries", () => {
  test("wb110 there are none in the pages, the outline, the tools and the scene", () => {
    const known = (file: string, text: string): boolean => EXCEPTIONS.some(([where, what]) => where === file && what === text);
    const wrong = found.filter(({ file, text }) => !known(file, text)).map(({ file, line, text }) => `${file}:${line} says "${text}": put it into web/src/i18n`);
    expect(wrong).toEqual([]);
  });

  test("wb110 every exception is still needed", () => {
    expect(EXCEPTIONS.filter(([where, what]) => !found.some(({ file, text }) => file === where && text === what))).toEqual([]);
  });

  test("wb110 nor in the style sheets", () => {
    const said = sources(join(SRC, "styles"), /\.css$/).flatMap((path) => [...readFileSync(path, "utf8").matchAll(/content:\s*"([^"]*\p{L}[^"]*)"/gu)].map(([, text]) => text));
    expect(said).toEqual([]);
  });

  test.each([
    ["text of an element", `const A = () => <p>Hello</p>;`],
    ["text beside words of a dictionary", `const A = () => <p>{t("close")} now</p>;`],
    ["an attribute", `const A = () => <button aria-label="close">×</button>;`],
    ["an attribute chosen by a state", `const A = (p) => <button title={p.open ? t("close") : "open"} />;`],
    ["a template", "const A = (p) => <img alt={`photo ${p.n}`} />;"],
    ["our own component", `const A = () => <IconButton label="redo" icon="redo" />;`],
    ["a fallback", `const A = (p) => <p>{p.title || "untitled"}</p>;`],
    ["a part chosen by a state", `const A = (p) => <p>{p.n > 1 && "many"}</p>;`],
    ["a fragment", `const A = () => <>Hello</>;`],
    ["what is assigned", `element.textContent = "empty";`],
    ["what is set", `element.setAttribute("aria-label", "board");`],
    ["the title of the page", `document.title = "workshop";`],
    ["a constant that is shown elsewhere", `const EMPTY = "Nothing here yet";`],
    ["one word of a constant", `const NAMES = { a: "Yellow" };`],
    ["a word in a function", `function say() { return "Saved"; }`],
    ["a letter that code has not", `const word = "é";`],
    ["a handler", `const A = () => <button onClick={() => alert("Are you sure?")} />;`],
  ])("wb110 finds %s", (_, source) => {
    expect(strays("a.tsx", source)).toHaveLength(1);
  });

  test.each([
    ["words of a dictionary", `const A = (p) => <p title={t("close")} class="big red">{p.open ? t("close") : t("more")}</p>;`],
    ["what is compared", `const A = (p) => <p>{p.kind === "group" ? p.name : t("board.plenary")}</p>;`],
    ["signs", `const A = (p) => <p>+{p.more} · ×</p>;`],
    ["errors, for whoever reads the console", `throw new Error("This cannot be"); console.warn("No luck today");`],
    ["keys", `const A = () => <IconButton label={t("action.delete")} keys="Delete" />; const keys = ["Shift+Enter", "Escape"];`],
    ["types", `type A = "Yes" | "Not at all";`],
  ])("wb110 leaves %s alone", (_, source) => {
    expect(strays("a.tsx", source)).toEqual([]);
  });
});
