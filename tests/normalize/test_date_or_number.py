"""Where a date and a number are written alike: one decision, whoever asks."""

from __future__ import annotations

import pytest

from normalize import normalize_value

AMBIGUOUS = "period_ambiguous"


@pytest.mark.parametrize(
    ("value", "name", "unit", "kind", "doubted"),
    [
        ("2024.12", "", None, "schedule", True),
        ("2024.12", "完成时间", None, "schedule", False),
        ("2024.12", "项目成本", None, "quantitative", False),
        ("2024.12", "", "万元", "quantitative", False),
        ("2024.13", "", None, "quantitative", True),
        ("2024.13", "项目成本", None, "quantitative", False),
        ("12月", "", None, "schedule", False),
        ("=12月", "", None, "schedule", True),
        ("=12月", "完成时间", None, "schedule", False),
        ("12月", "工期", None, "quantitative", False),
        ("13月", "", None, "quantitative", True),
        ("13月", "工期", None, "quantitative", False),
        ("12", "完成时间", None, "quantitative", True),
        ("12", "完成时间", "月", "quantitative", True),
        ("12", "完成时间", "个", "quantitative", False),
        ("12", "", "月底", "deadline", False),
        ("2024", "完成时间", None, "schedule", True),
        ("2024", "", "年", "schedule", False),
        ("2024", "受益人数", None, "quantitative", False),
        ("12.31", "完成时间", None, "deadline", True),
        ("12.31", "合格率", None, "quantitative", False),
        ("≥6月", "", None, "quantitative", False),
        ("≤6月", "", None, "deadline", False),
        ("12/31", "", None, "quantitative", True),
    ],
)
def test_a_bare_value_is_a_date_or_a_number_by_what_its_row_asks_for(
    value: str, name: str, unit: str | None, kind: str, doubted: bool
) -> None:
    target = normalize_value(value, name=name, unit_cell=unit, fiscal_year=2024)
    assert (target.kind, AMBIGUOUS in target.flags) == (kind, doubted)


@pytest.mark.parametrize("text", ["2024年12月", "2024.12"])
def test_a_month_in_a_name_is_its_period_however_it_is_written(text: str) -> None:
    # The quick way through names with one number took 2024.12 for an amount; values never did.
    target = normalize_value("100%", name=f"道路竣工{text}", fiscal_year=2023)
    assert (target.period_source, str(target.period_end)) == ("name", "2024-12-31")
    assert target.name_limits == ()


@pytest.mark.parametrize("text", ["2024年完成10个", "2024-2025学年完成10个", "5日前完成10个"])
def test_the_digits_of_a_date_are_never_the_number(text: str) -> None:
    assert normalize_value(text, fiscal_year=2024).number == "10"
