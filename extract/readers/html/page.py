"""Text → the page's tree as it is printed: lxml's own, changed in place before anything is read."""

from __future__ import annotations

import re
from dataclasses import dataclass

import regex
from lxml import etree

from extract.model import Reason, Refused
from extract.readers.html.as_printed import as_printed
from extract.readers.html.style.attributes import Attributes
from extract.readers.html.tree import Element

_CHARACTERS = 100_000_000
_LONGEST_TAG = 20_001
_ATTRIBUTES = 2_000  # libxml2's time grows with their square: 14 s for 100,000
# `re` looks through a page of tags three times faster than `regex`.
_LONG = re.compile(r"<[^<]{20001,}")  # what is not one character is found four times faster
_PROLOGUE = regex.compile(r"\s*<\?xml\b[^<>]*>")
_STRUCK = re.compile(r"<(/?)(?:s|strike)(?=[\s/>])", flags=re.IGNORECASE)
_CONTROLS = "".join(map(chr, [*range(9), 11, *range(14, 32), 127, 0xFEFF]))
_ADDRESSES = ("href", "src", "data")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A parsed page: `document` holds its root; `addresses` are those of its links and frames,
    `title` that of its <title>.
    """

    document: Element
    title: str
    addresses: tuple[str, ...]


def parse(text: str) -> Page:
    """Parse a page; Refused where it is nested or long beyond any page of a person's making."""
    if len(text) > _CHARACTERS:
        raise Refused(
            Reason.RESOURCE_LIMIT, "The page is too long to read: split it by department."
        )
    for control in _CONTROLS:
        if control in text:
            text = text.replace(control, "")
    if any(_has_too_many_attributes(each[0].partition(">")[0]) for each in _LONG.finditer(text)):
        raise Refused(
            Reason.RESOURCE_LIMIT,
            "A tag of this page has thousands of attributes: check it against the published page.",
        )
    # libxml2 ends <s> before a paragraph in it, where browsers strike that; <del> it lets be.
    plain = _STRUCK.sub(r"<\1del", _PROLOGUE.sub("", text, count=1))
    root = _root(plain)
    return _printed(root, Attributes(root, plain)) if root is not None else _blank()


def _has_too_many_attributes(tag: str) -> bool:
    return len(tag) > _LONGEST_TAG and not tag[1].isspace() and len(tag.split()) > _ATTRIBUTES


def _root(markup: str) -> Element | None:
    """Parse without network, comments, or entities of the document's own; None for nothing."""
    parser = etree.HTMLParser(
        no_network=True, huge_tree=True, recover=True, remove_comments=True, remove_pis=True
    )
    parser.feed(markup)
    root = parser.close() if markup.strip() else None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.feed_error_log):
        # libxml2 has left out what lies below 2,048 elements; browsers stop nesting at 512.
        raise Refused(
            Reason.RESOURCE_LIMIT,
            "This page nests its elements too deep: check it against the published page.",
        )
    return root


def _blank() -> Page:
    return Page(document=etree.Element("document"), title="", addresses=())


def _printed(root: Element, attributes: Attributes) -> Page:
    document = etree.Element("document")
    title = root.findtext(".//title") or ""
    written = (each for name in _ADDRESSES for each in attributes.values(name))
    addresses = tuple(dict.fromkeys(each.strip() for each in written))
    as_printed(root, attributes)
    document.append(root)
    return Page(document=document, title=" ".join(title.split()), addresses=addresses)
