#!/usr/bin/env python3
"""Cuts every font of Plenaria, and the advance tables, from pinned sources.

Server (TTF), browser (WOFF2) and the tables that decide line breaks come from the same bytes, so that screen and
poster cannot disagree. Running this twice gives identical files; see README.md beside it.
"""

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
SERVER = ROOT / "crates/publish/fonts"
WEB = ROOT / "web/public/fonts"
FAMILY = "Plenaria Sans"
UPEM = 2048
# 2020-01-01 in the font epoch (seconds since 1904): a fixed date keeps the bytes reproducible.
STAMP = 3660681600

# Pinned packages, fetched by their ordinary clients; the hash is of the font file inside, not of the archive.
INTER = ("fontpkg-inter==4.1.post1", "fontpkg_inter/files/Inter[opsz,wght].ttf")
EMOJI = ("@fontsource/noto-color-emoji@5.3.2", "package/files/noto-color-emoji-emoji-400-normal.woff2")
NOTO = ("fonts-noto-core", "usr/share/fonts/truetype/noto")
HASHES = {
    "Inter[opsz,wght].ttf": "29160a80ff49ddcab2c97711247e08b1fab27a484a329ce8b813d820dc559031",
    "noto-color-emoji-emoji-400-normal.woff2": "78ea7dad943f1caa3d31bd4ad1ac2e14491f3e433597d83a9dcca8094cafbbb3",
    "NotoSansArabic-Regular.ttf": "504d7407d86875acf7d04dfaa0fd7524d0b8797723bc4aa18022f29db25b0b6e",
    "NotoSansHebrew-Regular.ttf": "436900d5ad77d33e4234247f3076eaecd25b92b9bea0519514f684140e3566a7",
}

# Optical size 14 is the text cut. Two weights: notes and titles.
WEIGHTS = {"Regular": 400, "SemiBold": 600}
# Everything else (calt, liga, frac, ss..) is cut off: a canvas cannot switch features, so they must not exist.
FEATURES = ["kern", "mark", "mkmk", "ccmp"]


def spans(text):
    """`0-FF 131` -> set of code points."""
    out = set()
    for part in text.split():
        first, _, last = part.partition("-")
        out.update(range(int(first, 16), int(last or first, 16) + 1))
    return out


# What a page in Italian or English needs first.
LATIN = spans("20-7E A0-FF 131 152-153 2BB-2BC 2C6 2DA 2DC 2010-2027 202F-203A 2044 20AC 2122 2190-2193 2212 2260 2264-2265 FFFD")
SUBSETS = {
    "latin": LATIN,
    "cyrillic": spans("400-4FF 2116"),
    "greek": spans("370-3FF"),
    "latin-ext": spans("100-24F 2B0-2FF 300-36F 1E00-1EFF 2000-20BF 20C1-20CF"),
    "symbols": spans("2113 2120 2126 212E 2150-218F 2190-21FF 2200-2265 2300-23FF 2460-2473 25A0-25FF 2610-2612 2713 2717"),
}
# One code point is in exactly one file, the first that names it: of two faces that have it a browser takes the later,
# and every apostrophe would bring the accented letters of all of Europe.
_taken = set()
for _name, _points in SUBSETS.items():
    SUBSETS[_name] = _points - _taken
    _taken |= _points
# Phonetic, historic and polytonic letters stay out: they would double the table that every phone loads.


def take(name, path):
    """The bytes of a source file, refused unless they are the pinned ones."""
    data = Path(path).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != HASHES[name]:
        sys.exit(f"{name}: unexpected bytes {digest}")
    return Path(path)


