"""What lies behind a run of a Word document: the paper, or a colour of what it stands in."""

from __future__ import annotations

from extract.readers.office.ink import WHITE, Colour, colour_of, is_unseen
from extract.readers.office.parts_of_xml import Element, attribute, child, local
from extract.readers.office.words.formats import Look, Styles, shade_of

_PROPERTIES = {"p": "pPr", "tc": "tcPr", "tbl": "tblPr"}
_SHAPES = frozenset(("txbxContent", "textbox", "shape", "wsp"))


def is_printed_unseen(run: Element, look: Look, styles: Styles) -> bool:
    """Is a run written in the colour of what lies behind it, as far as the document says?"""
    if look.ink in (None, "auto"):
        return False
    ink = colour_of(look.ink or "")
    return ink is not None and is_unseen(ink, _ground(run, look, styles))


def _ground(run: Element, look: Look, styles: Styles) -> Colour | None:
    """What lies behind a run; None where that is not known."""
    if look.ground is not None:
        return colour_of(look.ground)
    for each in run.iterancestors():
        name = local(each.tag) if isinstance(each.tag, str) else ""
        if name in _SHAPES:
            return None
        if name not in _PROPERTIES:
            continue
        properties = child(each, _PROPERTIES[name])
        shade = shade_of(properties)
        if shade is not None:
            return colour_of(shade)
        if name == "tbl" and _is_painted(properties, styles):
            return None
    return None if styles.is_paper_coloured else WHITE


def _is_painted(properties: Element | None, styles: Styles) -> bool:
    """Does the style of a table, or one that it is based on, lay a colour behind its cells?"""
    named = child(properties, "tblStyle") if properties is not None else None
    name = attribute(named, "val") if named is not None else None
    return any(each in styles.paints_tables for each in styles.line(name))
