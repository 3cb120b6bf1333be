"""The figures of a dataset as pictures, and the rows behind every one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from insight.panel import panel
from insight.quality.measure import Quality
from insight.quality.rules import QUALITY_RULES
from look.code_names import in_both
from look.site.charts import Bar, can_draw, chart
from look.site.departments import Departments
from look.site.functions import Functions
from look.site.packing import Packer
from look.site.shards import RowShards, YearShards
from normalize.records.panel import Change
from normalize.values.closed_sets import DOUBT
from publish.tables.release import Release

_MOST = 12
"""Bars of a chart that could have any number: the largest."""
_LEVELS = ("cost", "output", "effect", "satisfaction")


def write_figures(site: Path, release: Release, packer: Packer) -> dict[str, Any]:
    """Write lists, departments and what the overview shows of them; what `run` holds of it.

    Raises ReleaseError.
    """
    quality, rows = Quality(release), RowShards(site)
    departments = Departments(site, release, packer)
    for row in quality.rows():
        number = departments.number(row.department_name or "")
        rows.add(row, number)
    years, changes = YearShards(site), _Changes()
    for moved in panel(release):
        if moved.subject == "target":
            name = moved.department_name or moved.department_before or ""
            number = departments.number(name.split(" + ")[0])
            years.add(moved, number)
            changes.add(moved.fiscal_year, number, moved.change or "")
    shares = _shares(quality)
    functions = Functions(release)
    functions.write(site)
    departments.write(shares[1], changes.of_department)
    charts = [
        _typed(shares[0]),
        _doubts(release),
        departments.chart(),
        functions.chart(),
        _levels(shares[0]),
        changes.chart(),
    ]
    return {
        "charts": [each for each in charts if each["rows"]],
        "drawn": can_draw(),
        "years": sorted(str(year) for year in shares[0]),
        "quality": {str(year): figures for year, figures in shares[0].items()},
        "rules": [
            {
                "id": rule.id.value,
                "title": [rule.title, rule.title_zh],
                "says": [rule.says, rule.says_zh],
                "source": list(in_both(rule.source.value)),
            }
            for rule in QUALITY_RULES
        ],
        "shards": {"rows": rows.close(), "years": years.close()},
    }


_Shares = dict[int, dict[str, tuple[int, int]]]


def _shares(quality: Quality) -> tuple[_Shares, dict[str, _Shares]]:
    """Counted and looked at by rule: of each year, and of each department and year."""
    whole: _Shares = {}
    parts: dict[str, _Shares] = defaultdict(dict)
    for each in quality.figures():
        if each.fiscal_year is None:
            continue
        place = whole if each.department_name is None else parts[each.department_name]
        place.setdefault(each.fiscal_year, {})[each.rule] = (each.counted, each.of)
    return whole, parts


class _Changes:
    """Targets by what became of them, of each year, and of each department and year."""

    def __init__(self) -> None:
        self.of_year: dict[int, Counter[str]] = defaultdict(Counter)
        self.of_department: dict[int, dict[int, Counter[str]]] = defaultdict(
            lambda: defaultdict(Counter)
        )

    def add(self, year: int, department: int, change: str) -> None:
        self.of_year[year][change] += 1
        self.of_department[department][year][change] += 1

    def chart(self) -> dict[str, Any]:
        """Years beside each other: what became of the targets of the year before."""
        return chart(
            "chart_years",
            [
                Bar(
                    label=f"§{change.value}§",
                    series=str(year),
                    value=counts[change.value],
                    text=f"{counts[change.value]:,}",
                    href=f"#/years?year={year}&change={change.value}",
                )
                for change in Change
                for year, counts in sorted(self.of_year.items())[-3:]
                if any(of_year[change.value] for of_year in self.of_year.values())
            ],
        )


def _typed(shares: _Shares) -> dict[str, Any]:
    """The share of targets that are read as number, date or rhythm, by year."""
    bars = []
    for year, figures in sorted(shares.items()):
        counted, of = figures["measurable"]
        if of:
            text = f"{counted / of:.1%} ({counted:,} / {of:,})"
            href = f"#/rows?rule=measurable&year={year}"
            bars.append(Bar(label=str(year), value=counted / of, text=text, href=href))
    return chart("chart_typed", bars)


def _levels(shares: _Shares) -> dict[str, Any]:
    bars = []
    for level in _LEVELS:
        for year, figures in sorted(shares.items())[-3:]:
            counted, of = figures[level]
            if of:
                href = f"#/rows?rule={level}&year={year}"
                text = f"{counted / of:.0%} ({counted:,})"
                label = f"§level_{level}§"
                bars.append(
                    Bar(label=label, series=str(year), value=counted / of, text=text, href=href)
                )
    return chart("chart_levels", bars)


def _doubts(release: Release) -> dict[str, Any]:
    """Indicators by the doubt that stands at them; a bar leads to them."""
    counts: Counter[str] = Counter()
    for flags in _column(release, "indicators", "flags"):
        counts.update(flags)
    doubts = {flag.value for flag in DOUBT}
    found = [(name, n) for name, n in counts.most_common() if name in doubts][:_MOST]
    return chart(
        "chart_doubts",
        [
            Bar(label=f"§{name}§", value=n, text=f"{n:,}", href=f"#/behind?of=flag.{name}")
            for name, n in found
        ],
    )


def _column(release: Release, table: str, name: str) -> Iterator[Any]:
    for file in release.files_of(table):
        yield from release.read(file, [name]).column(name).to_pylist()
