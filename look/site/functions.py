"""Money by function: what the budgets' tables of expenditure print for each class (类)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from insight.reading import Document, documents_of
from look.site.charts import Bar, chart
from look.site.files import write_data
from look.site.money_text import in_words
from publish.tables.release import Release

_MOST = 12


class _Line(NamedTuple):
    """An amount of a budget table; the names are those of the columns of `budget_lines`."""

    table_id: str
    document_id: str
    fiscal_year: int | None
    function_code: str | None
    code_name: str | None
    row_label_text: str
    code_level: str | None
    is_total: bool
    measure: str
    phase: str | None
    amount: Decimal | None
    amount_text: str
    unit_text: str | None
    place: str | None


class Functions:
    """The lines of the class level, of tables of expenditure, of budgets and not of accounts.

    A table whose classes come to more than its total counts some money twice, whole and by unit; it
    stays out, and so does a table that another document prints alike.
    """

    def __init__(self, release: Release) -> None:
        departments = _tables(release)
        documents = documents_of(release)
        self.lines: list[dict[str, Any]] = []
        self.sums: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
        self.names: dict[str, str] = {}
        known: set[tuple[object, ...]] = set()
        for table_id, lines in _by_table(release, departments).items():
            classes = [line for line in lines if line.code_level == "class"]
            department = departments[table_id]
            print_of_it = (department, *((each.function_code, each.amount) for each in classes))
            if classes and _adds_up(lines, classes) and print_of_it not in known:
                known.add(print_of_it)
                for line in classes:
                    self._add(line, department, documents)

    def _add(self, line: _Line, department: str | None, documents: Mapping[str, Document]) -> None:
        year, code, amount = line.fiscal_year, line.function_code, line.amount
        if year is None or code is None or amount is None:
            return
        self.names.setdefault(code, line.code_name or line.row_label_text)
        self.sums[year, code] += amount
        number = int(line.table_id.rpartition("-t")[2])
        self.lines.append(
            {
                "code": code,
                "year": year,
                "label": line.row_label_text,
                "text": " ".join(filter(None, (line.amount_text, line.unit_text))),
                "department": department,
                "path": documents[line.document_id].path,
                "place": line.place,
                "href": f"#/d/{line.document_id}/b{number}",
            }
        )

    def write(self, site: Path) -> None:
        """Write the lines behind the chart."""
        write_data(site, "figure-lines", self.lines)

    def chart(self) -> dict[str, Any]:
        """The classes of the latest year, the largest first."""
        latest = max((year for year, _ in self.sums), default=None)
        sums = sorted(
            ((code, amount) for (year, code), amount in self.sums.items() if year == latest),
            key=lambda each: -each[1],
        )
        return chart(
            "chart_functions",
            [
                Bar(
                    label=f"{code} {self.names[code]}",
                    value=float(amount),
                    text=in_words(amount),
                    href=f"#/lines?year={latest}&code={code}",
                )
                for code, amount in sums[:_MOST]
            ],
        )


def _by_table(release: Release, departments: Mapping[str, str | None]) -> dict[str, list[_Line]]:
    """Totals and classes of each table of expenditure."""
    found: dict[str, list[_Line]] = defaultdict(list)
    for line in _lines(release):
        wanted = line.is_total or line.code_level == "class"
        planned = line.measure == "total" and line.phase != "final"
        if line.table_id in departments and wanted and planned and line.amount is not None:
            found[line.table_id].append(line)
    return found


def _lines(release: Release) -> Iterator[_Line]:
    for file in release.files_of("budget_lines"):
        part = release.read(file, _Line._fields)
        columns = (part.column(name).to_pylist() for name in _Line._fields)
        yield from map(_Line._make, zip(*columns, strict=True))


def _adds_up(lines: Sequence[_Line], classes: Sequence[_Line]) -> bool:
    """Whether the classes come to no more than the total, where one is printed."""
    totals = [line.amount for line in lines if line.is_total and line.amount is not None]
    added = sum((line.amount or Decimal(0) for line in classes), Decimal(0))
    return not totals or added <= max(totals) + Decimal(100) * len(classes)


def _tables(release: Release) -> dict[str, str | None]:
    """Tables of expenditure → their department as printed."""
    wanted = ("table_id", "kind", "department_name")
    found: dict[str, str | None] = {}
    for file in release.files_of("budget_tables"):
        part = release.read(file, wanted)
        columns = (part.column(each).to_pylist() for each in wanted)
        rows = zip(*columns, strict=True)
        found |= {table_id: name for table_id, kind, name in rows if kind == "expenditure"}
    return found
