"""Values as public bodies write them, each with the reading that was set down before it was read.

`cases/written.jsonl` was made up office by office and kind by kind; `expect` holds only what a rule
of docs/values.md decides: a typed field, `parts` (how many), `flags` (among others), `confidence`
(one of these).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from normalize import Target, normalize_value

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "written.jsonl").read_text("utf-8").splitlines()
]


def agrees(field: str, wanted: Any, target: Target) -> bool:
    """Does the target hold what a case asks of one field?"""
    if field == "flags":
        return set(wanted) <= set(target.flags)
    if field == "confidence":
        return target.confidence in wanted
    if field == "parts":
        return len(target.parts) == wanted
    found = getattr(target, field)
    if field == "per":
        return list(found) == wanted
    return found is None if wanted is None else str(found) == str(wanted)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.get('name')}-{case['value']}")
def test_a_value_is_read_as_it_was_meant(case: dict[str, Any]) -> None:
    cells = {key: case.get(key) for key in ("name", "unit_cell", "operator_cell")}
    target = normalize_value(case["value"], **cells, fiscal_year=2024)
    wrong = {
        field: getattr(target, field)
        for field, wanted in case["expect"].items()
        if not agrees(field, wanted, target)
    }
    assert wrong == {}