def fetch(work):
    """Brings the pinned packages into `work` with pip, npm and apt-get."""
    def run(*cmd):
        subprocess.run(cmd, cwd=work, check=True, stdout=subprocess.DEVNULL)

    if not list(work.glob("fontpkg_inter-*.whl")):
        run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", INTER[0])
    if not list(work.glob("fontsource-noto-color-emoji-*.tgz")):
        run("npm", "pack", "--silent", EMOJI[0])
    if not list(work.glob("fonts-noto-core_*.deb")):
        run("apt-get", "download", "-qq", NOTO[0])
    with zipfile.ZipFile(next(work.glob("fontpkg_inter-*.whl"))) as wheel:
        wheel.extract(INTER[1], work)
    with tarfile.open(next(work.glob("fontsource-noto-color-emoji-*.tgz"))) as tar:
        tar.extract(EMOJI[1], work)
    run("dpkg-deb", "-x", str(next(work.glob("fonts-noto-core_*.deb"))), "noto")
    found = {
        "Inter[opsz,wght].ttf": work / INTER[1],
        "noto-color-emoji-emoji-400-normal.woff2": work / EMOJI[1],
        "NotoSansArabic-Regular.ttf": work / "noto" / NOTO[1] / "NotoSansArabic-Regular.ttf",
        "NotoSansHebrew-Regular.ttf": work / "noto" / NOTO[1] / "NotoSansHebrew-Regular.ttf",
    }
    return {name: take(name, path) for name, path in found.items()}


def options(features, flavor=None):
    opt = subset.Options()
    opt.layout_features = features
    opt.hinting = False
    opt.legacy_kern = False
    opt.notdef_outline = True
    opt.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    opt.name_languages = [0x409]
    opt.drop_tables += ["DSIG"]
    opt.recalc_timestamp = False
    opt.flavor = flavor
    return opt


def cut(font, unicodes, features, flavor=None):
    opt = options(features, flavor)
    cutter = subset.Subsetter(opt)
    cutter.populate(unicodes=unicodes)
    cutter.subset(font)
    font["head"].created = font["head"].modified = STAMP
    font.recalcTimestamp = False
    font.flavor = flavor
    return font


def rename(font, style, weight):
    name = font["name"]
    family = FAMILY if style == "Regular" else f"{FAMILY} {style}"
    for record in list(name.names):
        if record.nameID in (16, 17, 21, 22, 25):
            name.removeNames(record.nameID)
    version = font["name"].getDebugName(5)
    for number, value in {
        1: family,
        2: "Regular",
        3: f"{FAMILY} {style}; from Inter {version}",
        4: f"{FAMILY} {style}",
        6: f"{FAMILY.replace(' ', '')}-{style}",
    }.items():
        name.setName(value, number, 3, 1, 0x409)
    if style != "Regular":
        name.setName(FAMILY, 16, 3, 1, 0x409)
        name.setName(style, 17, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def ranges(points):
    """Sorted code points -> [(first, last)]."""
    out = []
    for point in sorted(points):
        if out and out[-1][1] == point - 1:
            out[-1][1] = point
        else:
            out.append([point, point])
    return out


def css_range(points):
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in ranges(points))


def advances(paths):
    """Code point -> (regular, semibold) in 1/2048 em, from the very files that are drawn with."""
    fonts = [TTFont(path) for path in paths]
    cmaps = [font.getBestCmap() for font in fonts]
    scale = UPEM / fonts[0]["head"].unitsPerEm
    return {
        point: tuple(round(f["hmtx"][cmap[point]][0] * scale) for f, cmap in zip(fonts, cmaps))
        for point in cmaps[0]
    }


def marks():
    """Code points that extend the cluster before them and take no room."""
    points = {p for p in range(0x300, 0xE01F0) if unicodedata.category(chr(p)) in ("Mn", "Me")}
    # Conjoining Hangul vowels and finals, the joiners, skin tones, and the tags of regional flags.
    return points | spans("1160-11FF 200C-200D 1F3FB-1F3FF E0020-E007F")


def pack(table):
    """Runs of neighbouring code points: `first,adv,adv..`; an advance equal to the one before is left empty."""
    out = []
    for first, last in ranges(table):
        row, before = [], None
        for point in range(first, last + 1):
            row.append("" if table[point] == before else str(table[point]))
            before = table[point]
        out.append(f"{first:x},{','.join(row)}")
    return out


