"""Other programs judge the handbooks of a folder (docs/spec.md, HB12), as `crates/publish/examples/handbooks.rs` writes them:
beside each its headings, each behind its level in the page, and what its points say, one a line.

LibreOffice opens DOCX and ODT and makes tagged PDFs of them; there, and in our own PDF, all headings are headings and all
points follow each other.
"""

import html
import pathlib
import sys
import tempfile

import pikepdf
import pymupdf

from judges import complies, in_order, letters, run

# Of an A4 page in points: what stands between header and footer, which would come in the middle of a long note.
BODY = ("-x", "0", "-y", "60", "-W", "595", "-H", "722")
EXPORT = (
    'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)


def converted(path, folder):
    """The PDF that LibreOffice makes of it, in a profile of its own, so that nothing of this machine's matters."""
    # The same name comes in two formats.
    into = folder / path.suffix[1:]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    answer = run("soffice", profile, "--headless", "--convert-to", EXPORT, "--outdir", str(into), str(path))
    made = into / path.with_suffix(".pdf").name
    return made if made.exists() else answer.stdout + answer.stderr


def wanted(path):
    """Headings with their levels in a document: the title is none, and the contents have a title of their own."""
    lines = path.with_suffix(".headings").read_text(encoding="utf-8").splitlines()
    headings = [(int(line[0]) - 1, letters(html.unescape(line[2:]))) for line in lines]
    return headings[0][1], headings[2:]


def tags(path):
    """Names of all elements of the structure, in order."""
    names = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                names.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    with pikepdf.open(path) as file:
        walk(file.Root.StructTreeRoot)
    return names


def hb12_headings_are_headings(path, pdf, is_ours):
    title, headings = wanted(path)
    with pymupdf.open(pdf) as file:
        found = [(level, letters(text)) for level, text, _ in file.get_toc()]
        said = letters(file.metadata["title"] or "")
    if is_ours:
        # The cover is a bookmark too.
        found = found[1:]
    if found != headings:
        yield f"bookmarks are {found}, not {headings}"
    if said != title:
        yield f"the title is {said!r}, not {title!r}"
    names = tags(pdf)
    # In ours the title is the heading of level 1, and the contents one of level 2.
    for level in (1, 2):
        tag = f"/H{level + is_ours}"
        count = sum(one == level for one, _ in headings) + (is_ours and level == 1)
        # LibreOffice may tag the title of the contents as a heading, too.
        if names.count(tag) not in (count, count + (not is_ours)):
            yield f"{names.count(tag)} elements {tag}, not {count}"


def hb12_points_are_in_order(path, pdf):
    points = path.with_suffix(".points").read_text(encoding="utf-8").splitlines()
    # What no font of LibreOffice's has is another letter there.
    plain = [point for point in points if all(ord(c) < 0x2000 or c in "…–—’“”•→" for c in point)]
    yield from in_order(plain, pdf, BODY)


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    bin = pathlib.Path(sys.executable).parent
    faults = 0
    files = sorted(folder.glob("*.headings"))
    with tempfile.TemporaryDirectory() as made:
        for path in files:
            documents = [path.with_suffix(ending) for ending in (".docx", ".odt", ".pdf")]
            for document in documents:
                is_ours = document.suffix == ".pdf"
                pdf = document if is_ours else converted(document, pathlib.Path(made))
                if isinstance(pdf, str):
                    checks = [iter([f"LibreOffice does not open it: {pdf}"])]
                else:
                    checks = [hb12_headings_are_headings(path, pdf, is_ours), hb12_points_are_in_order(path, pdf)]
                if is_ours:
                    checks.append(complies(pdf, bin))
                for fault in (fault for check in checks for fault in check):
                    faults += 1
                    print(f"{document.name}: {fault}", file=sys.stderr)
    print(f"{len(files)} handbooks judged by LibreOffice, outloud, pdfua and Poppler: {faults or 'no'} faults")
    sys.exit(1 if faults or not files else 0)


main()
