"""What stands in the objects of a PDF file, asked so that no answer is an exception.

Names and texts are bytes in any encoding there: Word writes names of fonts in GBK
(`/ABCDEE+#CB#CE#CC#E5`), and so do others names of resources. pikepdf takes them for UTF-8 and
raises where they are not; it raises likewise where an entry is asked of what is no dictionary.
Every name, every text and every entry is asked for here.
"""

from __future__ import annotations

import re
from typing import Any

import pikepdf

_SLOPPY = re.compile(
    r"stream length|lacks /Length|expected end(?:stream|obj)|stream keyword followed by"
    r"|duplicated key /(?:Type|Length|Rotate|ProcSet|(?:Media|Crop)Box);|name token|stray #"
)
"""A length that was written wrong or not at all (what it is the length of is proven by its own
sum), ends left out and blanks too many around what is there, entries written twice that name no
resource, and odd names, which are names all the same."""
_HOLDERS = (pikepdf.Dictionary, pikepdf.Stream)
_TEXTS = (pikepdf.Name, pikepdf.String)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def is_serious(complaint: object) -> bool:
    """Does what qpdf says of a file tell that something of it is broken, not just badly written?

    >>> is_serious("x.pdf (object 7 0, offset 20): attempting to recover stream length")
    False
    >>> is_serious("x.pdf (object 7 0, offset 20): unknown token while reading object")
    True
    """
    return _SLOPPY.search(str(complaint)) is None


def entry(item: Any, name: str) -> Any:
    """An entry of a dictionary or a stream; None where there is none of that name."""
    return item.get(name) if isinstance(item, _HOLDERS) else None


def entries(item: Any) -> dict[str, Any]:
    """All entries of a dictionary by their names, as `key` spells them; none of anything else."""
    return dict(item.items()) if isinstance(item, pikepdf.Dictionary) else {}


def parts(item: Any) -> list[Any]:
    """The parts of an array, or the one thing that stands in its place."""
    if isinstance(item, pikepdf.Array):
        return list(item)
    return [] if item is None else [item]


def plain(item: Any) -> str:
    """A name, with its slash, or a text, for comparing; of anything else nothing.

    Bytes that are no UTF-8 stand as lone surrogates, so that different ones stay different.

    >>> plain(pikepdf.Name.Font), plain(pikepdf.String("GB1")), plain(3), plain(None)
    ('/Font', 'GB1', '', '')
    >>> plain(pikepdf.Object.parse(b"/ABCDEE+#CB#CE")).isascii()
    False
    """
    if isinstance(item, _TEXTS):
        return _told(bytes(item))
    return ""


def key(written: bytes) -> str:
    """A name as a content stream writes it → its key in `entries`.

    >>> key(b"F1"), key(b"A#20B"), key(bytes.fromhex("cbce")) == key(b"#CB#CE")
    ('/F1', '/A B', True)
    """
    if b"#" in written:
        written = _ESCAPED.sub(lambda found: bytes((int(found[1], 16),)), written)
    return "/" + _told(written)


def inherited(page: Any, name: str, generations: int = 32) -> Any:
    """An entry of a page, or of the nodes of the page tree above it; None where none has it."""
    for _ in range(generations):
        found = entry(page, name)
        if found is not None:
            return found
        page = entry(page, "/Parent")
    return None


def readable(data: bytes) -> str:
    """A name or text for people: UTF-8, else the GBK of Chinese programs, else byte by byte.

    >>> readable("SimSun".encode()), readable(bytes.fromhex("cbcecce5")), readable(b"\\xff\\xfe")
    ('SimSun', '宋体', 'ÿþ')
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _told(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
