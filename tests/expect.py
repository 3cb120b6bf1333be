"""What a case folder holds of a file, and the command that writes it for review.

`python -m tests.expect tests/cases/<slug>` reads the folder's `source.*` and writes
`expected.json`: to be read against the source, line by line, before it is committed.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline import read_here
from publish.json_values import plain

DOCUMENT = ("format", "encoding", "title", "fiscal_year", "status", "reason", "rows_seen")
LEDGER = ("rows_emitted", "rows_ignored", "rows_failed")
FORM = (
    *("kind", "stage", "layout", "title", "fiscal_year", "department_name", "project_name"),
    *("supervisor_code", "supervisor_name", "implementing_unit", "goal", "goal_long_term"),
    *("department_source", "project_code", "project_category", "project_start", "project_end"),
    *("goal_achieved", "facts", "page_first", "page_last"),
)
FUNDING = ("item", "horizon", "label_text", "amount_text", "unit_text", "amount")
INDICATOR = (
    *("horizon", "level1_text", "level2_text", "name", "level1", "level2", "scope_text"),
    *("value_raw", "operator_cell_raw", "unit_cell_raw", "type_cell_raw", "direction_cell_raw"),
    *("weight", "actual_raw", "score", "kind", "operator", "number", "number_upper"),
    *("scale", "unit", "per", "value_base", "period_type", "period_start", "period_end"),
    *("period_freq", "qual_scale", "qual_direction", "qual_degree", "residual_text"),
    *("flags", "confidence", "page", "description_text", "standard_text", "note_text"),
    *("deviation_text", "prior_raw", "expected_raw", "cells"),
)
ISSUE = ("code", "text", "page")


def source_of(case: Path) -> Path:
    """The one source file of a case folder."""
    [source] = case.glob("source.*")
    return source


def holds(case: Path) -> dict[str, Any]:
    """What the source of a case is read as, empty fields left out."""
    source = source_of(case)
    records = plain(asdict(read_here(source)))
    return {
        "document": _chosen(records["document"], (*DOCUMENT, *LEDGER)),
        "forms": [
            _chosen(_placeless(form), FORM)
            | {
                "funding": [
                    _chosen(line, FUNDING)
                    for line in records["funding"]
                    if line["form_id"] == form["form_id"]
                ],
                "indicators": [
                    _chosen(row, INDICATOR)
                    for row in records["indicators"]
                    if row["form_id"] == form["form_id"]
                ],
            }
            for form in records["forms"]
        ],
        "issues": [_chosen(issue, ISSUE) for issue in records["issues"]],
    }


def _placeless(form: dict[str, Any]) -> dict[str, Any]:
    """A form whose facts do not tell where they stand: that is the format's."""
    facts = [_chosen(fact, ("role", "label_text", "text")) for fact in form["facts"]]
    return form | {"facts": facts}


def _chosen(record: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: record[name] for name in names if record[name] not in (None, [])}


def written(value: Any, indent: str = "") -> str:
    """JSON with a record a line: what holds no records, or records only once, is not broken up."""
    deeper = indent + " "
    if isinstance(value, dict) and any(map(_records, value.values())):
        inside = [f"{_line(name)}: {written(each, deeper)}" for name, each in value.items()]
        return "{\n" + ",\n".join(deeper + each for each in inside) + f"\n{indent}}}"
    if _records(value):
        return "[\n" + ",\n".join(deeper + written(each, deeper) for each in value) + f"\n{indent}]"
    return _line(value)


def _records(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    for folder in map(Path, sys.argv[1:]):
        (folder / "expected.json").write_text(written(holds(folder)) + "\n", encoding="utf-8")
