"""What every check of a file has in common: other programs, and how their answers are compared."""

import re
import subprocess
import unicodedata


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")


def letters(text):
    """Without what a reader of text may do otherwise: spaces, marks of direction, ways to write the same letter."""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufe0f]", "", text)


def is_rtl(text):
    return any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


def complies(path, bin):
    """Two checkers of PDF/UA find no error."""
    for name, command, good in (
        ("outloud", [bin / "outloud", "--no-info", path], {0}),
        # It may end with warnings; errors are 3.
        ("pdfua", [bin / "pdfua", "check", path], {0, 1, 2}),
    ):
        answer = run(*map(str, command))
        if answer.returncode not in good:
            yield f"{name} finds: {answer.stdout[-3000:]}{answer.stderr[-1000:]}"


def in_order(passages, path, within=()):
    """Poppler finds each passage after the one before it; `~` before one says that it may stand anywhere. `within` says on
    which part of the pages, as Poppler wants it."""
    found = letters(run("pdftotext", "-raw", *within, "-enc", "UTF-8", str(path), "-").stdout)
    at = 0
    for passage in passages:
        if is_rtl(passage):
            # Programs do not agree on where its letters and numbers go; all of them are there.
            if sorted(set(letters(passage)) - set(found)):
                yield f"Poppler does not find the letters of {passage!r}"
            continue
        if passage.startswith("~"):
            if letters(passage[1:]) not in found:
                yield f"Poppler does not find {passage[1:]!r}"
            continue
        here = found.find(letters(passage), at)
        if here < 0:
            yield f"Poppler does not find {passage!r} after what stands before it"
        else:
            at = here + len(letters(passage))
