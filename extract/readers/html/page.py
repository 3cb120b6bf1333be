"""Text → the page's tree as it is printed, built by beautifulsoup4 on lxml's parser.

A tag costs beautifulsoup4 some thirty microseconds and a kilobyte, and a budget book has a million
cells. So its tree holds the page, and a table without tables inside is one node of it, whose rows
and cells stay with lxml: `element`, which extract.readers.html.tables reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import regex
from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import Tag
from lxml import etree

from extract.model import Reason, Refused
from extract.readers.html.as_printed import as_printed
from extract.readers.html.data import names

_CHARACTERS = 100_000_000
_ATTRIBUTES = 2_000  # libxml2's time grows with their square: 14 s for 100,000
_LONG_TAG = regex.compile(r"<[^\s<>][^<>]{20000,}")
_PROLOGUE = regex.compile(r"\s*<\?xml\b[^<>]*>")
_STRUCK = regex.compile(r"<(/?)(?:s|strike)(?=[\s/>])", flags=regex.I)
_CONTROLS = "".join(map(chr, [*range(9), 11, *range(14, 32), 127, 0xFEFF]))
_SILENT = frozenset(names("elements", "silent")) - {"head"}
_ADDRESSES = ("href", "src", "data")

Element = Any
"""An element of lxml's tree."""


class PageTag(Tag):
    """An element of the page; `element` is the same in lxml's tree."""

    element: Element = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A parsed page; `addresses` are those of its links and frames, `title` that of its <title>."""

    soup: BeautifulSoup
    title: str
    addresses: tuple[str, ...]


def parse(text: str) -> Page:
    """Parse a page; Refused where it is nested or long beyond any page of a person's making."""
    if len(text) > _CHARACTERS:
        raise Refused(
            Reason.RESOURCE_LIMIT, "The page is too long to read: split it by department."
        )
    if any(len(tag[0].split()) > _ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise Refused(
            Reason.RESOURCE_LIMIT,
            "A tag of this page has thousands of attributes: check it against the published page.",
        )
    builder = _Builder()
    for control in _CONTROLS:
        if control in text:
            text = text.replace(control, "")
    # libxml2 ends <s> before a paragraph in it, where browsers strike that; <del> it lets be.
    plain = _STRUCK.sub(r"<\1del", _PROLOGUE.sub("", text, count=1))
    soup = BeautifulSoup(plain, builder=builder, element_classes={Tag: PageTag})
    return Page(
        soup=soup,
        title=" ".join(builder.title.split()),
        addresses=tuple(dict.fromkeys(builder.addresses)),
    )


class _Builder(LXMLTreeBuilder):
    """Fills beautifulsoup4's tree from lxml's: without scripts, styles and what is in a table."""

    def __init__(self) -> None:
        super().__init__(multi_valued_attributes=None)
        self.title = ""
        self.addresses: list[str] = []

    def prepare_markup(
        self,
        markup: str | bytes,
        user_specified_encoding: str | None = None,
        document_declared_encoding: str | None = None,
        exclude_encodings: Iterable[str] | None = None,
    ) -> Iterator[tuple[str | bytes, str | None, str | None, bool]]:
        """The text is decoded already: one way to read it, and nothing to guess."""
        yield markup, user_specified_encoding, document_declared_encoding, not exclude_encodings

    def feed(self, markup: str | bytes) -> None:
        """Parse without network, comments, or entities of the document's own."""
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
        if root is not None:
            self.title = root.findtext(".//title") or ""
            for path in _ADDRESSES:
                self.addresses.extend(each.strip() for each in root.xpath(f"//*/@{path}"))
            as_printed(root)
            self._fill(root)

    def _fill(self, root: Element) -> None:
        """Walk lxml's tree into beautifulsoup4's."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            opaque = element.tag in _SILENT or _is_flat_table(element)
            if event == "start":
                self._start(element)
                if opaque:
                    walk.skip_subtree()
                elif element.text:
                    self.data(element.text)
                continue
            self.end(element.tag)
            if element.tail:
                self.data(element.tail)

    def _start(self, element: Element) -> None:
        self.start(element.tag, dict(element.attrib))
        tag = self.soup.currentTag if self.soup is not None else None
        if isinstance(tag, PageTag):
            tag.element = element


def _is_flat_table(element: Element) -> bool:
    return element.tag == "table" and next(element.iterdescendants("table"), None) is None
