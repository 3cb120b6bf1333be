"""A table of a Word document → cells in their places: spans, tracked rows, tables in cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from extract.model import Cell, Code, Grid, Line
from extract.readers.html.prose import joined
from extract.readers.html.unread import Aside
from extract.readers.office.parts_of_xml import Element, attribute, child, children, local
from extract.readers.places_in_words import place_of
from extract.words.gate import Gate

_OFF = ("0", "false", "off")
_WRAPS = frozenset(["sdt", "sdtContent", "customXml", "ins", "moveTo", "content"])
FORM_LABELS = 3
"""Labels of a form: a table of so many in a cell is one of its own, any other its text."""
_NEAR = 80
"""Twentieths of a point by which edges of one column differ, as programs round them."""
_MOST_WIDTH = 31_680  # 22 inches, the widest page
_MOST_SPAN = 1_000
"""Columns of a row: programs allow 63."""


@dataclass(slots=True)
class Content:
    """What stands in a cell: its lines, what is no text of it, the tables in it that are forms."""

    lines: list[str] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    forms: list[Table] = field(default_factory=list)


def content_of(items: Iterable[Item], gate: Gate) -> Content:
    """What stands in a cell: lines, small tables as lines, forms as tables of their own.

    A small table hands on what it says of itself: it is no table of the document any more.
    """
    content = Content()
    for item in items:
        if isinstance(item, str):
            content.lines.append(item)
        elif isinstance(item, Aside):
            content.asides.append(item)
        elif gate.labels_in(item.text) >= FORM_LABELS:
            content.forms.append(item)
        else:
            content.lines += item.lines()
            content.asides += item.asides
            if item.hidden:
                content.asides.append(Aside(Code.TEXT_WITHDRAWN, "a hidden row"))
    return content


@dataclass(slots=True)
class _Piece:
    """A cell as written: `merge` is None, `restart` or `continue` for cells merged downwards."""

    content: Content
    col: int
    colspan: int
    merge: str | None
    left: int | None = None
    right: int | None = None
    """Edges in twentieths of a point from the table's left one, where all widths are told."""


@dataclass(slots=True)
class Table:
    """A table as printed; `hidden` counts its rows with text that are not shown."""

    cells: list[Cell] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    forms: list[Table] = field(default_factory=list)
    hidden: int = 0

    @property
    def text(self) -> str:
        """All its texts, a line each."""
        return "\n".join(cell.text for cell in self.cells if cell.text)

    def lines(self) -> Iterator[str]:
        """Its rows as lines, for a table that is no more than the text of a cell."""
        rows: dict[int, list[str]] = {}
        for cell in self.cells:
            if cell.text:
                rows.setdefault(cell.row, []).append(cell.text)
        return (" ".join(texts) for _, texts in sorted(rows.items()))

    def grid(self, number: int, heading: list[str]) -> Grid | None:
        """The grid of the table that is the number-th of its file; None without any text."""
        if not any(cell.text for cell in self.cells):
            return None
        return Grid(
            cells=tuple(
                replace(cell, place=place_of(number - 1, cell.row, cell.col)) for cell in self.cells
            ),
            heading=tuple(Line(text=line) for line in heading),
            spans_known=any(cell.rowspan > 1 or cell.colspan > 1 for cell in self.cells),
        )


Item = str | Aside | Table
"""What a walk through a document meets: a line, what is told between lines, a table."""
Reader = Callable[[Element], Content]
"""Reads what stands in a cell."""


def read_table(element: Element, content: Reader) -> Table:
    """Read a table's rows and cells, and merge what is merged."""
    table = Table()
    open_: dict[int, Cell] = {}  # by first column: the merged cells that may go on below
    done: list[Cell] = []
    row = 0
    written = [(each, list(_pieces(each, content))) for each in _parts(element, "tr")]
    in_columns([pieces for _, pieces in written])
    for each, pieces in written:
        if told := _left_out(each, pieces):
            table.hidden += told is Code.HIDDEN_ROWS
            if told is Code.TEXT_WITHDRAWN:
                table.asides.append(Aside(told, " | ".join(_texts(pieces)), row=row))
            continue
        for piece in pieces:
            _place(table, piece, row, open_, done)
        ended = [column for column, cell in open_.items() if cell.row + cell.rowspan <= row]
        done.extend(open_.pop(column) for column in ended)
        row += 1
    table.cells = sorted([*done, *open_.values()], key=lambda cell: (cell.row, cell.col))
    return table


def in_columns(rows: list[list[_Piece]]) -> None:
    """Set the columns of rows that have other numbers of them by the widths of their cells.

    Programs draw cells by their widths; some that write documents leave out the spans.
    """
    filled = [row for row in rows if row]
    if len({row[-1].col + row[-1].colspan for row in filled}) < 2:
        return
    ends = [row[-1].right for row in filled]
    told = [end for end in ends if end is not None]
    if len(told) < len(ends) or max(told) - min(told) > _NEAR:
        return
    pieces = [piece for row in filled for piece in row]
    edges: list[int] = []
    for edge in sorted({x for p in pieces for x in (p.left, p.right) if x is not None}):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    for piece in pieces:
        first, last = (bisect_right(edges, x or 0) - 1 for x in (piece.left, piece.right))
        piece.col, piece.colspan = first, max(last - first, 1)


