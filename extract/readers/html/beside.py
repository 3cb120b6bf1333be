"""What a page prints beside its values: which of it has to be told, and what it costs.

A picture in a form, or where the title of a form announces one, is print that nobody has read. The
pictures of a site's frame are not; where no element is known to hold the publication, its frame is
taken to end with the first title and to begin again with the lines that close a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import regex

from extract.model import Code, Grid, Issue, Line, Reason
from extract.readers.html.data import names
from extract.readers.html.unread import Aside
from extract.words.gate import Gate
from extract.words.labels import section
from extract.words.text import key

_LABELS = 2  # of a form: fewer stand in tables of news as well
_HEAD = 400  # cells of a table in which its labels are looked for
_LONGEST_TITLE = 80
# Letters that only the font of a page gives a meaning; those of the Symbol font that values know of
# (normalize/values/cleaning.py) are read. U+202E turns the digits after it around.
_MEANINGLESS = regex.compile(
    r"[[\ue000-\uf8ff\U000f0000-\U0010ffff\u202e]"
    r"--[\uf020-\uf03f\uf07e\uf0a3\uf0b0\uf0b1\uf0b3\uf0b4\uf0b9\uf0bb\uf0d7]]",
    flags=regex.VERSION1,
)


@dataclass(slots=True)
class Found:
    """What stands in the content of a page; `hidden` counts the rows that are not shown.

    `asides` of lines come with the number of lines before them, those of tables with their grid.
    """

    grids: list[tuple[Grid, tuple[Aside, ...]]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    asides: list[tuple[int, Aside]] = field(default_factory=list)
    hidden: int = 0

    def add_lines_below(self, ends: list[int], most: int) -> None:
        """Give each grid the lines between it and the next; `ends`: how many stand before it."""
        stops = [*ends[1:], len(self.lines)] if ends else []
        self.grids = [
            (replace(grid, below=_as_lines(self.lines[end : min(stop, end + most)])), asides)
            for (grid, asides), end, stop in zip(self.grids, ends, stops, strict=True)
        ]


def _as_lines(texts: list[str]) -> tuple[Line, ...]:
    return tuple(Line(text=text) for text in texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What tells whether pictures in a page's content may be of forms.

    `gate` has the words of forms. `is_known`: is the content an element that pages.toml names?
    `linked` are the texts of its links, `has_files` tells whether one of them leads to a file.
    """

    gate: Gate
    title: str | None
    is_known: bool
    linked: frozenset[str]
    has_files: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Issues of what stands beside the values, and why the page counts as read in part."""

    issues: tuple[Issue, ...]
    unread: Reason | None


def beside_values(found: Found, candidates: tuple[Grid, ...], around: Around) -> Beside:
    """What a page prints in or around its forms that is in no value of them.

    `candidates` are the grids that the gate let through.
    """
    asides = [
        *_in_forms(found, candidates, around.gate),
        *_outside_forms(found, candidates, around),
    ]
    codes = {aside.code for aside in asides}
    issues = dict.fromkeys(Issue(code=aside.code, text=aside.text) for aside in asides)
    return Beside(tuple(issues), Reason.NEEDS_OCR if Code.PRINT_UNREAD in codes else None)


def _in_forms(found: Found, candidates: tuple[Grid, ...], gate: Gate) -> Iterator[Aside]:
    kept = {id(grid) for grid in candidates}
    is_form = False
    for n, (grid, asides) in enumerate(found.grids):
        texts = _head_of(grid) if id(grid) in kept else ""
        is_form = bool(texts) and (is_form or gate.labels_in(texts) >= _LABELS)
        if is_form:
            yield from (_placed(n, aside) for aside in (*asides, *_letters(grid)))
        elif asides and any(_announces(line) for line in texts.splitlines()):
            yield from (_placed(n, aside) for aside in asides if not aside.frame)


def _head_of(grid: Grid) -> str:
    return "\n".join(cell.text for cell in grid.cells[:_HEAD])


def _letters(grid: Grid) -> Iterator[Aside]:
    for cell in grid.cells:
        if not cell.text.isprintable() and _MEANINGLESS.search(cell.text):
            told = f"letters of a font's own: {cell.text}"
            yield Aside(Code.PRINT_UNREAD, told, row=cell.row)


def _placed(table: int, aside: Aside) -> Aside:
    """What cannot be read says where it stands; both are counted from 1."""
    if aside.code is not Code.PRINT_UNREAD or aside.row is None:
        return aside
    return replace(aside, text=f"table {table + 1} row {aside.row + 1}: {aside.text}")


def _outside_forms(found: Found, candidates: tuple[Grid, ...], around: Around) -> Iterator[Aside]:
    announced = [
        n
        for n, line in enumerate(found.lines)
        if _announces(line) and key(line) not in around.linked
    ]
    titled = bool(around.title) and _announces(around.title or "")
    titled = titled and (around.is_known or not around.has_files)
    has_form = any(around.gate.labels_in(_head_of(grid)) >= _LABELS for grid in candidates)
    of_forms = has_form or titled or bool(announced)
    first = 0 if around.is_known or not announced else announced[0] + 1
    last = len(found.lines)
    if not around.is_known:
        ends = (n for n, line in enumerate(found.lines) if n >= first and _closes(line))
        last = next(ends, last)
    for before, aside in found.asides:
        if aside.code is not Code.PRINT_UNREAD:
            if of_forms and aside.text:
                yield aside
        elif _announces(aside.text) or (of_forms and first <= before <= last and not aside.frame):
            yield aside


def _announces(line: str) -> bool:
    """Does a line name a form by its title, not in a sentence but for one that points to it?"""
    is_title = "。" not in line or any(word in line for word in names("pictures", "pointing"))
    printed = key(line) if is_title and len(line) <= _LONGEST_TITLE else ""
    return any(title in printed for title in section("titles"))


def _closes(line: str) -> bool:
    return any(word in line for word in names("pictures", "ends"))
