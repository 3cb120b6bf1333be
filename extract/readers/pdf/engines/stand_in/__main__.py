"""Makes the fonts that stand in for missing ones; run it with `python -m` and the package."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from extract.readers.pdf.engines.stand_in import Style

EM = 1000
ASCENT, DESCENT = 860, -140
"""As in SimSun, whose place they take most often; a box is an em high."""
SIDE, LINE = 40, 40
LAST = 0x10FFFF
_ASCII = "".join(map(chr, range(0x20, 0x7F)))

Widths = dict[int, str]
"""Thousandths of an em → the characters of ASCII that are so wide."""
_HELVETICA: Widths = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_TIMES: Widths = {
    180: "'",
    200: "|",
    250: " ,.",
    278: "/:;\\ijlt",
    333: "!()-I[]`fr",
    389: "Js",
    408: '"',
    444: "?acez",
    469: "^",
    480: "{}",
    500: "#$*0123456789_bdghknopquvxy",
    541: "~",
    556: "FPS",
    564: "+<=>",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYw",
    778: "&m",
    833: "%",
    889: "M",
    921: "@",
    944: "W",
}
WIDTHS: dict[Style, Widths] = {
    Style.SANS: _HELVETICA,
    Style.SERIF: _TIMES,
    Style.FIXED: {600: _ASCII},  # Courier
}
"""After the published metrics of the fonts that every PDF reader knows."""


def box_font(widths: Widths) -> bytes:
    """A font file: the same bytes whenever and wherever it is made."""
    name_of = {width: f"box{width}" for width in (EM, *widths)}
    boxes = {".notdef": EM} | {name: width for width, name in name_of.items()}
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([*boxes])
    builder.font["cmap"] = _every_code_point(widths, name_of)
    builder.setupGlyf({name: _box(width) for name, width in boxes.items()})
    builder.setupHorizontalMetrics({name: (width, SIDE) for name, width in boxes.items()})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupOS2(
        sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT
    )
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    out = BytesIO()
    builder.save(out)
    return out.getvalue()


def _box(width: int) -> Any:
    """A frame, so that somebody who sees it knows that a glyph is missing."""
    pen = TTGlyphPen(None)
    for inset, turn in ((0, 1), (LINE, -1)):  # the inner outline runs the other way: a hole
        left, right = SIDE + inset, width - SIDE - inset
        foot, top = DESCENT + inset, ASCENT - inset
        corners = [(left, foot), (left, top), (right, top), (right, foot)][::turn]
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def _every_code_point(widths: Widths, name_of: dict[int, str]) -> Any:
    """A character map of format 13, in which a range of code points shares one glyph."""
    every = CmapSubtable.newSubtable(13)
    every.platformID, every.platEncID, every.language = 3, 10, 0
    every.cmap = dict.fromkeys(range(LAST + 1), name_of[EM])
    every.cmap |= {ord(char): name_of[width] for width, chars in widths.items() for char in chars}
    table = newTable("cmap")
    table.tableVersion, table.tables = 0, [every]
    return table


if __name__ == "__main__":
    for style, widths in WIDTHS.items():
        Path(str(files(__package__).joinpath(style.file))).write_bytes(box_font(widths))