def write_rust(table, flat, emoji, hashes):
    def rows(items, width=100):
        line, out = "", []
        for item in items:
            if len(line) + len(item) + 2 > width:
                out.append("    " + line.rstrip())
                line = ""
            line += item + ", "
        return "\n".join(out + ["    " + line.rstrip()])

    def pairs(points):
        return rows(f"(0x{a:x}, 0x{b:x})" for a, b in ranges(points))

    runs = ranges(table)
    out = [
        "//! Generated by fonts/build.py; do not edit. Advances in 1/2048 em, and the few character classes breaking needs.",
        "",
        "/// SHA-256 of the regular and the semibold TTF these figures were read from.",
        "#[rustfmt::skip]",
        f'pub const FONT_HASH: [&str; 2] = ["{hashes[0]}", "{hashes[1]}"];',
        "/// Unicode version of the character classes.",
        f'pub const UNICODE: &str = "{unicodedata.unidata_version}";',
        "",
        "// (first code point, number of code points, index into ADVANCES)",
        "#[rustfmt::skip]",
        f"pub(super) const RUNS: [(u32, u32, u32); {len(runs)}] = [",
    ]
    index, cells = 0, []
    for a, b in runs:
        cells.append(f"(0x{a:x}, {b - a + 1}, {index})")
        index += b - a + 1
    out += [rows(cells), "];", "", "// [regular, semibold]", "#[rustfmt::skip]",
            f"pub(super) const ADVANCES: [[u16; 2]; {index}] = [",
            rows(f"[{table[p][0]}, {table[p][1]}]" for p in sorted(table)), "];"]
    for name, why, points in (
        ("MARKS", "Extend the cluster before them, no width.", flat),
        ("EMOJI", "Drawn by the emoji font unless a text font has them: 1.25 em.", emoji),
    ):
        out += ["", f"// {why}", "#[rustfmt::skip]",
                f"pub(super) const {name}: [(u32, u32); {len(ranges(points))}] = [", pairs(points), "];"]
    (ROOT / "crates/publish/src/text/table.rs").write_text("\n".join(out) + "\n")


def write_ts(table, flat, emoji, hashes):
    def classes(points):
        # Gap from the previous range, then its length minus one: small numbers compress well.
        out, at = [], 0
        for a, b in ranges(points):
            out.append(f"{a - at:x}" + (f"+{b - a:x}" if b > a else ""))
            at = b
        return " ".join(out)

    # Most accented letters are as wide as their base letter, which every browser can name: NFD is frozen.
    base = {p: ord(unicodedata.normalize("NFD", chr(p))[0]) for p in table}
    folded = {p for p, b in base.items() if p != b and table.get(b) == table[p] and base[b] == b}
    regular = {p: v[0] for p, v in table.items() if p not in folded}
    extra = {p: v[1] - v[0] for p, v in table.items() if p not in folded}
    out = [
        "// Generated by fonts/build.py; do not edit. Advances in 1/2048 em, and the few character classes breaking needs.",
        "",
        "/** SHA-256 of the regular and the semibold TTF these figures were read from. */",
        f'export const FONT_HASH = ["{hashes[0]}", "{hashes[1]}"] as const;',
        "/** Runs `first,advance,advance..`, first in hexadecimal; an empty advance repeats the one before. */",
        f'export const REGULAR = "{";".join(pack(regular))}";',
        "/** Same runs: what the semibold is wider than the regular. */",
        f'export const EXTRA = "{";".join(row.partition(",")[2] for row in pack(extra))}";',
        "/** Ranges `gap+length`, hexadecimal. Letters as wide as the first letter of their canonical decomposition. */",
        f'export const FOLDED = "{classes(folded)}";',
        "/** Extend the cluster before them, no width. */",
        f'export const MARKS = "{classes(flat)}";',
        "/** Drawn by the emoji font unless a text font has them: 1.25 em. */",
        f'export const EMOJI = "{classes(emoji)}";',
    ]
    (ROOT / "web/src/scene/text.gen.ts").write_text("\n".join(out) + "\n")


