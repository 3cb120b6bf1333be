"""How much a page would make PDFium do, told before PDFium does it: nothing can stop it then.

A page stream can grow a thousandfold when it is inflated, and form objects that draw form objects
can ask for more drawings than a machine can do in its life.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pikepdf

from extract.readers.pdf.limits import MAX_CONTENT, MAX_DRAWN, PageTooLarge
from extract.readers.pdf.strings import Unusual, drawn

_SAFE = MAX_CONTENT // 1032
"""Flate cannot make more than MAX_CONTENT of a stream this short."""
_STEP = 1 << 20

Inflate = Callable[[pikepdf.Object], bytes]


def weigh(contents: list[pikepdf.Object], resources: pikepdf.Object, inflated: Inflate) -> None:
    """Raise PageTooLarge for a page that is a bomb; `inflated` may raise Unusual."""
    if sum(map(_grown, contents)) > MAX_CONTENT:
        raise PageTooLarge
    if not _nested(resources):
        return
    left = MAX_DRAWN
    open_ends = [(stream, resources) for stream in contents]
    while open_ends:
        stream, names = open_ends.pop()
        for item in _forms_of(stream, names, inflated):
            left -= 1
            if not left:
                raise PageTooLarge
            open_ends.append((item, item.get("/Resources", names)))


def _forms_of(
    stream: pikepdf.Object, names: pikepdf.Object, inflated: Inflate
) -> list[pikepdf.Object]:
    """The form objects that a stream draws, as often as it does."""
    try:
        called = drawn(inflated(stream))
    except Unusual:
        return []  # nothing is known of it, and PDFium reads it
    listed = names.get("/XObject", pikepdf.Dictionary())
    items = (listed.get("/" + name.decode("latin-1")) for name in called)
    return [item for item in items if item is not None and item.get("/Subtype") == "/Form"]


def _nested(resources: pikepdf.Object) -> bool:
    """Can a form object that a page draws draw another one?"""
    forms = [x for x in resources.get("/XObject", {}).values() if x.get("/Subtype") == "/Form"]
    return any("/XObject" in form.get("/Resources", resources) for form in forms)


def _grown(stream: pikepdf.Object) -> int:
    """The length of a stream when inflated; it is not counted on beyond the limit."""
    packed = bytes(stream.get_raw_stream_buffer())
    if len(packed) < _SAFE or stream.get("/Filter") != "/FlateDecode":
        return len(packed)
    machine, length = zlib.decompressobj(), 0
    try:
        while packed and length <= MAX_CONTENT:
            length += len(machine.decompress(packed, _STEP))
            packed = machine.unconsumed_tail
    except zlib.error:
        return length  # broken from here on
    return length
