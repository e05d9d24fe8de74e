"""Gives a subset of Noto Serif or Noto Sans the signs that the family lacks; subset.sh calls it for each face.

Arrows and maths come from Noto Sans Math, shapes and ticks from Noto Sans Symbols 2, with the face's own letters left
alone. The minus is cut out of the face's own plus sign, so that it has its weight and the width of a figure.
"""

import sys
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

MINUS = 0x2212
SOURCES = {
    "NotoSansMath-Regular.ttf": "←↑→↓↔↩⇒∑√∞≈≠≤≥",
    "NotoSansSymbols2-Regular.ttf": "■□▪▲▶▸▼▾◀◆○●✓✗",
}
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
KAZAKH = "әғқңөұүһі"
KAZAKH_LATIN = "äğıİñöşūü"
SIGNS = "ʼ’‘“”„«»–—…•№₸§©°²³¹⁴₂½⅓× −→↩✓"
INVISIBLE = "\N{SOFT HYPHEN}\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{COMBINING ACUTE ACCENT}"


def minus(font: TTFont) -> tuple[object, tuple[int, int]]:
    """The bar of the plus sign: the two edges that run its whole width."""
    points = list(font["glyf"]["plus"].coordinates)
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    edges = {y for x, y in points if x == left}
    bottom, top = min(edges), max(edges)
    pen = TTGlyphPen(None)
    pen.moveTo((left, bottom))
    for corner in ((left, top), (right, top), (right, bottom)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph(), (font["hmtx"]["plus"][0], left)


def copied(original: TTFont, character: str) -> tuple[object, tuple[int, int]]:
    """A glyph of another font with its components melted in."""
    name = original.getBestCmap()[ord(character)]
    glyphs = original.getGlyphSet()
    recorded = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(recorded)
    pen = TTGlyphPen(None)
    recorded.replay(pen)
    return pen.glyph(), original["hmtx"][name]


def add(font: TTFont, code: int, glyph: object, metrics: tuple[int, int]) -> None:
    """Adds one glyph, unhinted, for one character."""
    name = f"uni{code:04X}"
    font["glyf"][name] = glyph
    font["hmtx"][name] = metrics
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def rename(font: TTFont) -> None:
    """A family name of our own: Qt prefers an installed font to a bundled one of the same name."""
    for record in font["name"].names:
        if record.nameID in {1, 3, 4, 6, 16}:
            record.string = record.toUnicode().replace("Noto", "Kzref")


def main() -> int:
    """Adds the signs in place and checks that every letter needed is there."""
    originals, path = Path(sys.argv[1]), Path(sys.argv[2])
    font = TTFont(path, recalcTimestamp=False)
    add(font, MINUS, *minus(font))
    for file, characters in SOURCES.items():
        with TTFont(originals / file) as original:
            if original["head"].unitsPerEm != font["head"].unitsPerEm:
                sys.exit(f"{file} is drawn on another grid than {path.name}")
            for character in characters:
                add(font, ord(character), *copied(original, character))
    rename(font)
    font["OS/2"].recalcUnicodeRanges(font)
    font["post"].formatType = 3.0  # glyph names are for the step above only
    font.save(path)

    known = TTFont(path).getBestCmap()
    letters = RUSSIAN + RUSSIAN.upper() + KAZAKH + KAZAKH.upper() + KAZAKH_LATIN + KAZAKH_LATIN.upper()
    if missing := sorted({c for c in letters + SIGNS + INVISIBLE if ord(c) not in known}):
        sys.exit(f"{path.name} lacks {' '.join(missing)}")
    print(f"{path.name}: {path.stat().st_size:,} bytes, {len(known)} characters, every Kazakh letter")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
