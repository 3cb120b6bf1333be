"""Tables made of <div>: read where rows and cells are told by style, by class, or by repetition.

Menus, lists of news and page grids are built in the same way, so such a table is one only if it
holds several labels of a target form, or heads of a budget's columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from extract.readers.html.data import names
from extract.readers.html.tables import RawTable, Row, read_cell
from extract.readers.html.tree import Element, children, holds, text_of
from extract.words.gate import Gate

_BOXES = frozenset(["div", "ul", "ol", "dl", "section", "article", "main", "form"])
_CELLS = frozenset(["div", "span", "li", "p", "dd", "dt"])
_DISPLAY = regex.compile(r"display\s*:\s*(?:inline-)?([a-z-]+)", flags=regex.I)
_WORD = regex.compile(r"[a-z]+(?:-row)?", flags=regex.I)
_FEWEST_ROWS = 3
_FEWEST_LABELS = 3
_FEWEST_HEADS = 2


def table_of(rows: list[Element]) -> RawTable:
    """The table that such rows make."""
    return RawTable(groups=[[_row(row) for row in rows]])


def rows_of(tag: Element, gate: Gate) -> list[Element] | None:
    """The rows of the table that an element makes of its children; None where it makes none."""
    if tag.tag not in _BOXES or holds(tag, "table"):
        return None
    rows = list(_rows(tag))
    if len(rows) < _FEWEST_ROWS or not (_has_cells(rows) and _covers(tag, rows)):
        return None
    text = text_of(tag, "\n")
    if gate.labels_in(text) < _FEWEST_LABELS and gate.heads_in(text) < _FEWEST_HEADS:
        return None
    return rows


def _children(tag: Element) -> list[Element]:
    return [child for child in children(tag) if child.tag not in ("br", "hr")]


def _rows(tag: Element) -> Iterator[Element]:
    """The children that are rows, also those of row groups (display: table-row-group)."""
    for child in _children(tag):
        if _is_row(child):
            yield child
        elif _display(child).endswith("-group"):
            yield from (row for row in _children(child) if _is_row(row))


def _is_row(tag: Element) -> bool:
    cells = _children(tag)
    if _display(tag) == "table-row" or _is_named_row(tag.get("class", "")):
        return bool(cells)
    return len(cells) > 1 and all(map(_is_cell, cells))


def _is_cell(tag: Element) -> bool:
    """A box of text: at most paragraphs in it."""
    return tag.tag in _CELLS and not (len(tag) and holds(tag, *_BOXES))


def _has_cells(rows: list[Element]) -> bool:
    """Are cells several in most of the rows?"""
    return sum(len(_children(row)) > 1 for row in rows) * 2 >= len(rows)


def _covers(tag: Element, rows: list[Element]) -> bool:
    """Are the rows nearly all that the element prints?"""
    around = {tag, *(row.getparent() for row in rows)}
    of_table = around.union(rows)
    beside = 0
    for each in around:
        beside += len((each.text or "").strip())
        for child in each:
            beside += len((child.tail or "").strip())
            beside += 0 if child in of_table else len(text_of(child, strip=True))
    return len(text_of(tag, strip=True)) >= beside * 10


def _display(tag: Element) -> str:
    return _display_in(tag.get("style", ""))


@lru_cache(maxsize=1 << 12)  # rows and cells are styled alike
def _display_in(style: str) -> str:
    found = _DISPLAY.search(style)
    return found[1].lower() if found else ""


@lru_cache(maxsize=1 << 12)
def _is_named_row(classes: str) -> bool:
    """Has a class attribute a word for rows? `budget_tr odd` has budget, tr and odd."""
    return not {word.lower() for word in _WORD.findall(classes)}.isdisjoint(names("divs", "rows"))


def _row(row: Element) -> Row:
    return [cell for each in _children(row) if (cell := read_cell(each))]
