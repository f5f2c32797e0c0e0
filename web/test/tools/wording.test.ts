import { expect, test } from "vitest";
import { addLink } from "../../src/doc/verbs";
import { wordings } from "../../src/doc/wording";
import { Bench } from "./bench";

test("wb69 words for a link: those used often here, the usual ones, those used once; only what fits what is typed", () => {
  const bench = new Bench();
  bench.board.role = "editor";
  const ids = Array.from({ length: 6 }, (_, i) => bench.note(i * 300, 0));
  ["dipende da", "dipende da", "ostacola", "", "sta sopra"].forEach((label, i) => addLink(bench.board, ids[i]!, ids[i + 1]!, label));
  const usual = ["sostiene", "ostacola", "richiede"];
  expect(wordings(bench.board, usual, "")).toEqual(["dipende da", "sostiene", "ostacola", "richiede", "sta sopra"]);
  expect(wordings(bench.board, usual, "S")).toEqual(["sostiene", "sta sopra"]);
  expect(wordings(bench.board, usual, "sostiene")).toEqual([]);
  expect(wordings(bench.board, usual, "x")).toEqual([]);
});
