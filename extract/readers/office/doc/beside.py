"""What stands beside the main text of a document: footnotes, comments, the texts of shapes."""

from __future__ import annotations

import struct

from extract.readers.html.unread import Aside
from extract.readers.office.doc.word_file import WordFile
from extract.readers.office.notes import comment, footnote

_FOOTNOTES, _COMMENTS, _ENDNOTES, _BOXES = 1, 4, 5, 6
"""The numbers of these texts in the head of the file."""
_BOXES_OF_SHAPES = 0x25A
_BOX, _IDENTITY = 22, 14
"""Bytes that say of a text which shape it is in, and where its number stands among them."""
_MOST = 200


def notes_of(file: WordFile) -> list[Aside]:
    """The footnotes, endnotes and comments of a document, one by one."""
    return [
        made(text)
        for number, made in ((_FOOTNOTES, footnote), (_ENDNOTES, footnote), (_COMMENTS, comment))
        for text in _plain(file.beside(number)).split("\r")[:_MOST]
        if text.strip()
    ]


def boxes_of(file: WordFile) -> dict[int, str]:
    """The texts in shapes, lines parted by returns, by the number of the shape."""
    table, text = file.part(_BOXES_OF_SHAPES), file.beside(_BOXES)
    count = (len(table) - 4) // (_BOX + 4)
    found: dict[int, str] = {}
    for n in range(max(count, 0)):
        first, last = struct.unpack_from("<II", table, 4 * n)
        at = 4 * (count + 1) + _BOX * n + _IDENTITY
        [identity] = struct.unpack_from("<i", table, at)
        found[identity] = _plain(text[first:last]).strip()
    return found


def _plain(text: str) -> str:
    """A text without the marks that stand for numbers, fields and pictures."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    ends = whole.replace("\x07", "\r").replace("\x0b", "\r").replace("\x0c", "\r")
    return "".join(char for char in ends if char in "\r\t" or char >= " ")
