"""Make the shipped fonts: cut down, turn into TrueType outlines, rename, and note which characters each has.

    python make_fonts.py --to ../../resources/fonts SOURCE.otf SOURCE.ttc …

The sources are named in README.md; the same sources give the same files.
"""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

HERE = Path(__file__).parent
CHANGED_ON = "2026-11-24"
MAC_EPOCH_2026 = 3_850_000_000  # head.created/modified: fixed, so that the same sources give the same bytes
CURVE_ERROR = 0.0015  # em: how far a curve may move when its cubic outline becomes quadratic
POINT_ERROR = (
    0.0012  # em: how far an outline drawn with straight lines only may move when points are left out
)
LATIN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),
    *range(0x370, 0x500),
    *range(0x2000, 0x2070),
    *range(0x20A0, 0x20C0),
]
SIGNS = [
    *range(0x2100, 0x2770),
    *range(0x3000, 0x3100),
    *range(0x3200, 0x3400),
    *range(0xFE30, 0xFE70),
    *range(0xFF00, 0xFFF0),
]
BOXES = [0x2610, 0x2611, 0x2612]
UNIFIED = range(0x4E00, 0xA000)
EXTENSION_A = range(0x3400, 0x4DC0)
RADICALS = range(0x2E80, 0x2FE0)
COMPATIBLE = range(0xF900, 0xFB00)
BEYOND = range(0x20000, 0x33480)
WRONG_IN_FANDOL = "￥～"
"""Drawn there as a dollar sign and as a small raised tilde."""


@dataclass(frozen=True)
class Face:
    """One shipped file: where its outlines come from and which characters it keeps."""

    file: str
    family: str
    style: str
    source: str
    number: int
    licence: str
    keep: str
    less: tuple[str, ...] = ()
    polygons: bool = False
    wrong: str = ""


FACES = (
    Face("hei.ttf", "ZQ Hei", "Regular", "NotoSansCJK-Regular.ttc", 2, "OFL-Noto.txt", "wide"),
    Face("hei-bold.ttf", "ZQ Hei", "Bold", "NotoSansCJK-Bold.ttc", 2, "OFL-Noto.txt", "usual"),
    Face("biaosong.ttf", "ZQ Biaosong", "Regular", "NotoSerifCJK-SemiBold.ttc", 2, "OFL-Noto.txt", "usual"),
    Face("song.ttf", "ZQ Song", "Regular", "NotoSerifCJK-Regular.ttc", 2, "OFL-Noto.txt", "song"),
    Face(
        "fang.ttf",
        "ZQ Fang",
        "Regular",
        "FandolFang-Regular.otf",
        0,
        "GPL-Fandol.txt",
        "usual",
        wrong=WRONG_IN_FANDOL,
    ),
    Face(
        "kai.ttf",
        "ZQ Kai",
        "Regular",
        "FandolKai-Regular.otf",
        0,
        "GPL-Fandol.txt",
        "usual",
        wrong=WRONG_IN_FANDOL,
    ),
    Face("rare.ttf", "ZQ Rare", "Regular", "HanaMinB.ttf", 0, "OFL-Hanazono.txt", "beyond", polygons=True),
    Face(
        "newer.ttf",
        "ZQ Newer",
        "Regular",
        "BabelStoneHan.ttf",
        0,
        "Arphic.txt",
        "han",
        ("hei.ttf", "rare.ttf"),
    ),
    Face("signs.ttf", "ZQ Signs", "Regular", "HanaMinA.ttf", 0, "OFL-Hanazono.txt", "signs"),
)


def gb2312() -> set[int]:
    """Every code point of GB/T 2312."""
    cells = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(text) for text in (cell.decode("gb2312", "ignore") for cell in cells) if text}


def usual() -> set[int]:
    """The 8,105 characters of the national table, GB/T 2312, Latin and signs."""
    table = (HERE / "tgh8105.txt").read_text("utf-8")
    return {ord(char) for char in table if char > " "} | gb2312() | set(LATIN) | set(SIGNS)


def wanted(keep: str) -> set[int]:
    """The code points a kind of face keeps, if its source has them."""
    han = {*UNIFIED, *EXTENSION_A, *BEYOND}
    return {
        "usual": usual,
        "song": lambda: usual() | {*UNIFIED, *EXTENSION_A},
        "wide": lambda: usual() | han | {*RADICALS, *COMPATIBLE},
        "beyond": lambda: set(BEYOND),
        "han": lambda: han,
        "signs": lambda: {*SIGNS, *BOXES, *RADICALS, *COMPATIBLE},
    }[keep]()


def cut(font: TTFont, code_points: Iterable[int]) -> None:
    """Keep the glyphs of these code points and nothing that printing or the screen does not use."""
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.legacy_cmap = False
    options.notdef_outline = True
    options.recalc_bounds = True
    options.name_IDs = [0, 7, 13, 14]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GPOS", "GSUB", "GDEF", "FFTM", "meta", "STAT"]
    cutter = Subsetter(options)
    cutter.populate(unicodes=code_points)
    cutter.subset(font)


