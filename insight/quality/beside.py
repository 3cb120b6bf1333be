"""What rules find beside a target: the row that says the same, the money that it stands above."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from hashlib import blake2b

from insight.bodies import Key
from insight.quality.model import Target
from insight.reading import Document, Form
from normalize.records import Beside
from normalize.records.quality import QualityRule
from publish.tables.release import Release
from reconcile.words import fold

_WITHIN, _BETWEEN = 8, 12
"""Characters of name and value from which two of them are alike by more than chance."""
_CAPS = frozenset({"total_cost", "partial_cost"})


def mark(*said: object) -> int:
    """Sixty-four bits of what is compared: texts of half a million rows would not fit."""
    text = "\0".join(map(str, said)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(text, digest_size=8).digest())


class Copies:
    """The rows that say what another says: in the department, in the year, in the year before.

    A row that repeats one is marked, and so is the one that it repeats: neither is the source.
    Years come one after the other; of a year before, only what last year's forms say is kept.
    """

    def __init__(self) -> None:
        self._ids: list[str] = []
        """The rows of the year by number, and those of the year before."""
        self._ids_before: list[str] = []
        self._owners = array("q")
        """Of each row taken note of: its department, as sixty-four bits."""
        self._first: dict[int, int] = {}
        """What is said → the first row that says it."""
        self._second: dict[int, int] = {}
        """What is said → the first row of another form, or of another department."""
        self._year: int | None = None
        self._by_form: dict[int, int] = {}
        self._before: dict[int, int] = {}

    def begin(self, year: int) -> None:
        """Begin a year: what stood in forms of the year before is what was begun last."""
        follows = self._year is not None and year == self._year + 1
        self._before, self._ids_before = (self._by_form, self._ids) if follows else ({}, [])
        self._ids, self._owners = [], array("q")
        self._year = year
        self._first, self._second, self._by_form = {}, {}, {}

    def note(self, key: Key, form: Form, row: Target) -> None:
        """Take note of a row of the year."""
        number, owner = len(self._ids), mark(*key) - (1 << 63)
        self._ids.append(row.indicator_id)
        self._owners.append(owner)
        for between, at in _marks(owner, row):
            first = self._first.setdefault(at, number)
            if self._is_other(first, number, between=between):
                self._second.setdefault(at, number)
        self._by_form.setdefault(mark("y", owner, *_subject(form), *_said(row)), number)

    def of(self, key: Key, form: Form, row: Target) -> Iterator[tuple[QualityRule, str]]:
        """The rules by which a row of the year is a copy, and the row that says the same."""
        owner = mark(*key) - (1 << 63)
        for between, at in _marks(owner, row):
            second = self._second.get(at)
            if second is not None:
                first = self._first[at]
                own = self._owners[first] == owner if between else _same_form(self._ids[first], row)
                rule = QualityRule.COPIED_BETWEEN if between else QualityRule.COPIED_WITHIN
                yield rule, self._ids[second if own else first]
        before = self._before.get(mark("y", owner, *_subject(form), *_said(row)))
        if before is not None:
            yield QualityRule.COPIED_LAST_YEAR, self._ids_before[before]

    def _is_other(self, one: int, other: int, *, between: bool) -> bool:
        if between:
            return self._owners[one] != self._owners[other]
        return _form_of(self._ids[one]) != _form_of(self._ids[other])


def _marks(owner: int, row: Target) -> Iterator[tuple[bool, int]]:
    """What a row says in its department, and in its year; short texts are alike by chance."""
    said = _said(row)
    size = len(said[0]) + len(said[1])
    if size >= _WITHIN:
        yield False, mark("w", owner, *said)
    if size >= _BETWEEN:
        yield True, mark("b", *said)


def _form_of(indicator_id: str) -> str:
    return indicator_id.rpartition("-")[0]


def _same_form(indicator_id: str, row: Target) -> bool:
    return _form_of(indicator_id) == row.form_id


def _said(row: Target) -> tuple[str, str, str]:
    return fold(row.name), fold(row.text), row.horizon


def _subject(form: Form) -> tuple[str, str, str]:
    return form.kind, form.stage, fold(form.project_name)


def caps_above_money(release: Release, documents: Mapping[str, Document]) -> dict[str, Beside]:
    """Cost targets that a check found above the money: indicator → the money line, as printed."""
    wanted = ("indicator_id", "document_id", "rule", "verdict", "left", "right", "right_text")
    found: dict[str, Beside] = {}
    for file in release.files_of("checks"):
        part = release.read(file, wanted)
        for indicator, document, rule, verdict, left, right, text in zip(
            *(part.column(name).to_pylist() for name in wanted), strict=True
        ):
            above = left is not None and right is not None and left > right
            if indicator and rule in _CAPS and verdict == "fails" and above:
                found[indicator] = Beside(
                    rule=QualityRule.CAP_ABOVE_MONEY.value,
                    text=text,
                    path=documents[document].path,
                    place=None,
                    indicator_id=None,
                )
    return found