def write_css(points, hashes):
    # Every page begins with Latin; to name the other files there would cost it half a kilobyte.
    first, more = [], []
    for style, weight in WEIGHTS.items():
        for name in SUBSETS:
            have = SUBSETS[name] & points
            (first if name == "latin" else more).append(
                "@font-face {\n"
                f'  font-family: "{FAMILY}";\n  font-style: normal;\n  font-weight: {weight};\n  font-display: swap;\n'
                f'  src: url("/fonts/{style.lower()}-{name}.woff2") format("woff2");\n'
                f"  unicode-range: {css_range(have)};\n}}"
            )
    head = (
        "/* Generated by fonts/build.py; do not edit.\n"
        f"   Cut from TTF {hashes[0]} (400)\n            and {hashes[1]} (600).\n"
        "   `swap`: line breaks come from a table, so nothing moves to another line when the font arrives. */\n"
    )
    for name, faces in (("fonts", first), ("fonts.more", more)):
        (ROOT / f"web/src/{name}.css").write_text(head + "\n".join(faces) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", help="folder for the downloads (kept); default: a temporary one")
    work = parser.parse_args().work
    keep = None if work else tempfile.TemporaryDirectory()
    work = Path(work or keep.name)
    source = fetch(work)
    SERVER.mkdir(parents=True, exist_ok=True)
    WEB.mkdir(parents=True, exist_ok=True)

    wanted = set().union(*SUBSETS.values())
    text = []
    for style, weight in WEIGHTS.items():
        variable = TTFont(source["Inter[opsz,wght].ttf"])
        have = wanted & set(variable.getBestCmap())
        # Cut first: making an instance of the whole font takes a minute.
        static = instancer.instantiateVariableFont(cut(variable, have, FEATURES), {"opsz": 14, "wght": weight})
        if "STAT" in static:
            del static["STAT"]
        rename(cut(static, have, FEATURES), style, weight)
        path = SERVER / f"Inter-{style}.ttf"
        static.save(path, reorderTables=True)
        text.append(path)
        for name, points in SUBSETS.items():
            part = cut(TTFont(path), points & have, FEATURES, "woff2")
            part.save(WEB / f"{style.lower()}-{name}.woff2")

    emoji = TTFont(source["noto-color-emoji-emoji-400-normal.woff2"])
    # The vector layers are all that is drawn; the SVG table would be four fifths of the file.
    del emoji["SVG "]
    emoji["head"].created = emoji["head"].modified = STAMP
    emoji.recalcTimestamp = False
    emoji.flavor = None
    emoji.save(SERVER / "NotoColorEmoji.ttf")
    others = {}
    for script, block in (("Arabic", "600-6FF"), ("Hebrew", "590-5FF")):
        font = TTFont(source[f"NotoSans{script}-Regular.ttf"])
        path = SERVER / f"NotoSans{script}.ttf"
        cut(font, set(font.getBestCmap()), ["*"]).save(path)
        widths = advances([path, path])
        others |= {p: w for p, w in widths.items() if p in spans(block)}

    latin = advances(text)
    flat = marks()
    # The browser keeps the table as an array up to 0x2800.
    table = {p: w for p, w in {**others, **latin}.items() if p not in flat and p < 0x2800}
    drawn = set(TTFont(SERVER / "NotoColorEmoji.ttf").getBestCmap())
    # Whole pictographic blocks, so that next year's emoji already have their width.
    coloured = (drawn | spans("1F000-1FAFF")) & spans("2000-FDFF 1F000-1FAFF") - set(table) - flat
    hashes = [digest(path) for path in text]
    (ROOT / "crates/publish/src/text").mkdir(parents=True, exist_ok=True)
    write_rust(table, flat, coloured, hashes)
    write_ts(table, flat, coloured, hashes)
    write_css(set(latin), hashes)
    for path in sorted(SERVER.glob("*.ttf")) + sorted(WEB.glob("*.woff2")):
        print(f"{path.stat().st_size:>9} {digest(path)[:16]} {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
