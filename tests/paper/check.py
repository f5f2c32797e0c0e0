"""Other programs judge the PDFs of a folder (docs/spec.md, PO27, MF9); beside each is what it says, a passage a line, as
`crates/publish/examples/papers.rs` writes it.

Two checkers of PDF/UA find no error, Poppler finds the text in reading order, Poppler and MuPDF draw it. resvg draws the
SVG like the PNG beside it, with no font at hand (PO28).
"""

import io
import pathlib
import re
import sys
import xml.etree.ElementTree

import pymupdf
import resvg_py
from PIL import Image, ImageChops, ImageFilter, ImageStat

from judges import complies, in_order, run


def po27_complies(path, bin):
    yield from complies(path, bin)


def po27_is_read_in_order(path):
    yield from in_order(path.with_suffix(".txt").read_text(encoding="utf-8").splitlines(), path)


def po27_is_drawn(path):
    pymupdf.TOOLS.reset_mupdf_warnings()
    page = pymupdf.open(path)[0]
    picture = page.get_pixmap(dpi=40)
    if picture.is_unicolor:
        yield "MuPDF draws nothing"
    if warnings := pymupdf.TOOLS.mupdf_warnings():
        yield f"MuPDF says: {warnings[:500]}"
    answer = run("pdftoppm", "-r", "40", "-gray", "-singlefile", str(path), str(path.with_suffix("")))
    if answer.returncode or answer.stderr:
        yield f"Poppler says: {answer.stderr[:500]}"
    grey = path.with_suffix(".pgm").read_bytes()[-picture.width * picture.height // 2 :]
    if len(set(grey)) < 2:
        yield "Poppler draws nothing"


def po28_is_drawn_alike(path):
    xml.etree.ElementTree.parse(path.with_suffix(".svg"))
    png = Image.open(path.with_suffix(".png")).convert("RGB")
    # It would round millimetres to pixels of its own first, and scale all of it by a part of one.
    size = f'width="{png.width}" height="{png.height}"'
    text = re.sub(r'width="[\d.]+mm" height="[\d.]+mm"', size, path.with_suffix(".svg").read_text(encoding="utf-8"), count=1)
    bytes = resvg_py.svg_to_bytes(svg_string=text, skip_system_fonts=True)
    svg = Image.open(io.BytesIO(bytes)).convert("RGB")
    if svg.size != png.size:
        yield f"resvg draws {svg.size}, not {png.size}"
        return
    # Softened, since sides of a sheet need not be whole pixels.
    svg, png = (image.filter(ImageFilter.GaussianBlur(1.5)) for image in (svg, png))
    difference = ImageChops.difference(svg, png).convert("L")
    mean = ImageStat.Stat(difference).mean[0]
    far = sum(difference.histogram()[48:]) / (png.width * png.height)
    if mean > 1.0 or far > 0.0005:
        difference.save(path.with_suffix(".difference.png"))
        svg.save(path.with_suffix(".svg.png"))
        yield f"resvg draws something else than the PNG: {mean:.2f} of 255 in the mean, {far:.2%} far off"


def main():
    folder = pathlib.Path(sys.argv[1])
    bin = pathlib.Path(sys.executable).parent
    files = sorted(folder.glob("*.pdf"))
    faults = 0
    for path in files:
        for check in (
            po27_complies(path, bin),
            po27_is_read_in_order(path),
            po27_is_drawn(path),
            po28_is_drawn_alike(path),
        ):
            for fault in check:
                faults += 1
                print(f"{path.name}: {fault}", file=sys.stderr)
    print(f"{len(files)} posters and manifestos judged by outloud, pdfua, Poppler, MuPDF and resvg: {faults or 'no'} faults")
    sys.exit(1 if faults or not files else 0)


main()
