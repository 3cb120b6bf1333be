"""A file → its forms: read, stitched, recognised; and what looked like a form but was not read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extract.model import Code, Document, Form, Grid, Issue, Source
from extract.readers import read
from extract.source import load
from extract.tables.stitching import stitch
from extract.targets import recognise
from extract.targets.forms_in_a_table import take_apart
from extract.targets.left_over import may_belong, suspect


def read_document(source: Source) -> Document:
    """Read a file to its forms; Refused where the file cannot be read."""
    reading = read(source, gate=True)
    forms: list[Form] = []
    issues = list(reading.issues)
    unrecognised = sum(issue.code is Code.UNRULED_FORM for issue in issues)
    rows_failed = 0
    before: Grid | None = None
    for table in (piece for whole in stitch(reading.grids) for piece in take_apart(whole)):
        grid = table.grid
        if found := recognise(table):
            forms.extend(found)
        elif doubt := suspect(grid):
            unrecognised += 1
            rows_failed += doubt.rows
            issues.append(Issue(code=Code.UNRECOGNISED_FORM, text=doubt.header, page=grid.page))
        elif forms and before and may_belong(grid, forms[-1], before):
            unrecognised += 1
            rows_failed += grid.n_rows
            text = " | ".join(cell.text for cell in grid.cells if cell.row == 0)
            issues.append(Issue(code=Code.PIECE_LEFT_OVER, text=text, page=grid.page))
        before = grid
    unread = [issue for issue in issues if issue.code is Code.PRINT_UNREAD and issue.page]
    return Document(
        reading=replace(reading, grids=()),
        forms=tuple(_with_unread(form, unread) for form in forms),
        issues=tuple(issue for issue in issues if issue not in unread),
        unrecognised=unrecognised,
        rows_failed=rows_failed,
    )


def _with_unread(form: Form, unread: list[Issue]) -> Form:
    """A form with what is printed on its pages and stands in no value.

    Readers cannot know which tables are forms: what they leave unread elsewhere is of no account.
    """
    first, last = form.page_first, form.page_last
    if first is None or last is None:
        return form
    own = [issue for issue in unread if issue.page and first <= issue.page <= last]
    return replace(form, issues=(*form.issues, *own)) if own else form


def read_grids(path: str | Path, *, gate: bool = False) -> Iterator[Grid]:
    """Every table of a file in any format, page by page, before stitching.

    `gate` leaves out tables that cannot belong to a target form. Raises Refused where the file
    cannot be read.
    """
    yield from read(load(Path(path)), gate=gate).grids


def read_forms(path: str | Path) -> Iterator[Form]:
    """Every target form of a file, in printed order. Raises Refused where it cannot be read."""
    yield from read_document(load(Path(path))).forms
