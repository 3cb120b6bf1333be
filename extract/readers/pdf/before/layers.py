"""Layers (optional content) that are switched off: what lies on them is taken out of the file.

PDFium's text page holds it all the same. Text that a content stream marks as part of a layer tells
so itself; of form objects, pictures and notes only their dictionaries do.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from extract.readers.pdf.before.objects import entry, parts, plain

_BROKEN = (pikepdf.PdfError, ValueError, RuntimeError, OverflowError, RecursionError)
_HIDDEN = 0b10


def layers_off(document: pikepdf.Pdf) -> list[Any]:
    """The layers that are switched off when the file is opened."""
    layers = entry(document.Root, "/OCProperties")
    chosen = entry(layers, "/D")
    if plain(entry(chosen, "/BaseState")) == "/OFF":
        on = {each.objgen for each in parts(entry(chosen, "/ON"))}
        return [each for each in parts(entry(layers, "/OCGs")) if each.objgen not in on]
    return parts(entry(chosen, "/OFF"))


def without_hidden(data: bytes) -> bytes | None:
    """The file without what lies on layers that are switched off; None where nothing is to do."""
    try:
        with pikepdf.open(BytesIO(data)) as document:
            off = layers_off(document)
            hidden = {each.objgen for each in off}
            changed = (
                [_taken_out(item, off[0], hidden) for item in _objects(document)] if off else []
            )
            if not any(changed):
                return None
            out = BytesIO()
            document.save(out, deterministic_id=True)
            return out.getvalue()
    except _BROKEN:
        return None


def _objects(document: pikepdf.Pdf) -> Iterator[Any]:
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield item
            if (inner := entry(item, "/Resources")) is not None:
                yield inner


def _taken_out(item: Any, layer: Any, hidden: set[tuple[int, int]]) -> bool:
    """Take a drawing or a note out, where it is hidden; name the layer of what content marks."""
    changed = False
    if _is_off(entry(item, "/OC"), hidden):
        if isinstance(item, pikepdf.Stream):
            item.write(b"")
            item.Subtype, item.BBox = pikepdf.Name.Form, pikepdf.Array([0, 0, 0, 0])
        else:
            flags = entry(item, "/F")
            item.F = (int(flags) if isinstance(flags, int) else 0) | _HIDDEN
        changed = True
    marked = entry(item, "/Properties")
    for name in list(marked.keys()) if isinstance(marked, pikepdf.Dictionary) else ():
        group = marked[name]
        if plain(entry(group, "/Type")) == "/OCMD" and _is_off(group, hidden):
            marked[name] = layer
            changed = True
    return changed


def _is_off(group: Any, hidden: set[tuple[int, int]]) -> bool:
    """Is a layer off, or a group of layers by its rule? A rule in words of its own shows all."""
    if group is None or entry(group, "/VE") is not None:
        return False
    if plain(entry(group, "/Type")) != "/OCMD":
        return bool(group.is_indirect and group.objgen in hidden)
    off = [each.objgen in hidden for each in parts(entry(group, "/OCGs"))]
    shown = {
        "/AllOn": not any(off),
        "/AnyOff": any(off),
        "/AllOff": all(off),
    }.get(plain(entry(group, "/P")), not all(off))
    return bool(off) and not shown
