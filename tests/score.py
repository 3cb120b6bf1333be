"""A made-up publication read and held against what it says: right and all, thing by thing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from extract import Source, read_document
from normalize.documents import Records, normalize_document
from samples.layouts.dress import File
from samples.layouts.truth import Told, ToldRow

DISPLACED = ("lost cells", "own cells")
"""Exports whose rows must be put back, and flagged so."""


@dataclass(slots=True)
class Score:
    """Right and all, by what is counted; and what was wrong, for a person to look at."""

    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, name: str, read: object, told: object) -> None:
        """One thing that the truth says, and what was read in its place."""
        self.of[name] += 1
        if read == told:
            self.right[name] += 1
        else:
            self.wrong.append(f"{name}: read {read!r}, printed {told!r}")

    def surplus(self, name: str, things: list[str]) -> None:
        """Things read that nobody printed."""
        self.right[name] += len(things)
        self.wrong += [f"{name}: {thing}" for thing in things]

    def add(self, other: Score) -> None:
        """Take another score in."""
        self.right.update(other.right)
        self.of.update(other.of)
        self.wrong += other.wrong


def squeezed(text: object) -> str:
    """White space is the format's: a column's edge or a paragraph's."""
    return "".join(str(text or "").split())


def records_of(file: File) -> Records:
    """A file read to records, without the wall of a child process."""
    source = Source(name="a", data=file.data, sha256=hashlib.sha256(file.data).hexdigest())
    return normalize_document(source, read_document(source))


def score(file: File) -> Score:
    """One file read and held against what it says."""
    read, said, result = records_of(file), file.published, Score()
    result.count("status", str(read.document.status), "ok")
    result.count("rows_ignored", read.document.rows_ignored, said.ignored)
    pairs, extra = _pairs(said.told, list(read.forms))
    result.surplus("extra_forms", [str(form.project_name) for form in extra])
    for told, form in pairs:
        result.count("forms", form and "read", "read")
        _form(result, told, form)
        rows = [] if form is None else [r for r in read.indicators if r.form_id == form.form_id]
        _rows(result, told.rows, rows, displaced=file.style in DISPLACED)
        if form is not None:
            _money(result, told, [f for f in read.funding if f.form_id == form.form_id])
    strays = [f.form_id for f in extra]
    result.surplus("extra_rows", [r.name for r in read.indicators if r.form_id in strays])
    return result


def _pairs(told: tuple[Told, ...], forms: list[Any]) -> tuple[list[tuple[Told, Any]], list[Any]]:
    """Forms told and read, by the name of the project or department, the rest in order."""
    left, found = list(forms), {}
    for each in told:
        names = dict(each.facts)
        name = names.get("project_name") or names.get("department_name")
        fits = [f for f in left if name in (squeezed(f.project_name), squeezed(f.department_name))]
        if fits:
            found[each] = fits[0]
            left.remove(fits[0])
    for each in told:
        if each not in found and left:
            found[each] = left.pop(0)
    return [(each, found.get(each)) for each in told], left


def _form(result: Score, told: Told, form: Any) -> None:
    facts = dict.fromkeys(("project_name", "department_name", "implementing_unit"), "") | {
        "supervisor_name": "",
        "supervisor_code": "",
    }
    if form is not None and form.department_source != "printed":
        form = replace(form, department_name=None)  # told by the supervisor, or the whole file
    for name, text in (facts | dict(told.facts)).items():
        if form is None or text or squeezed(getattr(form, name)):
            result.count("facts", squeezed(getattr(form, name, "")), squeezed(text))
    for name in ("kind", "stage", "layout", "title", "fiscal_year", "goal", "goal_long_term"):
        result.count(name, squeezed(getattr(form, name, "")), squeezed(getattr(told, name)))


def _money(result: Score, told: Told, lines: list[Any]) -> None:
    """Every amount told is read under its item; nothing else is, unless as `unclassified`."""
    read = {(str(line.item), str(line.horizon), line.amount) for line in lines}
    for line in told.money:
        result.count("funding", line if line in read else sorted(map(str, read)), line)
    stray = [
        f"{line.item} {line.horizon} {line.amount_text}"
        for line in lines
        if line.amount is not None
        and (str(line.item), str(line.horizon), line.amount) not in told.money
        and line.item != "unclassified"
    ]
    result.surplus("extra_funding", stray)


def _rows(result: Score, told: tuple[ToldRow, ...], read: list[Any], *, displaced: bool) -> None:
    left = list(read)
    for row in told:
        best = max(left, key=lambda each: _likeness(row, each), default=None)
        if best is None or _likeness(row, best) < 4:
            result.count("rows", None, f"{row.level2} | {row.name} | {row.value}")
            continue
        left.remove(best)
        result.count("rows", 1, 1)
        for name, read_text, told_text in _cells(row, best):
            result.count(name, read_text, told_text)
        if not displaced:
            result.count("in_place", "row_realigned" in best.flags, told=False)
    result.surplus("extra_rows", [f"{r.level2_text} | {r.name_text} | {r.value_raw}" for r in left])


def _likeness(row: ToldRow, read: Any) -> int:
    """How sure it is that a row read is this one: its name, then its value, then its place."""
    cells = {name: read_text == told_text for name, read_text, told_text in _cells(row, read)}
    weights = {"name": 8, "value": 4, "horizon": 2, "scope": 2, "level2": 1}
    return sum(weight for name, weight in weights.items() if cells[name])


def _cells(row: ToldRow, read: Any) -> Iterator[tuple[str, str, str]]:
    for name, column in (
        ("level1", "level1_text"),
        ("level2", "level2_text"),
        ("name", "name_text"),
        ("value", "value_raw"),
        ("operator_cell", "operator_cell_raw"),
        ("unit_cell", "unit_cell_raw"),
        ("type_cell", "type_cell_raw"),
        ("direction_cell", "direction_cell_raw"),
        ("actual", "actual_raw"),
        ("horizon", "horizon"),
        ("scope", "scope_text"),
    ):
        yield (
            name,
            squeezed(getattr(read, column)),
            squeezed(getattr(row, name.removesuffix("_cell"))),
        )
    for name in ("weight", "score"):
        number, text = getattr(read, name), getattr(row, name)
        yield name, "" if number is None else f"{number:g}", f"{float(text):g}" if text else ""
