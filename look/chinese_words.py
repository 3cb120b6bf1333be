"""Chinese words for the side of a picture, drawn with the fonts that draw its page.

Pillow has no Chinese font; PDFium draws one that the machine, or a folder that is named, offers.
The words are a page of their own, printed in a font that no file brings along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from extract.model import Refused
from extract.readers.pdf.engines.pictures import Pictures

_BASE = 0.88
"""Of the size of a line so much stands above its base."""
_TYPE0 = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    b"/DescendantFonts[5 0 R]>>"
)
_CID = (
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 6 0 R/DW 1000"
    b"/W[1 95 500]/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>"
)
"""Its ASCII is half as wide as its other characters."""
_DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
)


class Words(NamedTuple):
    """A line of text: its left and upper edge, size in pixels, colour."""

    left: int
    top: int
    size: int
    colour: tuple[int, int, int]
    text: str


def drawn_words(
    lines: Iterable[Words], width: int, height: int, fonts: Path | None
) -> Image.Image | None:
    """The lines on white; None where no font has Chinese characters, or nothing can be drawn."""
    content = b"\n".join(_shown(each, height) for each in lines)
    try:
        pictures = Pictures(_page(content, width, height), fonts)
    except Refused:
        return None
    try:
        drawn = pictures.of(1, 1.0)
        return None if drawn is None or pictures.missing else drawn.convert("RGB")
    finally:
        pictures.close()


def broken(text: str, width: float) -> Iterator[str]:
    """A text in lines so many characters wide; those of ASCII are half as wide.

    >>> list(broken("共 3 张表", 3))
    ['共 3 ', '张表']
    """
    line, room = "", width
    for char in text:
        takes = 0.5 if char.isascii() else 1.0
        if takes > room and char not in "，。；：、！？）”》":
            yield line
            line, room = "", width
        line, room = line + char, room - takes
    if line:
        yield line


def _shown(line: Words, height: int) -> bytes:
    red, green, blue = (f"{part / 255:.3f}" for part in line.colour)
    base = height - line.top - line.size * _BASE
    text = "".join(char if ord(char) <= 0xFFFF else "□" for char in line.text)
    told = text.encode("utf-16-be").hex().upper()
    place = f"BT /F1 {line.size} Tf {line.left} {base:.1f} Td <{told}> Tj ET"
    return f"{red} {green} {blue} rg {place}".encode()


def _page(content: bytes, width: int, height: int) -> bytes:
    """A document of one page, whole: its objects, where they lie, its end."""
    box = f"/MediaBox[0 0 {width} {height}]".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R" + box + b"/Contents 7 0 R/Resources<</Font<</F1 4 0 R>>>>>>",
        _TYPE0,
        _CID,
        _DESCRIPTOR,
        b"<</Length " + str(len(content)).encode() + b">>stream\n" + content + b"\nendstream",
    )
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += str(number).encode() + b" 0 obj" + each + b"endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode()
