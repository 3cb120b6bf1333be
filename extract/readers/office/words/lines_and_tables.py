"""Lines and tables of a document in their order → its Reading."""

from __future__ import annotations

from collections.abc import Iterable

from extract.model import Reading, Reason, Refused
from extract.readers.html.unread import Aside
from extract.readers.office.reading import Office
from extract.readers.office.words.tables import Item
from extract.words.gate import Gate

_MOST_LINES = 40
"""Of the lines above a table those that can belong to it."""

TOO_LONG = "More lines than any printed document: split the file."
_MOST_IN_ALL = 300_000
"""Lines outside of tables: some six thousand pages."""


def read_words(format_: str, items: Iterable[Item], gate: Gate) -> Reading:
    """Lines and tables in order → the Reading of a file."""
    office = Office(format_)
    above = number = hidden = 0
    ends: list[int] = []
    for item in items:
        if isinstance(item, str):
            office.lines.append(item)
            if len(office.lines) > _MOST_IN_ALL:
                raise Refused(Reason.RESOURCE_LIMIT, TOO_LONG)
        elif isinstance(item, Aside):
            office.found.asides.append((len(office.lines), item))
        else:
            number += 1
            hidden += item.hidden
            heading = office.lines[max(above, len(office.lines) - _MOST_LINES) :]
            if grid := item.grid(number, heading):
                office.add(grid, item.asides)
                above = len(office.lines)
                ends.append(above)
            else:
                office.found.asides += ((len(office.lines), aside) for aside in item.asides)
    office.found.add_lines_below(ends, _MOST_LINES)
    if hidden:
        office.hidden.append(f"{hidden} row(s)")
    if not office.lines and not office.found.grids:
        _refuse_empty(office)
    return office.reading(gate)


def _refuse_empty(office: Office) -> None:
    if office.found.asides:
        raise Refused(
            Reason.NEEDS_OCR,
            "The document holds pictures and no text: run text recognition on it, or read it by "
            "hand.",
        )
    raise Refused(Reason.NO_CONTENT, "The document prints nothing: fetch it again.")
