"""The rules that decided, told in a sentence, and every form and row of a file with its own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from extract.families import gate
from extract.model import Form, Issue, Joint, Source
from extract.readers import read
from extract.tables.stitching import stitch
from extract.targets import LAYOUTS, declined, recognise
from extract.targets.family import TARGETS
from extract.targets.form_table import FormTable
from extract.targets.forms_in_a_table import take_apart
from extract.words.why import Why


@dataclass(frozen=True, slots=True)
class Sentence:
    """A rule told to a person."""

    en: str
    zh: str

    def __str__(self) -> str:
        return f"{self.en} {self.zh}"


@cache
def sentences() -> Mapping[Why, Sentence]:
    """Every rule with its sentence.

    >>> sentences()[Why.NO_VALUES].en
    'The header of the indicators names no column of values (指标值).'
    """
    text = Path(__file__).parent.joinpath("why.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)
    return MappingProxyType({Why(name): Sentence(**entry) for name, entry in entries.items()})


def told(why: Why) -> str:
    """A rule by its name, as the code has it, and its sentence."""
    return f"{why}: {sentences()[why]}"


def decisions(source: Source) -> Iterator[str]:
    """Line by line, for every table and form of a file, the rules that decided.

    Raises Refused where the file cannot be read.
    """
    grids = read(source, gate=gate()).grids
    for number, whole in enumerate(stitch(grids, TARGETS.opened), 1):
        yield f"Table {number}{_page(whole.page)}: {whole.n_rows} rows, {whole.n_cols} columns"
        if whole.apart:
            yield f"  not joined to the table before: {told(whole.apart)}"
        for joint in whole.joints:
            yield from _joined(joint)
        for part in take_apart(whole):
            yield from _of_form(part)


def _joined(joint: Joint) -> Iterator[str]:
    yield f"  joined, row {joint.row + 1}{_page(joint.page)}: {told(joint.why)}"
    if joint.rest:
        what = (
            "its first row is the rest of the row above" if joint.rest.yes else "a row of its own"
        )
        yield f"    {what}: {told(joint.rest.why)}"


def _of_form(table: FormTable) -> Iterator[str]:
    forms = recognise(table)
    for form in forms:
        counts = f"{len(form.indicators)} rows read, {form.rows_failed} failed"
        yield f"  form {form.layout}, {form.kind}: {counts}, {form.rows_ignored} passed over"
        yield f"    told by {_told_by(form)}"
        yield from map(_of_row, form.issues)
    if not forms and (lacks := declined(table)):
        yield f"  no form: {told(lacks)}"


def _told_by(form: Form) -> str:
    """What recognised the form's layout, as the catalogue names it."""
    return next(layout.told_by.__name__ for layout in LAYOUTS if layout.id == form.layout)


def _of_row(issue: Issue) -> str:
    line = f"    {issue.code}{_page(issue.page)}: {' '.join(issue.text.split())}"
    return f"{line}\n      {told(issue.why)}" if issue.why else line


def _page(page: int | None) -> str:
    return "" if page is None else f" (page {page})"
