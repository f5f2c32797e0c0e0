import { describe, expect, test } from "vitest";
import { items, parts, sentences, table } from "../../src/tools/lists";

describe("lists", () => {
  test("wb62 a list's items come without their bullets", () => {
    expect(items("- uno\n• due\r\n  3. tre\n\n4) quattro\na) cinque\n☐ sei\n– sette")).toEqual(["uno", "due", "tre", "quattro", "cinque", "sei", "sette"]);
    // What only looks like one stays.
    expect(items("3.5 milioni\n-5 gradi\n1990 nasce il parco")).toEqual(["3.5 milioni", "-5 gradi", "1990 nasce il parco"]);
    expect(items(" \n\t\n")).toEqual([]);
  });

  test("wb62 sentences end where the next begins, not at abbreviations", () => {
    expect(sentences("Il bosco cresce. Il fiume no! E noi?")).toEqual(["Il bosco cresce.", "Il fiume no!", "E noi?"]);
    expect(sentences("Lo dice la dott.ssa G. Rossi; poi si decide")).toEqual(["Lo dice la dott.ssa G. Rossi", "poi si decide"]);
    expect(sentences("Vedi art. 3 e pag. 12")).toEqual(["Vedi art. 3 e pag. 12"]);
    expect(sentences("una sola")).toEqual(["una sola"]);
    expect(sentences("costa 3.50 euro al giorno")).toEqual(["costa 3.50 euro al giorno"]);
    expect(sentences("«Basta.» «No.»")).toEqual(["«Basta.»", "«No.»"]);
  });

  test("wb62 a note falls into its lines, or its only line into sentences", () => {
    expect(parts("Uno. Due.\nTre.")).toEqual(["Uno. Due.", "Tre."]);
    expect(parts("Uno. Due.")).toEqual(["Uno.", "Due."]);
    expect(parts("uno")).toEqual(["uno"]);
    expect(parts("")).toEqual([]);
  });

  test("wb50 a table's cells are cells, with their line breaks and quotes", () => {
    expect(table("a\tb\nc\td\n")).toEqual([["a", "b"], ["c", "d"]]);
    expect(table('"due\nrighe"\nuna\n"dice ""sì"""')).toEqual([["due\nrighe"], ["una"], ['dice "sì"']]);
    expect(table("a\t\r\n\tb")).toEqual([["a", ""], ["", "b"]]);
    expect(table("nessuna\ntabella")).toBeNull();
    expect(table('detto "così"\ne basta')).toBeNull();
    expect(table('"aperta\te mai chiusa')).toBeNull();
  });
});
