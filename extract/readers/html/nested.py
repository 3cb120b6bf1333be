"""A table in a cell of a table: a few words side by side are the cell's text, more is named."""

from __future__ import annotations

from dataclasses import replace

from extract.model import Code
from extract.readers.html.prose import joined
from extract.readers.html.tables import RawCell, RawTable, read_table
from extract.readers.html.unread import Aside
from extract.words.gate import Gate

_FORM = 3  # labels of a target form: such a table is read as one
_LONGEST = 120


def with_nested(raw: RawTable, gate: Gate) -> RawTable:
    """A table that holds tables: the small ones set as text of its cells, others told beside it.

    Those stay tables of their own; in which cell of this one they stand, no grid can say.
    """
    groups = [[[_with_own(cell, gate) for cell in row] for row in rows] for rows in raw.groups]
    return replace(raw, groups=groups)


def _with_own(cell: RawCell, gate: Gate) -> RawCell:
    if not cell.inner:
        return cell
    lines = cell.text.split("\n") if cell.text else []
    texts: list[str] = []
    kept, asides = [], list(cell.asides)
    told = 0
    for before, element in cell.inner:
        texts += lines[told : len(before)]
        told = len(before)
        table = read_table(element)
        rows = [[each.text for each in row if each.text] for row in table.rows]
        if _is_text(table, rows):
            texts += (" ".join(row) for row in rows if row)
            asides += table.asides
            continue
        kept.append((list(texts), element))
        words = " ".join(text for row in rows for text in row)
        if words and gate.labels_in(words) < _FORM:
            asides.append(Aside(Code.PRINT_UNREAD, f"a table in a cell: {words[:_LONGEST]}"))
    texts += lines[told:]
    return replace(cell, text=joined(texts), inner=tuple(kept), asides=tuple(asides))


def _is_text(table: RawTable, rows: list[list[str]]) -> bool:
    """One row, or one column: no more than the lines of a cell."""
    if any(cell.inner for row in table.rows for cell in row):
        return False
    filled = [row for row in rows if row]
    return len(filled) <= 1 or all(len(row) == 1 for row in filled)
