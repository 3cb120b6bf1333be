"""The truth: what the invented county 禾溪县 publishes, from which every sample is written.

Writers (samples/writers) dress it as text, pages or web pages; tests hold what is read against it.
Expected results never come from anywhere else.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

COUNTY = "禾溪县"
_FOLDER = Path(__file__).parent / "county"
_MONEY = (
    "income_total",
    "income_fiscal_appropriation",
    "income_other",
    "expenditure_total",
    "expenditure_basic",
    "expenditure_project",
)
_PROJECT_MONEY = ("total", "fiscal_appropriation", "other", "carry_over")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One indicator: as printed, and how its value must be read (`Expectation.parse`)."""

    level1: str
    level2: str
    name: str
    value: str
    reading: str
    weight: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a value must be read as; None where the truth does not say."""

    kind: str
    operator: str | None = None
    implied: str | None = None
    number: str | None = None
    upper: str | None = None
    unit: str | None = None
    per: tuple[str, ...] = ()
    period_type: str | None = None
    start: str | None = None
    end: str | None = None
    freq: str | None = None
    words: tuple[str, ...] = ()

    @classmethod
    def parse(cls, reading: str) -> Expectation:
        """Read the truth's short notation.

        >>> Expectation.parse(">= 200000 元/村/年").per
        ('村', '年')
        >>> Expectation.parse("deadline <= 2024-12-31").end
        '2024-12-31'
        >>> Expectation.parse("between 85 90 %").upper
        '90'
        """
        first, *rest = reading.split()
        if first == "words":
            return cls(kind="qualitative", words=tuple(rest))
        if first == "deadline":
            return cls(kind="deadline", operator=rest[0], period_type="deadline", end=rest[1])
        if first == "schedule":
            return cls._schedule(rest)
        if first == "between":
            unit, per = _unit(rest[2])
            return cls(
                kind="quantitative",
                operator=first,
                number=rest[0],
                upper=rest[1],
                unit=unit,
                per=per,
            )
        operator = first if first in _OPERATORS else None
        number, unit_text, *words = rest if operator else (first, *rest)
        implied = words[words.index("implied") + 1] if "implied" in words else None
        unit, per = _unit(unit_text)
        return cls(
            kind="quantitative",
            operator=operator,
            implied=implied,
            number=number,
            unit=unit,
            per=per,
            words=tuple(word for word in words if word in _DIRECTIONS),
        )

    @classmethod
    def _schedule(cls, rest: list[str]) -> Expectation:
        freq = next((word for word in rest if word.startswith("P")), None)
        days = [word for word in rest if word[0].isdigit()]
        named = [word for word in rest if word != freq and word not in days]
        return cls(
            kind="schedule",
            period_type=named[0] if named else None,
            start=days[0] if days else None,
            end=days[1] if days else None,
            freq=freq,
        )


_OPERATORS = (">=", "<=", ">", "<", "=", "!=")
_DIRECTIONS = ("up", "down", "stable")


def _unit(text: str) -> tuple[str | None, tuple[str, ...]]:
    """`元/村/年` → unit and denominators; `台/套+` is one unit of alternatives; `-` is none."""
    if text == "-":
        return None, ()
    if text.endswith("+"):
        return text[:-1], ()
    unit, *per = text.split("/")
    return unit, tuple(per)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project's form (项目支出绩效目标表); money in 万元 as printed, by item."""

    name: str
    implementing_unit: str
    money: tuple[tuple[str, str], ...]
    goal: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What one department publishes for a year: its own form and its projects' forms."""

    fiscal_year: int
    slug: str
    department: str
    code: str
    money: tuple[tuple[str, str], ...]
    goal: str
    rows: tuple[Row, ...]
    projects: tuple[Project, ...]


@cache
def publications() -> tuple[Publication, ...]:
    """All publications of the county, by year and as the truth lists them."""
    return tuple(
        _publication(year["fiscal_year"], department)
        for year in (
            tomllib.loads(path.read_text("utf-8")) for path in sorted(_FOLDER.glob("20*.toml"))
        )
        for department in year["department"]
    )


def _publication(year: int, entry: dict[str, Any]) -> Publication:
    return Publication(
        fiscal_year=year,
        slug=entry["slug"],
        department=entry["name"],
        code=entry["code"],
        money=tuple((item, entry[item]) for item in _MONEY),
        goal=entry["goal"].strip(),
        rows=_rows(entry["indicators"]),
        projects=tuple(
            Project(
                name=project["name"],
                implementing_unit=project["implementing_unit"],
                money=tuple((item, project[item]) for item in _PROJECT_MONEY),
                goal=project["goal"],
                rows=_rows(project["indicators"]),
            )
            for project in entry["project"]
        ),
    )


def _rows(entries: list[list[str]]) -> tuple[Row, ...]:
    return tuple(
        Row(level1=level1, level2=level2, name=name, value=value, reading=reading)
        for level1, level2, name, value, reading in entries
    )
