"""A file → what was read of it, page by page, with the reasons where nothing was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.as_shown import as_shown
from extract.budgets.family import BUDGETS
from extract.budgets.stacked import take_apart as stacked
from extract.document import read_document
from extract.families import gate
from extract.model import Code, Document, Form, Grid, Issue, Refused, Source
from extract.readers import read
from extract.readers.pdf.before.content_streams import Contents
from extract.readers.pdf.engines.opening import opened
from extract.readers.pdf.engines.plumber import PlumberEngine
from extract.readers.pdf.layered import as_first_shown
from extract.readers.pdf.limits import PageTooLarge, PageUnreadable
from extract.readers.pdf.steps import Steps, steps_of
from extract.targets import LAYOUTS
from extract.targets import declined as no_layout
from extract.targets.forms_in_a_table import take_apart
from look.cell_roles import Placed, placed
from look.why import sentence
from normalize.issues import catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A file as it was read: its document, or why it was refused, and its tables before layouts.

    `left` are those tables that belong to no budget.
    """

    document: Document | None
    refusal: Refused | None
    grids: tuple[Grid, ...]
    left: tuple[Grid, ...]

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms read, in printed order."""
        return self.document.forms if self.document else ()

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Everything noticed, in the file and in its forms."""
        found = self.document.issues if self.document else ()
        return (*found, *(issue for form in self.forms for issue in form.issues))

    def forms_on(self, page: int) -> list[tuple[int, Form]]:
        """Number and form of those that stand on a page."""
        return [
            (number, form)
            for number, form in enumerate(self.forms, 1)
            if form.page_first is not None
            and form.page_first <= page <= (form.page_last or form.page_first)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSeen:
    """One page: the steps of the table finder, the role of each cell, and what to say of it."""

    number: int
    steps: Steps | None
    cells: tuple[Placed, ...]
    remarks: tuple[str, ...]


def see(source: Source) -> Seen:
    """Read a file as `run` does; a refusal is part of the answer."""
    try:
        document = read_document(source)
    except Refused as refusal:
        return Seen(document=None, refusal=refusal, grids=(), left=())
    reading = read(source, gate=gate())
    grids = as_shown(reading.grids, reading.lays)
    left = as_shown(BUDGETS.read(reading.grids).left, reading.lays)
    return Seen(document=document, refusal=None, grids=grids, left=left)


class PdfPages:
    """The pages of a PDF, looked at one by one. Raises Refused where it cannot be opened."""

    def __init__(self, data: bytes, seen: Seen) -> None:
        self._data = data
        engine, readable, _ = opened(data)
        contents = Contents(readable, len(engine))
        self._engine, readable = as_first_shown(engine, readable, contents)
        contents.close()
        self._second = PlumberEngine(readable)
        self._seen = seen

    def __len__(self) -> int:
        return len(self._engine)

    def worth_a_look(self) -> list[int]:
        """Pages with a form, a table that was looked at, or an issue; all where there is none."""
        return worth_a_look(len(self), self._seen)

    def see(self, number: int) -> PageSeen:
        """One page with its reasons."""
        codes = {issue.code for issue in _issues_on(number, self._seen)}
        second = Code.SECOND_READER in codes
        try:
            steps = steps_of(self._second if second else self._engine, number, gate())
            if Code.READ_FROM_PICTURE in codes:
                steps = self._from_picture(steps)
        except (PageUnreadable, PageTooLarge):
            return unreadable(number, self._seen)
        return page_seen(steps, self._seen)

    def printed(self, numbers: list[int]) -> tuple[bytes, dict[int, int]]:
        """A PDF that shows some pages, itself, and the number that each has there."""
        return self._data, {number: number for number in numbers}

    def _from_picture(self, steps: Steps) -> Steps:
        """The steps of a page that was read from its picture: its tables as they were read."""
        grids = [grid for grid in self._seen.grids if grid.page == steps.number]
        cells = tuple(grid.cells for grid in grids)
        characters = sum(len(cell.text) for table in cells for cell in table)
        return replace(steps, tables=cells, characters=characters, named=True, sideways=False)

    def close(self) -> None:
        """Give the document back."""
        self._second.close()
        self._engine.close()


def worth_a_look(pages: int, seen: Seen) -> list[int]:
    """Pages with a form, a table that was looked at, or an issue; all where there is none."""
    noted = {issue.page for issue in seen.issues} | {grid.page for grid in seen.grids}
    numbers = range(1, pages + 1)
    return [n for n in numbers if n in noted or seen.forms_on(n)] or list(numbers)


def page_seen(steps: Steps, seen: Seen) -> PageSeen:
    """A page with the roles of its cells and its reasons, by its steps."""
    number = steps.number
    forms = seen.forms_on(number)
    cells = tuple(cell for table in steps.tables for cell in table)
    grids = [grid for grid in seen.grids if grid.page == number]
    return PageSeen(
        number=number,
        steps=steps,
        cells=placed(cells, forms, sideways=steps.sideways),
        remarks=(*_remarks(steps, forms, grids, seen), *_noted(_issues_on(number, seen))),
    )


def unreadable(number: int, seen: Seen) -> PageSeen:
    """A page of which nothing can be said."""
    remarks = ("The page's content cannot be read.", *_noted(_issues_on(number, seen)))
    return PageSeen(number=number, steps=None, cells=(), remarks=remarks)


def _issues_on(number: int, seen: Seen) -> list[Issue]:
    return [issue for issue in seen.issues if issue.page == number]


def _remarks(
    steps: Steps, forms: list[tuple[int, Form]], grids: list[Grid], seen: Seen
) -> Iterator[str]:
    """What came of a page, or at which step it ended."""
    for number, form in forms:
        rows = sum(row.page == steps.number for row in form.indicators)
        yield (
            f"Form {number} ({form.kind}, layout {form.layout}): {rows} of its "
            f"{len(form.indicators)} indicators are on this page."
        )
    if forms:
        return
    if not steps.characters:
        yield "The page holds no text that a program can read."
    elif not steps.rules:
        yield "No rules are drawn on this page: there is no table to find."
    elif not steps.crossings:
        yield f"Rules are drawn ({len(steps.rules)}), but none cross: they form no table."
    elif not steps.tables:
        yield "Rules cross, but they enclose no table of two columns."
    elif not grids and not steps.named:
        yield "Passed over by the gate: the page's text has none of the words of a target form."
    elif not grids:
        yield "Its tables cannot belong to a target form: the gate passed them over."
    for grid in grids:
        yield from no_form(grid, seen)


def no_form(grid: Grid, seen: Seen) -> Iterator[str]:
    """Why a table became no form: it is a budget's, or which layouts were tried, and what it lacks
    for any of them.
    """
    if not any(part in seen.left for part in (grid, *stacked(grid))):
        yield (
            f"A table of {grid.n_rows} rows and {grid.n_cols} columns belongs to a budget, "
            "not to a target form."
        )
        return
    tried = ", ".join(layout.id for layout in LAYOUTS)
    yield f"A table of {grid.n_rows} rows and {grid.n_cols} columns was tried as {tried}."
    for table in take_apart(grid):
        if why := no_layout(table):
            yield f"It was declined: {sentence(why)}"


def _noted(issues: list[Issue]) -> Iterator[str]:
    """The titles of issues, each once with its count, in English: it is said later in another."""
    for why in dict.fromkeys(issue.why for issue in issues if issue.why):
        yield f"Rule {sentence(why)}"
    titles = [catalogue()[issue.code].title.split(" (")[0] for issue in issues]
    for title in dict.fromkeys(titles):
        count = titles.count(title)
        yield f"Issue: {title}" + (f" ({count} times)" if count > 1 else "")
