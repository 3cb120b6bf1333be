"""XML of an Office file: parsed without entities, without network, piece by piece where it is long.

Names are compared without their namespaces: transitional, strict and older files differ in these
alone, and their vocabularies do not meet in one part.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import IO, Any

from lxml import etree

from extract.model import Reason, Refused

Element = Any
"""An element of lxml's tree."""

_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


_MOST_AT_ONCE = 64 * 1024**2
"""Bytes of a part that is read in one piece; its tree takes several times as many."""


@lru_cache(maxsize=4096)
def local(tag: str) -> str:
    """The name of an element or attribute without its namespace.

    >>> local("{urn:x}tbl"), local("tbl")
    ('tbl', 'tbl')
    """
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for written, value in element.attrib.items():
        if local(written) == name:
            return str(value)
    return None


def child(element: Element, name: str) -> Element | None:
    """The first child of that name."""
    for each in element:
        if isinstance(each.tag, str) and local(each.tag) == name:
            return each
    return None


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children of these names."""
    for each in element:
        if isinstance(each.tag, str) and local(each.tag) in names:
            yield each


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """All elements of these names below one, in order."""
    yield from element.iterdescendants(*(f"{{*}}{name}" for name in names))


@contextmanager
def bad_xml_refused() -> Iterator[None]:
    """XML that is none, or nested or long beyond any document, becomes a refusal."""
    try:
        yield
    except etree.XMLSyntaxError as error:
        raise Refused(
            Reason.DAMAGED,
            "A part of the file is damaged: open it in an office program and save it anew.",
        ) from error


def parse(data: bytes) -> Element:
    """The root of a part. Refused where it is no XML, or declares entities of its own."""
    if len(data) > _MOST_AT_ONCE:
        raise Refused(
            Reason.RESOURCE_LIMIT, "A part of the file is longer than any document: split the file."
        )
    with bad_xml_refused():
        root = etree.fromstring(data, etree.XMLParser(**_SAFE))
    _refuse_entities(root)
    return root


def walk(stream: IO[bytes] | bytes, *names: str) -> Iterator[Element]:
    """The elements of these names as each is complete; whoever gets one may empty it.

    Refused as by `parse`.
    """
    source = BytesIO(stream) if isinstance(stream, bytes) else stream
    with bad_xml_refused():
        events = etree.iterparse(
            source, events=("end",), tag=tuple(f"{{*}}{name}" for name in names), **_SAFE
        )
        checked = False
        for _, element in events:
            if not checked:
                _refuse_entities(element)
                checked = True
            yield element


def forget(element: Element) -> None:
    """Let go of an element that was read, and of what stands before it."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _refuse_entities(element: Element) -> None:
    """A text behind an entity would be lost without a word; no office program writes any."""
    declared = element.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise Refused(
            Reason.DAMAGED,
            "The file declares entities of its own, which are never resolved: open it in an "
            "office program and save it anew.",
        )
