"""Tables made of <div>: read where rows and cells are told by style, by class, or by repetition.

Menus, lists of news and page grids are built in the same way, so such a table is one only if it
holds several labels of a target form, or heads of a budget's columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from extract.readers.html.data import names
from extract.readers.html.tables import RawTable, read_cell
from extract.readers.html.tree import Element, children, holds, text_of
from extract.words.gate import Gate

_BOXES = frozenset(["div", "ul", "ol", "dl", "section", "article", "main", "form"])
_TEXTS = frozenset(["div", "span", "li", "p", "dd", "dt"])
_DISPLAY = regex.compile(r"display\s*:\s*(?:inline-)?([a-z-]+)", flags=regex.I)
_WORD = regex.compile(r"[a-z]+(?:-row)?", flags=regex.I)
_FEWEST_ROWS = 3
_FEWEST_LABELS = 3
_FEWEST_HEADS = 2


def table_of(rows: list[list[Element]]) -> RawTable:
    """The table that rows of such cells make."""
    return RawTable(groups=[[list(filter(None, map(read_cell, cells))) for cells in rows]])


def rows_of(tag: Element, gate: Gate) -> list[list[Element]] | None:
    """The cells, row by row, of the table that an element makes of what is in it.

    None where it makes none.
    """
    if tag.tag not in _BOXES or holds(tag, "table"):
        return None
    found = list(_rows(tag))
    rows = [cells for _, cells in found]
    several = sum(len(cells) > 1 for cells in rows)
    if len(rows) < _FEWEST_ROWS or several * 2 < len(rows):
        return None
    if not _covers(tag, [row for row, _ in found]):
        return None
    text = text_of(tag, "\n")
    if gate.labels_in(text) < _FEWEST_LABELS and gate.heads_in(text) < _FEWEST_HEADS:
        return None
    return rows


def _children(tag: Element) -> list[Element]:
    return [child for child in children(tag) if child.tag not in ("br", "hr")]


def _rows(tag: Element) -> Iterator[tuple[Element, list[Element]]]:
    """The children that are rows with their cells, and those of groups (table-row-group)."""
    for child in _children(tag):
        if cells := _cells(child):
            yield child, cells
        elif _display(child).endswith("-group"):
            yield from ((row, cells) for row in _children(child) if (cells := _cells(row)))


def _cells(tag: Element) -> list[Element]:
    """The cells of a row; none of what is no row."""
    cells = _children(tag)
    if _display(tag) == "table-row" or _is_named_row(tag.get("class", "")):
        return cells
    return cells if len(cells) > 1 and all(map(_is_cell, cells)) else []


def _is_cell(tag: Element) -> bool:
    """A box of text: at most paragraphs in it."""
    return tag.tag in _TEXTS and not (len(tag) and holds(tag, *_BOXES))


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
