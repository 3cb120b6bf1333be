"""What a page prints, on lxml's own tree: walked without what is silent and without flat tables.

Scripts and styles print nothing. A table without tables inside is one node: its rows and cells are
read by extract.readers.html.tables, and nothing else is looked for in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from extract.readers.html.data import names

Element = Any
"""An element of lxml's tree."""

_SILENT = frozenset(names("elements", "silent")) - {"head"}
_READINGS = ("rt", "rp")
"""How a character is read aloud, printed above it: it is no part of the text."""
_CLOSED = (*sorted(_SILENT), "table", *_READINGS)
_SPACES = " \n\t\x0c\r"

whole_text = etree.XPath("string()", smart_strings=False)
"""All text below an element, of what is closed too: `"".join(each.itertext())`, without Python."""


def is_closed(element: Element) -> bool:
    """Is an element one node of the page, whatever stands in it?"""
    tag = element.tag
    return tag in _SILENT or (
        tag == "table" and next(element.iterdescendants("table"), None) is None
    )


def children(element: Element) -> list[Element]:
    """The elements directly below one, none below what is closed."""
    return [] if is_closed(element) else list(element)


def contents(element: Element) -> list[Element | str]:
    """The texts and elements directly below one, in printed order; none below what is closed.

    Space alone between elements is one space, or one line end where it holds any.
    """
    if is_closed(element):
        return []
    found: list[Element | str] = [_spaced(element.text)] if element.text else []
    for child in element:
        found.append(child)
        if child.tail:
            found.append(_spaced(child.tail))
    return found


def elements(root: Element, *tags: str) -> Iterator[Element]:
    """The elements below one, as printed from first to last; only those of some tags, if given."""
    if is_closed(root):
        return
    if tags:
        yield from _named(root, tags)
        return
    walk = etree.iterwalk(root, events=("start",))
    next(walk)
    for _, element in walk:
        if is_closed(element):
            walk.skip_subtree()
        yield element


def _named(root: Element, tags: tuple[str, ...]) -> Iterator[Element]:
    """Elements of some tags that stand in nothing closed; most elements are never looked at."""
    around, is_flat = None, False
    for element in root.iterdescendants(*tags):
        table = next(element.iterancestors("table"), None)
        if table is not around:  # many in turn stand in the same one
            around, is_flat = table, table is not None and is_closed(table)
        if not is_flat and next(element.iterancestors(*_SILENT), None) is None:
            yield element


def holds(root: Element, *tags: str) -> bool:
    """Does an element of these tags stand below one?"""
    return next(elements(root, *tags), None) is not None


def text_of(root: Element, between: str = "", *, strip: bool = False) -> str:
    """The texts below an element, how a character is read aloud left out."""
    texts = _texts(root)
    return between.join(filter(None, map(str.strip, texts)) if strip else texts)


def _texts(root: Element) -> Iterable[str]:
    if next(root.iter(*_CLOSED), None) is not None or is_read_aloud(root):
        return _open_texts(root)
    texts: Iterable[str] = root.itertext()
    return texts


def _open_texts(root: Element) -> Iterator[str]:
    """The texts below an element that holds closed ones; of a reading aloud its own alone."""
    special = list(root.iter(*_CLOSED))
    holding = {each for one in special for each in (one, *one.iterancestors())}
    wanted = root.tag if root.tag in _READINGS else None
    open_readings = [each.tag for each in (root, *root.iterancestors()) if each.tag in _READINGS][
        ::-1
    ]
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        reads = element.tag in _READINGS and element is not root
        text = element.text
        if event == "end":
            if reads:
                open_readings.pop()
            text = None if element is root else element.tail
        elif is_closed(element):
            walk.skip_subtree()
            text = None
        elif element not in holding:
            if (open_readings[-1] if open_readings else None) == wanted:
                yield from element.itertext()
            walk.skip_subtree()
            text = None
        elif reads:
            open_readings.append(element.tag)
        if text and (open_readings[-1] if open_readings else None) == wanted:
            yield text


def is_read_aloud(element: Element) -> bool:
    """Does an element stand in a reading aloud?"""
    return next(element.iterancestors(*_READINGS), None) is not None


def before(element: Element) -> str:
    """The text, or the text of the element, that stands right before one beside it."""
    other = element.getprevious()
    text = element.getparent().text if other is None else other.tail
    return _beside(element, text, other)


def after(element: Element) -> str:
    """The text, or the text of the element, that stands right behind one beside it."""
    return _beside(element, element.tail, element.getnext())


def _beside(element: Element, text: str | None, other: Element | None) -> str:
    if text:
        return "" if is_read_aloud(element) else text
    return "" if other is None else text_of(other)


def _spaced(text: str) -> str:
    if not text.isspace() or text.strip(_SPACES):
        return text
    return "\n" if "\n" in text else " "
