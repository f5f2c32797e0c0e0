import { describe, expect, test } from "vitest";
import { addresses } from "../../src/doc/addresses";

const hrefs = (text: string): string[] => addresses(text).map(({ href }) => href);

describe("addresses", () => {
  test("wb64 web and mail addresses are found, without the sentence around them", () => {
    expect(addresses("vedi https://esempio.org/a?b=1#c, poi")).toEqual([{ text: "https://esempio.org/a?b=1#c", at: 5, href: "https://esempio.org/a?b=1#c" }]);
    expect(hrefs("(www.parco.it). E www.comune.it!")).toEqual(["https://www.parco.it/", "https://www.comune.it/"]);
    expect(hrefs("scrivi a anna.rossi@comune.example.it.")).toEqual(["mailto:anna.rossi@comune.example.it"]);
    expect(hrefs("https://it.wikipedia.org/wiki/Parco_(disambigua) e «https://a.it/è»")).toEqual([
      "https://it.wikipedia.org/wiki/Parco_(disambigua)",
      "https://a.it/%C3%A8",
    ]);
  });

  test("wb64 nothing else is a link", () => {
    for (const text of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://a.it", "http://", "https://[", "@anna", "a@b", "www.", "3.5 e/o 4", "vbscript:x", "http:javascript:alert(1)"]) {
      expect(hrefs(text), text).toEqual([]);
    }
    expect(hrefs("javascript:alert('https://a.it')")).toEqual(["https://a.it/"]);
  });
});
