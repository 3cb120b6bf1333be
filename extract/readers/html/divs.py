"""Tables made of <div>: read where rows and cells are told by style, by class, or by repetition.

Menus, lists of news and page grids are built in the same way, so such a table is one only if it
holds several labels of a target form, or heads of a budget's columns.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.readers.html.data import names
from extract.readers.html.tables import RawTable, Row, read_cell
from extract.readers.html.tree import Element, children, holds, text_of
from extract.words.gate import Gate

_BOXES = frozenset(["div", "ul", "ol", "dl", "section", "article", "main", "form"])
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
    if len(rows) < _FEWEST_ROWS or not _covers(tag, rows):
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
    if _display(tag) == "table-row" or _classes(tag) & set(names("divs", "rows")):
        return bool(cells)
    return len(cells) > 1 and all(_is_cell(cell) for cell in cells)


def _is_cell(tag: Element) -> bool:
    """A box of text: at most paragraphs in it."""
    return tag.tag in ("div", "span", "li", "p", "dd", "dt") and not holds(tag, *_BOXES)


def _covers(tag: Element, rows: list[Element]) -> bool:
    """Are the rows nearly all that the element prints, and cells several in most of them?"""
    whole = len(text_of(tag, strip=True))
    inside = sum(len(text_of(row, strip=True)) for row in rows)
    several = sum(len(_children(row)) > 1 for row in rows)
    return inside * 10 >= whole * 9 and several * 2 >= len(rows)


def _display(tag: Element) -> str:
    found = _DISPLAY.search(tag.get("style", ""))
    return found[1].lower() if found else ""


def _classes(tag: Element) -> set[str]:
    """The words of a class attribute: `budget_tr odd` has budget, tr and odd."""
    return {word.lower() for word in _WORD.findall(tag.get("class", ""))}


def _row(row: Element) -> Row:
    return [cell for each in _children(row) if (cell := read_cell(each))]
