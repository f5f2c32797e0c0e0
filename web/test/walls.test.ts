/** Who may import whom (docs/architecture.md). A new arrow is a decision, not an accident. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const SRC = fileURLToPath(new URL("../src", import.meta.url));

/** Room of web/src → rooms it may look into, besides itself. */
const WALLS: Record<string, readonly string[]> = {
  "": ["ui", "i18n"],
  ui: ["tools", "scene", "doc", "state", "outline", "i18n", "shell"],
  outline: ["doc", "state", "i18n"],
  tools: ["scene", "doc", "state"],
  scene: ["doc", "state"],
  state: [],
  doc: [],
  shell: [],
  public: [],
  i18n: [],
};

/** Package → the rooms that may use it. */
const PACKAGES: Record<string, readonly string[]> = {
  yjs: ["doc"],
  "y-protocols": ["doc"],
  lib0: ["doc"],
  "solid-js": ["", "ui", "outline", "i18n"],
  uqr: ["ui"],
  "d3-hierarchy": ["tools"],
  "perfect-freehand": ["tools"],
  "@dagrejs/dagre": ["tools"],
};

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function room(path: string): string {
  // A room may be imported by its name alone: `../i18n`.
  const [first = "", ...rest] = relative(SRC, path).split("/");
  return rest.length > 0 || first in WALLS ? first : "";
}

/** `import … from`, `export … from`, `import "…"` and `import("…")`. */
const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^"';]*?from\s+"([^"]+)"|(?:^|\n)import\s+"([^"]+)"|import\(\s*"([^"]+)"\s*\)/g;

const imports: Import[] = sources(SRC).flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(IMPORT)].map((found) => ({
    file: relative(SRC, file),
    room: room(file),
    target: (found[2] ?? found[3] ?? found[4])!,
    typeOnly: found[1] !== undefined,
  })),
);

describe("walls", () => {
  test("wa2 imports run one way through the rooms of the page, type-only ones too", () => {
    expect(Object.keys(WALLS)).toEqual(expect.arrayContaining([...new Set(imports.map((one) => one.room))]));
    const through = imports
      .filter(({ target }) => target.startsWith(".") && !target.endsWith(".css"))
      .map((one) => ({ ...one, to: room(resolve(SRC, dirname(one.file), one.target)) }))
      .filter((one) => one.to !== one.room && !WALLS[one.room]!.includes(one.to));
    expect(through.map(({ file, target }) => `${file} may not import ${target}`)).toEqual([]);
    expect(imports.length).toBeGreaterThan(150);
  });

  test("wa3 packages stay in their rooms: only doc knows Yjs, only pages know Solid", () => {
    const outside = imports.filter(({ target }) => !target.startsWith("."));
    const name = (target: string): string => target.split("/").slice(0, target.startsWith("@") ? 2 : 1).join("/");
    const wrong = outside.filter((one) => !PACKAGES[name(one.target)]?.includes(one.room));
    expect(wrong.map(({ file, target }) => `${file} may not import ${target}`)).toEqual([]);
  });

  test("wa4 the scene draws the document and never writes it: it knows doc by its types alone", () => {
    const writes = imports.filter((one) => one.room === "scene" && one.target.startsWith("../doc/") && !one.typeOnly);
    expect(writes.map(({ file, target }) => `${file} imports ${target} as more than a type`)).toEqual([]);
  });
});
