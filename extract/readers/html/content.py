"""The page as it is read: its lines and tables in order, layout tables seen through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from bs4.element import PageElement, Tag

from extract.model import Code
from extract.readers.html.data import names
from extract.readers.html.divs import div_table
from extract.readers.html.nested import with_nested
from extract.readers.html.page import Element, PageTag
from extract.readers.html.prose import BLOCKS, BREAK, lines_of
from extract.readers.html.raised import is_mark
from extract.readers.html.tables import RawTable, Row, read_table
from extract.readers.html.unread import UNREAD, Aside, unread_of
from extract.words.gate import Gate

_TELLING = {"id", "class"}
"""Attributes by which content systems are known."""
_LEVELS = 12  # how far above its tables the element that holds a publication is looked for
_SHORT = 60  # characters: a title or a year line; a goal is longer


@dataclass(frozen=True, slots=True)
class Table:
    """A table to make a grid of."""

    raw: RawTable


Item = str | Table | Aside


def items(root: Tag, gate: Gate) -> Iterator[Item]:
    """The lines and tables below an element, in printed order, and what is printed beside them."""
    text: list[str] = []
    for event in _events(root, gate):
        if isinstance(event, str):
            text.append(event)
            continue
        if isinstance(event, Aside) and event.code is not Code.PRINT_UNREAD:
            yield event  # in the midst of a line
            continue
        yield from lines_of("".join(text))
        text.clear()
        if isinstance(event, Aside):
            yield event
        elif isinstance(event, RawTable):
            yield Table(event)
        else:
            yield from _seen_through(event, gate)
    yield from lines_of("".join(text))


def lines_outside_tables(root: Tag, gate: Gate) -> list[str]:
    """The lines below an element that stand in no table."""
    events = _events(root, gate)
    texts = (
        each if isinstance(each, str) else BREAK for each in events if not isinstance(each, Aside)
    )
    return lines_of("".join(texts))


def content_of(soup: Tag, gate: Gate) -> Tag:
    """The element that holds the publication, else the smallest one that holds all its tables.

    An element that pages.toml knows counts only if no form lies outside of it, in a table or made
    of <div>. The smallest element gives way to the next larger one until that prints a line above
    the first table: a title belongs to its form.
    """
    targets = [tag for tag in soup.find_all("table") if _is_wanted(tag, gate)]
    on_the_page = cache(lambda: gate.rows_in(soup.get_text("\n")))
    for known in known_elements(soup):
        if all(_holds(known, table) for table in targets) and _prints(known, on_the_page, gate):
            return known
    if not targets:
        return soup
    around = (each for each in targets[0].parents if all(_holds(each, t) for t in targets))
    titled = (each for each in islice(around, _LEVELS) if _begins_with_a_line(each, gate))
    return next(titled, soup)


def _begins_with_a_line(element: Tag, gate: Gate) -> bool:
    printed = (each for each in items(element, gate) if not isinstance(each, Aside))
    return isinstance(next(printed, None), str)


def known_elements(soup: Tag) -> list[Tag]:
    """The elements that content systems put a publication into, by the order of pages.toml."""
    found: dict[str, list[Tag]] = {selector: [] for selector in names("content", "selectors")}
    for tag in soup.descendants:
        if not isinstance(tag, Tag) or not (tag.name in found or tag.attrs.keys() & _TELLING):
            continue
        told = (
            tag.name,
            f"#{tag.get('id')}",
            *(f".{c}" for c in str(tag.get("class", "")).split()),
        )
        for selector in told:
            if selector in found:
                found[selector].append(tag)
    return [tag for tags in found.values() for tag in tags]


def _holds(outer: Tag, inner: Tag) -> bool:
    return any(each is outer for each in inner.parents)  # `in` would compare whole trees


def _prints(tag: Tag, on_the_page: Callable[[], int], gate: Gate) -> bool:
    """Does an element print something, and every name of a row that the page does?"""
    text = tag.get_text("\n", strip=True)
    if not text and tag.find("table") is None and tag.find(None, {UNREAD: True}) is None:
        return False
    return gate.rows_in(text) == on_the_page()


def _is_wanted(tag: Tag, gate: Gate) -> bool:
    if not isinstance(tag, PageTag) or tag.find("table"):
        return False
    return gate.may_hold("".join(tag.element.itertext()))


def _events(root: Tag, gate: Gate) -> Iterator[str | Aside | Element | RawTable]:
    """Text with BREAKs, tables as elements, tables made of <div> as they were read."""
    waiting: list[PageElement | str] = list(reversed(root.contents))
    while waiting:
        node = waiting.pop()
        if not isinstance(node, PageTag):
            yield str(node)
        elif node.name == "table":
            yield node.element
        elif made := div_table(node, gate):
            yield made
        elif not _is_hidden_text(node):
            if aside := _aside(node):
                yield aside
            if aside and aside.code is not Code.PRINT_UNREAD:
                continue
            if node.name in BLOCKS:
                yield BREAK
                waiting.append(BREAK)
            waiting.extend(reversed(node.contents))


def _is_hidden_text(tag: Tag) -> bool:
    """Not shown, and no panel of a page with tabs: such a panel may hold the form."""
    return tag.get("hidden") is not None and tag.find("table") is None


def _aside(tag: PageTag) -> Aside | None:
    """What of an element is printed and is no text: a picture, a withdrawn word, a raised mark."""
    if tag.name == "del":
        return Aside(Code.TEXT_WITHDRAWN, " ".join(tag.get_text().split()))
    if tag.name == "sup":
        before, after = tag.previous_sibling, tag.next_sibling
        text = tag.get_text()
        if is_mark(text, before.get_text() if before else "", after.get_text() if after else ""):
            return Aside(Code.RAISED_MARK, text.strip())
    return unread_of(tag.element)


def _seen_through(table: Element, gate: Gate) -> Iterator[Item]:
    """A table as itself, or, where it only arranges the page, as the lines and tables in it."""
    waiting: list[str | Aside | Element] = [table]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str | Aside):
            yield each
            continue
        raw = read_table(each)
        arranges = _arranges(raw)
        if not arranges:
            raw = with_nested(raw, gate)
        yield from raw.loose
        inner = [part for row in raw.rows for cell in row for part in cell.inner]
        if arranges:
            yield from raw.strays
            waiting.extend(reversed(list(_parts(raw))))
        else:
            yield Table(raw)
            waiting.extend(
                part for lines, table in reversed(inner) for part in (table, *reversed(lines))
            )


def _parts(raw: RawTable) -> Iterator[str | Aside | Element]:
    for row in raw.rows:
        for cell in row:
            lines = cell.text.split("\n") if cell.text else []
            told = 0
            for before, table in cell.inner:
                yield from lines[told : len(before)]
                told = len(before)
                yield table
            yield from lines[told:]
            yield from cell.asides


def _arranges(raw: RawTable) -> bool:
    """Does the table only arrange the page?

    Either it holds tables, and no more rows of cells with text of their own than rows with tables;
    or it is a single column of a few short lines: a title in a frame.
    """
    rows = list(raw.rows)
    holding = sum(any(cell.inner for cell in row) for row in rows)
    if holding:
        return sum(_is_data(row) for row in rows) <= holding
    texts = [cell.text for row in rows for cell in row if cell.text]
    return len(rows) <= 3 and len(texts) <= len(rows) and all(len(t) <= _SHORT for t in texts)


def _is_data(row: Row) -> bool:
    return not any(cell.inner for cell in row) and sum(bool(cell.text) for cell in row) > 1
