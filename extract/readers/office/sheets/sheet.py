"""What is known of a sheet, whatever file it stands in; rows and columns count from 0."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.model import Reason, Refused
from extract.readers.html.unread import Aside
from extract.readers.office.ink import unseen
from extract.readers.places_in_words import place_of

MOST_CELLS = 3_000_000
"""Cells of a sheet as shown: what whoever reads its grid has to bear."""
_MOST_FILLED = 1_000_000
"""Cells with text: ten thousand rows of a hundred columns."""


def too_large(name: str) -> Refused:
    """The refusal of a sheet with more cells than that."""
    return Refused(
        Reason.RESOURCE_LIMIT,
        f"The sheet {name} has millions of cells: split it, or delete what is empty.",
    )


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells merged into one; `bottom` and `right` are the last row and column of it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True, kw_only=True)
class Sheet:
    """The cells of one sheet: `texts` are what they show, empty ones left out.

    `hidden_columns` are spans, first and last. `framed` are the cells with text that have lines
    around them. `asides` tell what of a cell is no text of it, `stored` of cells that show less
    than they store. `lines` are printed on the sheet above its cells, as text boxes.
    """

    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    framed: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    asides: dict[tuple[int, int], list[Aside]] = field(default_factory=dict)
    stored: dict[tuple[int, int], str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    strays: list[Aside] = field(default_factory=list)
    pale: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    """What of a cell is written in the colour behind it, and what is left of its text."""
    named: bool = True
    """Has it a name, and its cells names of letters and numbers? A CSV file has neither."""

    def put(self, row: int, column: int, text: str, *, framed: bool) -> None:
        """Set what a cell shows. Refused where the sheet has more cells than anybody fills."""
        if len(self.texts) >= _MOST_FILLED:
            raise too_large(self.name)
        self.texts[row, column] = text
        if framed:
            self.framed.add((row, column))

    def say(self, row: int, column: int, aside: Aside) -> None:
        """Tell something of a cell."""
        self.asides.setdefault((row, column), []).append(aside)

    def leave_out_unseen(self) -> None:
        """Take out what is written in the colour behind it, and tell it.

        Asked for at the end, where nothing else of the sheet lays a colour behind its cells.
        """
        for at, (text, rest) in self.pale.items():
            if rest.strip():
                self.texts[at] = rest
            else:
                del self.texts[at]
                self.framed.discard(at)
            self.say(*at, unseen(text))

    def is_hidden_column(self, column: int) -> bool:
        """Is a column not shown?"""
        return any(first <= column <= last for first, last in self.hidden_columns)


def letters(column: int) -> str:
    """The name of a column.

    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(65 + digit) + name
    return name


def place_in(sheet: Sheet, row: int, column: int, number: int) -> str:
    """Where a cell stands, in words; `number` is that of its table, for a sheet without a name."""
    if sheet.named:
        return f"{sheet.name}!{letters(column)}{row + 1}"
    return place_of(number - 1, row, column)
