"""Money by function: what the budgets' tables of expenditure print for each class (类)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from insight.reading import documents_of
from look.site.charts import Bar, chart
from look.site.files import write_data
from look.site.money_text import in_words
from publish.tables.release import Release

_WANTED = (
    *("table_id", "document_id", "fiscal_year", "function_code", "code_name", "row_label_text"),
    *("code_level", "is_total", "measure", "phase", "amount", "amount_text", "unit_text", "place"),
)
_MOST = 12


class Functions:
    """The lines of the class level, of tables of expenditure, of budgets and not of accounts."""

    def __init__(self, release: Release) -> None:
        tables = _tables(release)
        documents = documents_of(release)
        self.lines: list[dict[str, Any]] = []
        self.sums: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
        self.names: dict[str, str] = {}
        for file in release.files_of("budget_lines"):
            part = release.read(file, _WANTED)
            columns = (part.column(name).to_pylist() for name in _WANTED)
            for values in zip(*columns, strict=True):
                line = dict(zip(_WANTED, values, strict=True))
                table = tables.get(line["table_id"])
                if table is None or not _counts(line):
                    continue
                code = line["function_code"]
                self.names.setdefault(code, line["code_name"] or line["row_label_text"])
                self.sums[line["fiscal_year"], code] += line["amount"]
                number = int(line["table_id"].rpartition("-")[2].lstrip("t"))
                self.lines.append(
                    {
                        "code": code,
                        "year": line["fiscal_year"],
                        "label": line["row_label_text"],
                        "text": " ".join(filter(None, (line["amount_text"], line["unit_text"]))),
                        "department": table,
                        "path": documents[line["document_id"]].path,
                        "place": line["place"],
                        "href": f"#/d/{line['document_id']}/b{number}",
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


def _counts(line: dict[str, Any]) -> bool:
    known = line["fiscal_year"] is not None and line["amount"] is not None
    is_class = line["code_level"] == "class" and line["function_code"] is not None
    return (
        known
        and is_class
        and line["measure"] == "total"
        and line["phase"] != "final"
        and not line["is_total"]
    )


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
