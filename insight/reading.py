"""A dataset column by column: forms and their rows as the comparisons look at them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from publish.tables.release import Release

_REPEATED = frozenset(
    {
        *("level1", "level2", "horizon", "kind", "operator", "operator_implied", "unit"),
        *("scope_text", "operator_cell_raw", "unit_cell_raw", "direction_cell_raw", "form_id"),
        *("parse_status", "confidence", "name_unit", "unit_source", "period_type"),
    }
)
"""Columns with few texts, each kept once while they are in memory."""
_SHARED = frozenset(
    {
        *("document_id", "fiscal_year", "kind", "stage", "department_name", "supervisor_code"),
        *("supervisor_name", "implementing_unit", "project_name", "publisher", "status"),
    }
)
"""Columns of forms and documents of which many rows have the same text: each is held once."""
_RECENT = 512
"""Forms whose rows are kept decoded: those of one department are asked for more than once."""
_YEARS = 2
"""Files that are kept in memory."""


def as_printed(operator_cell: str | None, value: str, unit_cell: str | None) -> str:
    """A value as printed, with its operator and unit cells where it has any.

    >>> as_printed("≥", "95", "%"), as_printed(None, "≥3公里", "")
    ('≥ 95 %', '≥3公里')
    """
    return " ".join(filter(None, (operator_cell, value, unit_cell)))


class Row(NamedTuple):
    """An indicator with what is compared of it; the names are those of the table's columns."""

    indicator_id: str
    form_id: str
    horizon: str
    scope_text: str | None
    level1: str | None
    level2: str | None
    name: str
    value_raw: str
    operator_cell_raw: str | None
    unit_cell_raw: str | None
    direction_cell_raw: str | None
    kind: str
    operator: str | None
    operator_implied: str | None
    value: float | None
    value_upper: float | None
    unit: str | None
    per: list[str]
    period_end: Any
    actual_raw: str | None
    score: float | None
    weight: float | None
    place: str | None

    @property
    def text(self) -> str:
        """The value as printed: as_printed."""
        return as_printed(self.operator_cell_raw, self.value_raw, self.unit_cell_raw)


class Form(NamedTuple):
    """A form of the dataset, without its texts."""

    form_id: str
    document_id: str
    fiscal_year: int | None
    form_no: int
    kind: str
    stage: str
    department_name: str | None
    supervisor_code: str | None
    supervisor_name: str | None
    implementing_unit: str | None
    project_name: str | None
    project_code: str | None
    page_first: int | None

    @property
    def place(self) -> str | None:
        """Where the form stands, in words."""
        return None if self.page_first is None else f"p. {self.page_first}"


class Document(NamedTuple):
    """A document of the dataset: where it lies, who published it, whether it was read in full."""

    document_id: str
    path: str
    publisher: str | None
    status: str


class RowsByForm:
    """The rows of a table by form, decoded when they are asked for; `shape` names the columns.

    A file, a year, is read when a form of it is asked for; two of them are kept, since years are
    looked at in pairs.
    """

    def __init__(self, release: Release, table: str, shape: type[Any]) -> None:
        self._release = release
        self._shape = shape
        self._files = release.files_of(table)
        self._at: dict[str, list[tuple[int, int, int]]] = {}
        self._open: dict[int, list[_Column]] = {}
        self._recent: dict[str, list[Any]] = {}
        for number, file in enumerate(self._files):
            self._note(number, release.read(file, ["form_id"]).column("form_id"))

    def _note(self, file: int, forms: Any) -> None:
        """Where the rows of each form lie: they stand together."""
        encoded = forms.combine_chunks().dictionary_encode()
        names = encoded.dictionary.to_pylist()
        start = 0
        for form, rows in groupby(encoded.indices.to_pylist()):
            count = sum(1 for _ in rows)
            self._at.setdefault(names[form], []).append((file, start, count))
            start += count

    def of(self, form_id: str) -> list[Any]:
        """The rows of a form, as published."""
        if form_id in self._recent:
            return self._recent[form_id]
        found: list[Any] = []
        for file, start, count in self._at.get(form_id, ()):
            columns = (column.values(start, count) for column in self._columns(file))
            found += map(self._shape._make, zip(*columns, strict=True))
        if len(self._recent) >= _RECENT:
            self._recent.clear()
        self._recent[form_id] = found
        return found

    def _columns(self, number: int) -> list[_Column]:
        if number not in self._open:
            while len(self._open) >= _YEARS:
                del self._open[next(iter(self._open))]
            part = self._release.read(self._files[number], list(self._shape._fields))
            self._open[number] = [
                _Column.of(part.column(name), repeated=name in _REPEATED)
                for name in self._shape._fields
            ]
        return self._open[number]


class _Column(NamedTuple):
    """A column of a file; where its texts repeat, each once and their numbers in rows."""

    data: Any
    texts: list[Any] | None = None

    @classmethod
    def of(cls, column: Any, *, repeated: bool) -> _Column:
        whole = column.combine_chunks()
        if not repeated:
            return cls(whole)
        encoded = whole.dictionary_encode()
        texts = encoded.dictionary.to_pylist()
        return cls(encoded.indices.fill_null(len(texts)), [*texts, None])

    def values(self, start: int, count: int) -> list[Any]:
        """The values of rows that stand together."""
        found: list[Any] = self.data.slice(start, count).to_pylist()
        texts = self.texts
        return found if texts is None else [texts[number] for number in found]


def forms_of(release: Release, documents: Mapping[str, Document]) -> list[Form]:
    """Every form, by year, path and number."""
    found = _tuples(release, "forms", Form)
    return sorted(
        found,
        key=lambda form: (form.fiscal_year or 0, documents[form.document_id].path, form.form_no),
    )


def documents_of(release: Release) -> dict[str, Document]:
    """Every document by its id."""
    return {each.document_id: each for each in _tuples(release, "documents", Document)}


@dataclass(frozen=True, slots=True)
class Money:
    """The total of each form that prints one."""

    totals: Mapping[str, Decimal]

    @classmethod
    def of(cls, release: Release) -> Money:
        """年度资金总额 of projects, 支出预算合计 of departments; two that differ are none."""
        given: dict[str, set[Decimal]] = defaultdict(set)
        wanted = ("form_id", "item", "horizon", "amount")
        for file in release.files_of("funding"):
            part = release.read(file, wanted)
            for form_id, item, horizon, amount in zip(
                *(part.column(name).to_pylist() for name in wanted), strict=True
            ):
                is_total = item in {"total", "expenditure_total"} and horizon == "annual"
                if is_total and amount is not None:
                    given[form_id].add(amount)
        return cls({form: next(iter(each)) for form, each in given.items() if len(each) == 1})

    def total(self, forms: Iterable[Form]) -> Decimal | None:
        """What forms come to together; None where one of them prints no total."""
        amounts = [self.totals.get(form.form_id) for form in forms]
        known = [each for each in amounts if each is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


def _tuples(release: Release, table: str, shape: type[Any]) -> Iterator[Any]:
    for file in release.files_of(table):
        part = release.read(file, list(shape._fields))
        columns = (
            _Column.of(part.column(name), repeated=name in _SHARED).values(0, part.num_rows)
            for name in shape._fields
        )
        yield from map(shape._make, zip(*columns, strict=True))
