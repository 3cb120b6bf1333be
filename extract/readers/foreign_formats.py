"""Formats told by their first bytes: none of them is a PDF, a page or a plain text.

A reader of PDF, pages or texts claims no file that begins so, whatever it holds further on: a zip
or an old Office file may have a whole PDF or page inside. What no reader claims is named by them,
so that a person can act.
"""

from __future__ import annotations

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip container (docx, xlsx, ofd or an archive)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (doc, xls or wps)"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"{\\rtf", "a rich text file (rtf)"),
    (b"\x89PNG\r\n\x1a\n", "a picture (png)"),
    (b"\xff\xd8\xff", "a picture (jpeg)"),
    (b"GIF8", "a picture (gif)"),
    (b"II*\x00", "a picture (tiff)"),
    (b"MM\x00*", "a picture (tiff)"),
)


_SAVE = "save it as PDF or HTML and put that in its place."
_OTHERWISE = {
    "a rar archive": "unpack it, and put its files into the raw folder, or pack them as zip.",
}


def advice_for(name: str) -> str:
    """What a person can do with a file of such a format."""
    return _OTHERWISE.get(name, _SAVE)


def foreign_format(data: bytes) -> str | None:
    r"""What a file is by its first bytes; None where they tell nothing.

    >>> foreign_format(b"PK\x03\x04...")
    'a zip container (docx, xlsx, ofd or an archive)'
    """
    return next((name for magic, name in MAGIC if data.startswith(magic)), None)
