"""What a Word document prints at the head of its pages, before the sections that it heads.

A form's title, its year or its unit may stand there alone. What stands at the foot belongs to no
table.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.readers.html.unread import Aside
from extract.readers.office.package import Package
from extract.readers.office.parts_of_xml import (
    Element,
    attribute,
    child,
    children,
    forget,
    local,
    parse,
    walk,
)
from extract.readers.office.relations import relations
from extract.readers.office.words.blocks import Blocks
from extract.readers.office.words.tables import Item

_SPEAKS = regex.compile(r"\p{Han}.*\p{Han}", flags=regex.S)


class PageHeads:
    """The lines at the head of each section's pages, in the order of the sections."""

    def __init__(self, package: Package, name: str, blocks: Blocks) -> None:
        self._blocks, self._package = blocks, package
        self._parts = {
            number: each.name
            for number, each in relations(package, name).items()
            if each.kind == "header" and each.name in package
        }
        self._lines: dict[str, tuple[str, ...]] = {}
        """Heads that were read already: what they say again."""
        self._sections = self._read_sections(name) if self._parts else iter(())

    def next(self) -> Iterator[Item]:
        """The lines that head the pages of the next section, each once; tables where they are new.

        A page repeats its head: a form that stands there is one form.
        """
        said: set[str] = set()
        for name in next(self._sections, ()):
            if name in self._lines:
                items: tuple[Item, ...] = self._lines[name]
            else:
                items = tuple(self._items(name))
                self._lines[name] = tuple(item for item in items if isinstance(item, str))
            for item in items:
                if not isinstance(item, str):
                    yield item
                elif item not in said:
                    said.add(item)
                    yield item

    def _read_sections(self, name: str) -> Iterator[tuple[str, ...]]:
        """The parts that head each section; a section that names none goes on with those before."""
        heads: dict[str, str] = {}
        with self._package.open(name) as stream:
            sections: list[tuple[str, ...]] = []
            for element in walk(stream, "sectPr", "p", "tbl"):
                if local(element.tag) != "sectPr":
                    forget(element)
                    continue
                first = child(element, "titlePg") is not None
                for each in children(element, "headerReference"):
                    kind = attribute(each, "type") or "default"
                    if part := self._parts.get(attribute(each, "id") or ""):
                        heads[kind] = part
                kinds = ("first", "default") if first else ("default",)
                sections.append(tuple(heads[kind] for kind in kinds if kind in heads))
        return iter(sections)

    def _items(self, part: str) -> Iterator[Item]:
        """What a head prints: lines that speak, and tables; pictures in it are signs."""
        data = self._package.read(part)
        for item in self._blocks.items(parse(data)) if data else ():
            if _SPEAKS.search(item) if isinstance(item, str) else not isinstance(item, Aside):
                yield item


def ends_section(element: Element) -> bool:
    """Is a block the last paragraph of a section?"""
    properties = child(element, "pPr") if local(element.tag) == "p" else None
    return properties is not None and child(properties, "sectPr") is not None
