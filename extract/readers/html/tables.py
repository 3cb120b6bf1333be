"""A table's elements → its rows of cells as shown: without hidden ones, head above, foot below.

A cell or row that is not closed ends where the next begins; one without its parents is one all the
same. This is the hot loop of the format: a page has a million cells, nearly all of them bare text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from extract.model import Code
from extract.readers.html.prose import BLOCKS, BREAK, lines_of, printed
from extract.readers.html.raised import is_low_mark, is_mark, raised
from extract.readers.html.tree import Element, whole_text
from extract.readers.html.unread import UNREAD, Aside, unread_of

_MAX_COLSPAN = 1_000  # the HTML standard's own limits
_MAX_ROWSPAN = 65_534
_CELLS = frozenset(["td", "th"])
_GROUPS = {"thead": 0, "tbody": 1, "tfoot": 2}
_NEAR = 16  # pieces of text before a raised one, of which the last with text is its base
_OFF_LINE = frozenset(["sup", "sub"])
_SILENT = frozenset(["script", "style", "template", "noscript", "xml"])


@dataclass(slots=True)
class RawCell:
    """A cell as printed; `inner` are the tables in it, each with the cell's lines before it."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    inner: tuple[tuple[list[str], Element], ...] = ()
    asides: tuple[Aside, ...] = ()


Row = list[RawCell]


@dataclass(slots=True, kw_only=True)
class RawTable:
    """A table as written: its row groups in shown order.

    `loose` are the lines of it that stand in no cell, `strays` what is printed there and is no
    text, `hidden` counts the rows with text that are not shown and so not among the rows.
    """

    groups: list[list[Row]] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    strays: list[Aside] = field(default_factory=list)
    hidden: int = 0

    @property
    def asides(self) -> Iterator[Aside]:
        """What is printed in it and is in no text of it."""
        yield from self.strays
        for n, row in enumerate(self.rows):
            for cell in row:
                if cell.asides:
                    yield from (replace(aside, row=n) for aside in cell.asides)

    @property
    def rows(self) -> Iterator[Row]:
        """All rows, as shown."""
        return (row for group in self.groups for row in group)


def read_table(table: Element) -> RawTable:
    """Read the elements of a table into rows of cells; tables in it stay unread."""
    groups: list[tuple[int, list[Row]]] = []
    raw = RawTable()
    loose = [table.text or ""]
    owner, bare = None, False
    for parent, hidden, part in _parts(table):
        if not groups or parent is not owner:
            owner, bare = parent, False
            groups.append((_GROUPS.get(parent.tag, _GROUPS["tbody"]), []))
        rows = groups[-1][1]
        if part.tag == "tr":
            rows.extend(_row(part, raw, hidden=hidden))
        elif part.tag not in _CELLS and not _is_hidden(part):
            stray = _with_elements(part)
            raw.strays += (aside for aside in (unread_of(part), *stray.asides) if aside)
            loose += [BREAK, stray.text.replace("\n", BREAK), BREAK]
        elif part.tag in _CELLS and not hidden and (cell := read_cell(part)):
            if not bare:
                rows.append([])  # cells without a row make one together
            rows[-1].append(cell)
        bare = part.tag in _CELLS
        if part.tail and not part.tail.isspace():
            loose.append(part.tail)
    raw.loose = lines_of("".join(loose))
    raw.groups = [rows for _, rows in sorted(groups, key=lambda group: group[0])]
    return raw


def _parts(table: Element) -> Iterator[tuple[Element, bool, Element]]:
    """Rows, bare cells and strays of a table, with their group (or the table) and its hiding."""
    waiting = [(table, _is_hidden(table), part) for part in reversed(table)]
    while waiting:
        parent, hidden, part = waiting.pop()
        if part.tag in _GROUPS:
            hidden = hidden or _is_hidden(part)
            waiting.extend((part, hidden, child) for child in reversed(part))
        elif part.tag not in _SILENT:
            yield parent, hidden, part


