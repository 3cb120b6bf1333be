"""How much a page would make PDFium do, told before PDFium does it: nothing can stop it then.

A page stream can grow a thousandfold when it is inflated, and form objects that draw form objects
can ask for more drawings than a machine can do in its life.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

from extract.readers.pdf.before.objects import entries, entry, key, plain
from extract.readers.pdf.before.shown_strings import Unusual, drawn
from extract.readers.pdf.before.unpacked import Stream, Unpacked
from extract.readers.pdf.limits import MAX_CONTENT, MAX_DRAWN, PageTooLarge

_SAFE = MAX_CONTENT // 1032
"""Flate cannot make more than MAX_CONTENT of a stream this short."""
_STEP = 1 << 20
"""Bytes inflated at a time: their length is all that is kept."""
_DEEPEST = 40
"""Form objects within each other that PDFium follows."""

Inflate = Callable[[Any], bytes]


def weigh(contents: list[Any], resources: Any, unpacked: Unpacked, inflated: Inflate) -> None:
    """Raise PageTooLarge for a page that is a bomb; `inflated` may raise Unusual."""
    if sum(_grown(unpacked.of(each)) for each in contents) > MAX_CONTENT:
        raise PageTooLarge
    if not _nested(resources):
        return
    left = MAX_DRAWN
    open_ends = [(stream, resources, 0) for stream in contents]
    while open_ends:
        stream, names, depth = open_ends.pop()
        for item in _forms_of(stream, names, inflated) if depth < _DEEPEST else ():
            left -= 1
            if not left:
                raise PageTooLarge
            own = entry(item, "/Resources")
            open_ends.append((item, names if own is None else own, depth + 1))


def _forms_of(stream: Any, names: Any, inflated: Inflate) -> list[Any]:
    """The form objects that a stream draws, as often as it does."""
    try:
        called = drawn(inflated(stream))
    except Unusual:
        return []  # nothing is known of it, and PDFium reads it
    listed = entries(entry(names, "/XObject"))
    return list(filter(_is_form, (listed.get(key(name)) for name in called)))


def _nested(resources: Any) -> bool:
    """Can a form object that a page draws draw another one?"""
    for form in filter(_is_form, entries(entry(resources, "/XObject")).values()):
        own = entry(form, "/Resources")
        if entry(resources if own is None else own, "/XObject") is not None:
            return True
    return False


def _is_form(item: Any) -> bool:
    return plain(entry(item, "/Subtype")) == "/Form"


def _grown(stream: Stream) -> int:
    """The length of a stream when inflated; it is not counted on beyond the limit."""
    packed = stream.packed
    if len(packed) < _SAFE or stream.filters != ("/FlateDecode",):
        return len(packed)
    machine, length = zlib.decompressobj(), 0
    try:
        while packed and length <= MAX_CONTENT:
            length += len(machine.decompress(packed, _STEP))
            packed = machine.unconsumed_tail
    except zlib.error:
        return length  # broken from here on
    return length
