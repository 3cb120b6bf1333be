"""The page as it is read: its lines and tables in order, layout tables seen through."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from extract.model import Code
from extract.readers.html.data import names
from extract.readers.html.divs import rows_of, table_of
from extract.readers.html.nested import with_nested
from extract.readers.html.prose import BLOCKS, BREAK, lines_of
from extract.readers.html.raised import is_mark
from extract.readers.html.tables import RawTable, Row, read_table
from extract.readers.html.tree import (
    Element,
    after,
    before,
    contents,
    elements,
    holds,
    text_of,
    whole_text,
)
from extract.readers.html.unread import UNREAD, Aside, unread_of
from extract.words.gate import Gate

_TELLING = {"id", "class"}
"""Attributes by which content systems are known."""
_LEVELS = 12  # how far above its tables the element that holds a publication is looked for
_FEW_ROWS = 3
_SHORT = 60  # characters: a title or a year line; a goal is longer


@dataclass(frozen=True, slots=True)
class Table:
    """A table to make a grid of."""

    raw: RawTable


Item = str | Table | Aside


def items(root: Element, gate: Gate) -> Iterator[Item]:
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
        elif isinstance(event, list):
            yield Table(table_of(event))
        else:
            yield from _seen_through(event, gate)
    yield from lines_of("".join(text))


def lines_outside_tables(root: Element, gate: Gate) -> list[str]:
    """The lines below an element that stand in no table."""
    events = _events(root, gate)
    texts = (
        each if isinstance(each, str) else BREAK for each in events if not isinstance(each, Aside)
    )
    return lines_of("".join(texts))


def content_of(document: Element, known: Sequence[Element], gate: Gate) -> Element:
    """The element that holds the publication, else the smallest one that holds all its tables.

    An element that pages.toml knows (`known`) counts only if no form lies outside of it, in a table
    or made of <div>. The smallest element gives way to the next larger one until that prints a line
    above the first table: a title belongs to its form.
    """
    targets = [table for table in elements(document, "table") if _is_wanted(table, gate)]
    on_the_page = cache(lambda: gate.rows_in(text_of(document, "\n")))
    for each in known:
        if all(_holds(each, table) for table in targets) and _prints(each, on_the_page, gate):
            return each
    if not targets:
        return document
    around = (e for e in targets[0].iterancestors() if all(_holds(e, t) for t in targets))
    titled = (each for each in islice(around, _LEVELS) if _begins_with_a_line(each, gate))
    return next(titled, document)


def _begins_with_a_line(element: Element, gate: Gate) -> bool:
    printed = (each for each in items(element, gate) if not isinstance(each, Aside))
    return isinstance(next(printed, None), str)


def known_elements(document: Element) -> list[Element]:
    """The elements that content systems put a publication into, by the order of pages.toml."""
    found: dict[str, list[Element]] = {each: [] for each in names("content", "selectors")}
    for element in elements(document):
        told = [element.tag]
        if (name := element.get("id")) is not None:
            told.append(f"#{name}")
        if classes := element.get("class"):
            told += [f".{each}" for each in classes.split()]
        for selector in told:
            if selector in found:
                found[selector].append(element)
    return [element for each in found.values() for element in each]


def _holds(outer: Element, inner: Element) -> bool:
    return any(each is outer for each in inner.iterancestors())


def _prints(tag: Element, on_the_page: Callable[[], int], gate: Gate) -> bool:
    """Does an element print something, and every name of a row that the page does?"""
    text = text_of(tag, "\n", strip=True)
    if (
        not text
        and not holds(tag, "table")
        and not any(e.get(UNREAD) is not None for e in elements(tag))
    ):
        return False
    return gate.rows_in(text) == on_the_page()


def _is_wanted(tag: Element, gate: Gate) -> bool:
    return not holds(tag, "table") and gate.may_hold(whole_text(tag))


def _events(root: Element, gate: Gate) -> Iterator[str | Aside | Element | list[list[Element]]]:
    """Text with BREAKs, tables as elements, of tables made of <div> the rows of cells."""
    waiting = contents(root)[::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str) or node.tag == "table":
            yield node
        elif rows := rows_of(node, gate):
            yield rows
        elif not _is_hidden_text(node):
            if aside := _aside(node):
                yield aside
            if aside and aside.code is not Code.PRINT_UNREAD:
                continue
            if node.tag in BLOCKS:
                yield BREAK
                waiting.append(BREAK)
            waiting.extend(contents(node)[::-1])


def _is_hidden_text(tag: Element) -> bool:
    """Not shown, and no panel of a page with tabs: such a panel may hold the form."""
    return tag.get("hidden") is not None and not holds(tag, "table")


def _aside(tag: Element) -> Aside | None:
    """What of an element is printed and is no text: a picture, a withdrawn word, a raised mark."""
    if tag.tag == "del":
        return Aside(Code.TEXT_WITHDRAWN, " ".join(text_of(tag).split()))
    if tag.tag == "sup":
        text = text_of(tag)
        if is_mark(text, before(tag), after(tag)):
            return Aside(Code.RAISED_MARK, text.strip())
    return unread_of(tag)


def _seen_through(table: Element, gate: Gate) -> Iterator[Item]:
    """A table as itself, or, where it only arranges the page, as the lines and tables in it."""
    waiting: list[str | Aside | Element] = [table]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str | Aside):
            yield each
            continue
        raw = read_table(each)
        nests = any(cell.inner for row in raw.rows for cell in row)
        arranges = _arranges(raw) if nests else _frames(raw)
        if nests and not arranges:
            raw = with_nested(raw, gate)
        yield from raw.loose
        if arranges:
            yield from raw.strays
            waiting.extend(reversed(list(_parts(raw))))
            continue
        yield Table(raw)
        if nests:
            inner = [part for row in raw.rows for cell in row for part in cell.inner]
            waiting.extend(
                part for lines, table in reversed(inner) for part in (table, *reversed(lines))
            )


def _parts(raw: RawTable) -> Iterator[str | Aside | Element]:
    for row in raw.rows:
        for cell in row:
            lines = cell.text.split("\n") if cell.text else []
            told = 0
            for own, table in cell.inner:
                yield from lines[told : len(own)]
                told = len(own)
                yield table
            yield from lines[told:]
            yield from cell.asides


def _arranges(raw: RawTable) -> bool:
    """Does a table that holds tables only arrange the page?

    It has no more rows of cells with text of their own than rows with tables.
    """
    holding = sum(any(cell.inner for cell in row) for row in raw.rows)
    return sum(_is_data(row) for row in raw.rows) <= holding


def _frames(raw: RawTable) -> bool:
    """Is a table without tables a single column of a few short lines: a title in a frame?"""
    rows = list(raw.rows)
    if len(rows) > _FEW_ROWS:
        return False
    texts = [cell.text for row in rows for cell in row if cell.text]
    return len(texts) <= len(rows) and all(len(text) <= _SHORT for text in texts)


def _is_data(row: Row) -> bool:
    return not any(cell.inner for cell in row) and sum(bool(cell.text) for cell in row) > 1