def _row(row: Element, raw: RawTable, *, hidden: bool) -> Iterator[Row]:
    """The row's cells, nothing for a row that is not shown."""
    if hidden or _is_hidden(row):
        raw.hidden += any(text.strip() for text in row.itertext())
        return
    cells: Row = []
    for part in row:
        if part.tag not in _CELLS:
            cells.extend(filter(None, map(read_cell, _wrapped(part, row))))
        elif cell := read_cell(part):
            cells.append(cell)
    yield cells


def _wrapped(part: Element, row: Element) -> Iterator[Element]:
    """A row's cells that another element wraps: a <form>, a stray <div>."""
    if part.tag not in _SILENT and part.tag != "table":
        for cell in part.iterdescendants("td", "th"):
            if next(cell.iterancestors("tr"), None) is row:
                yield cell


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None


def read_cell(element: Element) -> RawCell | None:
    """A cell's text and spans; None for one that is not shown."""
    cell = RawCell(printed(element.text or "")) if not len(element) else _with_elements(element)
    if written := element.keys():
        if "hidden" in written:
            return None
        if UNREAD in written and (aside := unread_of(element)):
            cell.asides += (aside,)
        if "rowspan" in written:
            cell.rowspan = _span(element.get("rowspan"), _MAX_ROWSPAN, least=0)
        if "colspan" in written:
            cell.colspan = _span(element.get("colspan"), _MAX_COLSPAN, least=1)
    return cell


def _with_elements(root: Element) -> RawCell:
    """Text and tables of a cell that is more than bare text."""
    cell = RawCell("")
    parts = [root.text or ""]
    asides: list[Aside] = []
    around: list[tuple[Iterator[Element], str, _Opened | None]] = []
    children = iter(root)
    while True:
        element = next(children, None)
        if element is None:
            if not around:
                break
            children, behind, opened = around.pop()
            if opened:
                asides += opened.close(parts)
            parts.append(behind)
            continue
        tag, behind = element.tag, element.tail or ""
        if tag in BLOCKS:
            parts.append(BREAK)
            behind = BREAK + behind
        if tag == "table":
            cell.inner += ((lines_of("".join(parts)), element),)
        elif tag == "del":
            asides.append(Aside(Code.TEXT_WITHDRAWN, " ".join(whole_text(element).split())))
        elif tag not in _SILENT and "hidden" not in (written := element.keys()):
            if UNREAD in written and (aside := unread_of(element)):
                asides.append(aside)
            opened = _Opened(element, len(parts)) if tag in _OFF_LINE else None
            parts.append(element.text or "")
            if opened or len(element):
                around.append((children, behind, opened))
                children = iter(element)
                continue
        parts.append(behind)
    cell.text = printed("".join(parts))
    if asides:
        cell.asides = tuple(aside for aside in asides if aside.text)
    return cell


class _Opened(NamedTuple):
    """A raised or lowered text that begins behind so many pieces of a cell's text."""

    element: Element
    start: int

    def close(self, parts: list[str]) -> list[Aside]:
        """Set its text among the pieces as it reads, or leave it out and tell it as a mark."""
        is_raised = self.element.tag == "sup"
        text = "".join(parts[self.start :])
        before = "".join(parts[max(0, self.start - _NEAR) : self.start])
        after = self.element.tail or _text_of(self.element.getnext())
        if is_mark(text, before, after) if is_raised else is_low_mark(text, before):
            parts[self.start :] = []
            return [Aside(Code.RAISED_MARK, text)]
        parts[self.start :] = [raised(text) if is_raised else text]
        return []


def _text_of(element: Element | None) -> str:
    return "" if element is None else element.text or ""


def _span(written: str, most: int, *, least: int) -> int:
    """A span by the standard's rule for integers: leading digits count, nonsense is 1."""
    digits = written.strip().lstrip("+")
    end = next((i for i, char in enumerate(digits) if char not in "0123456789"), len(digits))
    number = int(digits[: min(end, 9)] or 1)
    return min(number, most) if number >= least else 1
