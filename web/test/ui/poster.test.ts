import { beforeEach, describe, expect, test, vi } from "vitest";
import { ALL, AREA, areaOnBoard, type Choices, fileWish, first, isPossible, keep, OWN, recalled, toBoard, wish } from "../../src/ui/poster/choices";
import { fileName } from "../../src/ui/download";
import { receive } from "../../src/ui/poster/download";

const plain = first("b1", "Titolo");

describe("what is asked for of a poster", () => {
  test("wb148 what was not chosen is not asked for, and a part only of one board", () => {
    expect(wish(plain)).toEqual({ paper: "A1", orientation: "auto", title: "Titolo" });
    const full: Choices = {
      ...plain,
      paper: OWN,
      part: AREA,
      area: [1, 2, 3, 4],
      subtitle: "",
      theme: "ink-saving",
      credits: "groups",
      legend: true,
      meanings: { yellow: "Problemi" },
      logos: [{ image: "a", says: "Comune" }],
      code: true,
    };
    const asked = {
      paper: "500x700",
      orientation: "auto",
      title: "Titolo",
      subtitle: "",
      theme: "ink-saving",
      credits: "groups",
      legend: '{"yellow":"Problemi"}',
      qr: "true",
      logos: '[{"image":"a","says":"Comune"}]',
    };
    expect(wish(full)).toEqual({ ...asked, area: "1,2,3,4" });
    expect(wish(full, true), "to mark a part, the whole board is shown").toEqual(asked);
    expect(wish({ ...full, board: ALL })).toEqual(asked);
    expect(wish({ ...plain, part: "c1" })).toMatchObject({ cluster: "c1" });
  });

  test("wb148 each file has its own wishes, and several boards are a PDF", () => {
    expect(fileWish({ ...plain, cropMarks: true, emojiPictures: true })).toEqual({ format: "pdf", wish: { crop_marks: "true", emoji: "pictures" } });
    expect(fileWish({ ...plain, file: "svg", letters: true })).toEqual({ format: "svg", wish: { text: "text" } });
    expect(fileWish({ ...plain, file: "600" })).toEqual({ format: "png", wish: { dpi: "600" } });
    expect(fileWish({ ...plain, file: "jpg" }).format).toBe("jpg");
    expect(fileWish({ ...plain, file: "svg", board: ALL }).format).toBe("pdf");
    expect(fileName("  Che cosa è emerso? ")).toBe("che-cosa-e-emerso");
    expect(isPossible({ ...plain, paper: OWN, sides: [20, 700] })).toBe(false);
    expect(isPossible({ ...plain, paper: OWN, sides: [Number.NaN, 700] })).toBe(false);
  });

  test("wb148 a part marked on the sheet is one of the board, also beyond a narrowed strip", () => {
    const across = [[10, 0], [30, 200], [70, 600], [90, 50_000]] as const;
    expect([10, 20, 50, 80, 90].map((mm) => toBoard(across, mm))).toEqual([0, 100, 400, 25_300, 50_000]);
    expect(toBoard(across, 0), "the margin goes on as its neighbour does").toBe(-100);
    expect(toBoard(across, 100)).toBe(74_700);
    expect([toBoard([], 5), toBoard([[1, 7]], 5)]).toEqual([0, 7]);
    const sheet = { size_mm: [100, 200] as const, chart: { across, down: [[0, 0], [200, 1000]] as const } };
    expect(areaOnBoard([10, 25, 20, 50], sheet)).toEqual([0, 250, 200, 500]);
  });
});

describe("what a device keeps of posters", () => {
  const kept = new Map<string, string>();
  beforeEach(() => {
    kept.clear();
    vi.stubGlobal("localStorage", { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value) });
  });

  test("wb148 paper, ink, legend and logos are kept for the workshop; boards and titles are not", () => {
    const liked: Choices = { ...plain, board: "b2", title: "Altro", paper: "A3", theme: "high-contrast", legend: true, meanings: { pink: "Dubbi" }, logos: [{ image: "a", says: "b" }] };
    keep(liked, "w");
    expect(recalled(plain, "w")).toEqual({ ...liked, board: "b1", title: "Titolo" });
    expect(recalled(plain, "other")).toEqual(plain);
  });

  test("wb148 what is kept in another shape is left out", () => {
    for (const odd of ["x", "null", "[]", '{"paper":"A9"}', '{"logos":[{}]}', '{"meanings":{"a":1}}', '{"sides":[1]}', '{"theme":3}']) {
      kept.set("plenaria:poster:w", odd);
      expect(recalled(plain, "w"), odd).toEqual(plain);
    }
  });
});

test("wb148 a file that comes in parts is whole, and says how much has come", async () => {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of ["uno", "due"]) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
  const told: number[] = [];
  const blob = await receive(new Response(stream, { headers: { "content-type": "image/png" } }), (bytes) => told.push(bytes));
  expect([await blob.text(), blob.type, told]).toEqual(["unodue", "image/png", [3, 6]]);
});