def _place(table: Table, piece: _Piece, row: int, open_: dict[int, Cell], done: list[Cell]) -> None:
    above = open_.get(piece.col)
    table.asides += (replace(aside, row=row) for aside in piece.content.asides)
    table.forms += piece.content.forms
    text = joined(piece.content.lines)
    if piece.merge == "continue" and above is not None and above.row + above.rowspan == row:
        # programs show what stands in the first cell alone; a text below it is not printed
        open_[piece.col] = replace(above, rowspan=above.rowspan + 1)
        return
    cell = Cell(text=text, row=row, col=piece.col, colspan=piece.colspan)
    if piece.merge is None:
        done.append(cell)
    else:
        if above is not None:
            done.append(above)
        open_[piece.col] = cell


def _pieces(row: Element, content: Reader) -> Iterator[_Piece]:
    """The cells of a row with their columns; cells merged sideways in the old way are one."""
    properties = child(row, "trPr")
    column = _number(properties, "gridBefore", 0)
    left = _width(properties, "wBefore") if column else 0
    before: _Piece | None = None
    for cell in _parts(row, "tc"):
        own = child(cell, "tcPr")
        span = min(max(_number(own, "gridSpan", 1), 1), _MOST_SPAN)
        width = _width(own, "tcW")
        right = None if left is None or width is None else left + width
        sideways = _merge(own, "hMerge")
        if sideways == "continue" and before is not None:
            before.colspan, before.right = before.colspan + span, right
            column, left = column + span, right
            continue
        if before is not None:
            yield before
        read = content(cell) if not _is(own, "cellDel") else _withdrawn(content(cell))
        before = _Piece(read, column, span, _merge(own, "vMerge"), left, right)
        column, left = column + span, right
    if before is not None:
        yield before


def _withdrawn(read: Content) -> Content:
    text = " ".join(read.lines)
    return Content(asides=[Aside(Code.TEXT_WITHDRAWN, text)] if text else [])


def _left_out(row: Element, pieces: list[_Piece]) -> Code | None:
    """Why a row does not count: deleted with tracking, or hidden."""
    properties = child(row, "trPr")
    if properties is None:
        return None
    texts = any(piece.content.lines or piece.content.asides for piece in pieces)
    if _is(properties, "del") or _is(properties, "moveFrom"):
        return Code.TEXT_WITHDRAWN
    if _is(properties, "hidden") and not any(piece.content.lines for piece in pieces):
        return Code.HIDDEN_ROWS if texts or _has_text(row) else Code.ROW_IGNORED
    return None


def _texts(pieces: list[_Piece]) -> Iterator[str]:
    """The texts of a row that is deleted, whether or not each of them is as well."""
    for piece in pieces:
        withdrawn = [aside.text for aside in piece.content.asides]
        if text := " ".join((*piece.content.lines, *withdrawn)):
            yield text


def _has_text(row: Element) -> bool:
    return any((text or "").strip() for text in row.itertext())


def _is(properties: Element | None, name: str) -> bool:
    found = child(properties, name) if properties is not None else None
    return found is not None and attribute(found, "val") not in _OFF


def _merge(properties: Element | None, name: str) -> str | None:
    """`restart` or `continue`; Word 2003 writes the names in small letters."""
    if properties is None:
        return None
    for each in properties:
        if isinstance(each.tag, str) and local(each.tag).lower() == name.lower():
            return "restart" if attribute(each, "val") == "restart" else "continue"
    return None


def _width(properties: Element | None, name: str) -> int | None:
    """A width in twentieths of a point; None where it is told otherwise, or not at all."""
    found = child(properties, name) if properties is not None else None
    text = (attribute(found, "w") or "") if found is not None else ""
    is_told = found is not None and attribute(found, "type") in ("dxa", None)
    return int(text) if is_told and text.isdigit() and 0 < int(text) < _MOST_WIDTH else None


def _number(properties: Element | None, name: str, otherwise: int) -> int:
    found = child(properties, name) if properties is not None else None
    text = attribute(found, "val") if found is not None else None
    return min(int(text), _MOST_SPAN) if text and text.isdigit() else otherwise


def _parts(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, whatever controls wrap them."""
    for each in element:
        if not isinstance(each.tag, str):
            continue
        found = local(each.tag)
        if found == name:
            yield each
        elif found in _WRAPS:
            yield from _parts(each, name)
        elif found == "annotation":  # Word 2003 wraps what it tracks
            yield from (part for inner in children(each, "content") for part in _parts(inner, name))
