"""Written forms and their reading: the project's own list, and the shared one where it is at hand.

`cases/forms.jsonl` was written form by form for every section of docs/values.md and reviewed by
eye; `expect` lists every typed field that is not null, `flags` all that are more than cosmetic.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from normalize import Target, normalize_value
from normalize.values.closed_sets import COSMETIC

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / ".." / "shared"
OWN = [
    json.loads(line) for line in (HERE / "cases" / "forms.jsonl").read_text("utf-8").splitlines()
]
PLAIN = (
    "kind", "operator", "operator_source", "operator_implied", "number", "number_upper", "unit",
    "unit_source", "value_base", "period_type", "period_start", "period_end", "period_freq",
    "period_source", "qual_scale", "qual_direction", "qual_degree", "residual_text", "confidence",
)  # fmt: skip


def read(case: dict[str, Any]) -> Target:
    return normalize_value(
        case["value"],
        name=case.get("name"),
        operator_cell=case.get("operator_cell"),
        unit_cell=case.get("unit_cell"),
        fiscal_year=case["fiscal_year"],
    )


@pytest.mark.parametrize("case", OWN, ids=lambda case: f"{case['group']}-{case['value']!r}")
def test_a_written_form_has_its_reading(case: dict[str, Any]) -> None:
    target, expect = read(case), case["expect"]
    found: dict[str, Any] = {
        key: str(value) for key in PLAIN if (value := getattr(target, key)) is not None
    }
    if target.per:
        found["per"] = list(target.per)
    if target.scale not in {None, 1}:
        found["scale"] = target.scale
    if target.lower_inclusive is not None:
        found["bounds"] = [target.lower_inclusive, target.upper_inclusive]
    if target.parts:
        found["parts"] = len(target.parts)
    flags = [str(flag) for flag in target.flags if flag not in COSMETIC]
    if flags:
        found["flags"] = flags
    assert found == expect


def agrees(key: str, wanted: Any, target: Target) -> bool:
    if key == "n_parts":
        return len(target.parts) == wanted
    if key == "flags":
        return set(wanted) <= set(target.flags)
    value = getattr(target, key)
    if value is None or wanted is None:
        return value is wanted
    if key.startswith("value_base"):
        return Decimal(wanted) == value
    if key == "per":
        return list(value) == wanted
    return str(value) == str(wanted)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared cases lie beside the repository only")
def test_every_shared_case_is_read_as_expected() -> None:
    lines = (SHARED / "cases" / "values.jsonl").read_text("utf-8").splitlines()
    wrong = [
        (case["id"], key, wanted)
        for case in map(json.loads, lines)
        for key, wanted in case["expect"].items()
        if not agrees(key, wanted, read(case))
    ]
    assert wrong == []


@pytest.mark.skipif(not SHARED.exists(), reason="the real rows lie beside the repository only")
def test_real_rows_are_read_as_a_person_read_them() -> None:
    document = json.loads((SHARED / "real" / "swu-2024-budget.expected.json").read_text("utf-8"))
    wrong = []
    for row in (row for form in document["forms"] for row in form["indicators"]):
        target = normalize_value(row["value_raw"], name=row["name"], fiscal_year=2024)
        for key in ("kind", "operator", "number", "number_upper", "scale", "unit", "value_base"):
            value = getattr(target, key)
            accepted = [row.get(key), *row.get("accept", {}).get(key, [])]
            if (None if value is None else str(value)) not in map(_text, accepted):
                wrong.append((row["value_raw"], key, value))
    assert wrong == []


def _text(value: object) -> str | None:
    return None if value is None else str(value)