def to_truetype(font: TTFont) -> None:
    """Replace cubic outlines by quadratic ones: the PDF writer embeds only these."""
    glyphs = font.getGlyphSet()
    error = font["head"].unitsPerEm * CURVE_ERROR
    glyf = newTable("glyf")
    glyf.glyphOrder = font.getGlyphOrder()
    glyf.glyphs = {}
    for name in glyf.glyphOrder:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, error, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
    ):
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    maxp.maxComponentElements = max(
        (len(getattr(g, "components", ())) for g in glyf.glyphs.values()), default=0
    )
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"


def thin(points: list[tuple[int, int]], error: float) -> list[int]:
    """Which points of an open line to keep (Douglas and Peucker), as indices; the ends always stay."""
    keep, spans = {0, len(points) - 1}, [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        dx, dy = bx - ax, by - ay
        length = (dx * dx + dy * dy) ** 0.5
        worst, at = error, -1
        for index in range(first + 1, last):
            x, y = points[index]
            off = (
                abs(dx * (y - ay) - dy * (x - ax)) / length
                if length
                else ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
            )
            if off > worst:
                worst, at = off, index
        if at >= 0:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return sorted(keep)


def thin_out(font: TTFont) -> None:
    """Leave out the points that a polygon does not need: half of the file."""
    glyf = font["glyf"]
    error = font["head"].unitsPerEm * POINT_ERROR
    for name in glyf.glyphOrder:
        glyph = glyf[name]
        if glyph.numberOfContours < 1:
            continue
        points = [tuple(point) for point in glyph.coordinates]
        pen, start = TTGlyphPen(None), 0
        for end in glyph.endPtsOfContours:
            ring = points[start : end + 1]
            start = end + 1
            kept = [ring[index] for index in thin([*ring, ring[0]], error)[:-1]]
            if len(kept) > 2:
                pen.moveTo(kept[0])
                for point in kept[1:]:
                    pen.lineTo(point)
                pen.closePath()
        glyf.glyphs[name] = pen.glyph()


def rename(font: TTFont, face: Face) -> None:
    """Give the changed font its own name (reserved names stay with the originals) and say what was changed."""
    full = face.family if face.style == "Regular" else f"{face.family} {face.style}"
    texts = {
        1: face.family,
        2: face.style,
        3: f"{full} {CHANGED_ON}",
        4: full,
        5: "Version 1.0",
        6: full.replace(" ", "")
        if face.style == "Regular"
        else f"{face.family.replace(' ', '')}-{face.style}",
        10: f"Changed on {CHANGED_ON} from {face.source}: characters left out, outlines made quadratic, renamed.",
    }
    name = font["name"]
    name.names = [record for record in name.names if record.nameID not in texts and record.platformID == 3]
    for number, text in texts.items():
        name.setName(text, number, 3, 1, 0x409)
    bold = face.style == "Bold"
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = int(bold)


def make(face: Face, source: Path, to: Path, leave: set[int]) -> set[int]:
    """Write one face; returns its code points."""
    font = TTFont(source, fontNumber=face.number, recalcTimestamp=False)
    code_points = (wanted(face.keep) & set(font.getBestCmap())) - leave - set(map(ord, face.wrong))
    cut(font, code_points)
    if "CFF " in font:
        to_truetype(font)
    if face.polygons:
        thin_out(font)
    rename(font, face)
    font["post"].formatType = 3.0
    font["head"].created = font["head"].modified = MAC_EPOCH_2026
    font.save(to / face.file)
    return characters(to / face.file)


def characters(path: Path) -> set[int]:
    """What a made font really has: the cutter keeps a few code points that share a glyph."""
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def ranges(code_points: set[int]) -> str:
    """`20-7e a0 …`: the code points in hexadecimal ranges."""
    parts: list[list[int]] = []
    for code in sorted(code_points):
        if parts and parts[-1][1] == code - 1:
            parts[-1][1] = code
        else:
            parts.append([code, code])
    return " ".join(f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in parts)


def main() -> None:
    """Make every face whose source is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, required=True, help="folder for the fonts")
    parser.add_argument("--only", nargs="*", default=[], help="file names to make again")
    parser.add_argument("sources", type=Path, nargs="+")
    given = parser.parse_args()
    found = {path.name: path for path in given.sources}
    has: dict[str, set[int]] = {}
    for face in FACES:
        if not given.only or face.file in given.only:
            leave = set().union(*(has[other] for other in face.less))
            has[face.file] = make(face, found[face.source], given.to, leave)
        else:
            has[face.file] = characters(given.to / face.file)
        print(
            f"{face.file:14} {len(has[face.file]):6} characters {(given.to / face.file).stat().st_size:11,} bytes"
        )
    lines = [f"{file} {ranges(code_points)}\n" for file, code_points in has.items()]
    (given.to / "coverage.lst").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
