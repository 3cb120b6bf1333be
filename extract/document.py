"""A file → what its tables are: read, stitched, recognised family by family."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from extract.as_shown import as_shown
from extract.families import gate as words_of_families
from extract.families import outcomes
from extract.model import BudgetTable, Code, Document, Form, Grid, Issue, Reading, Source
from extract.readers import read
from extract.readers.collector import collector_at_rest
from extract.source import load

_Printed = TypeVar("_Printed", Form, BudgetTable)


def read_document(source: Source) -> Document:
    """Read a file to its forms; Refused where the file cannot be read."""
    with collector_at_rest():
        return document_of(read(source, gate=words_of_families()))


def document_of(reading: Reading) -> Document:
    """The forms in what a reader gave."""
    found = [as_shown(each, reading.lays) for each in outcomes(reading.grids)]
    unruled = sum(issue.code is Code.UNRULED_FORM for issue in reading.issues)
    unread = [each for each in reading.issues if each.code is Code.PRINT_UNREAD and each.page]
    told = (issue for issue in reading.issues if issue not in unread)
    return Document(
        reading=replace(reading, grids=()),
        forms=tuple(_with_unread(form, unread) for each in found for form in each.forms),
        issues=(*told, *(issue for each in found for issue in each.issues)),
        budget_tables=tuple(
            _with_unread(table, unread) for each in found for table in each.budget_tables
        ),
        unrecognised=unruled + sum(each.unrecognised for each in found),
        rows_failed=sum(each.rows_failed for each in found),
    )


def _with_unread(form: _Printed, unread: list[Issue]) -> _Printed:
    """A form or budget table with what is printed on its pages and stands in no value.

    Readers cannot know which tables are wanted: what they leave unread elsewhere is of no account.
    """
    first, last = form.page_first, form.page_last
    if first is None or last is None:
        return form
    own: tuple[Issue, ...] = tuple(x for x in unread if x.page and first <= x.page <= last)
    return replace(form, issues=(*form.issues, *own)) if own else form


def read_grids(path: str | Path, *, gate: bool = False) -> Iterator[Grid]:
    """Every table of a file in any format, page by page, before stitching.

    `gate` leaves out tables that no family can read. Raises Refused where the file cannot be read.
    """
    words = words_of_families()
    reading = read(load(Path(path)), gate=words if gate else words.opened())
    yield from as_shown(reading.grids, reading.lays)


def read_forms(path: str | Path) -> Iterator[Form]:
    """Every target form of a file, in printed order. Raises Refused where it cannot be read."""
    yield from read_document(load(Path(path))).forms
