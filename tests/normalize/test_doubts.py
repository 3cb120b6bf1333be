"""Shapes that are no safe reading: no number is made up, and none goes with `high`."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize import normalize_value

REFUSED = [
    "1..5", "≥⒈5", "⒈5", "≥①5", "1万2", "1万2元", "1万20", "1.5万2", "3千5", "3万零5百元", "1E+05",
    "1.5E+05元", "1e5", "10^4", "10^4吨", "3×10^4吨", "10³", "31/12", "31/12/2024", "--5", "≥--5",
    "1,23,456元", "1.5.万元", "5..", "1...5", "1½", "1又1/2", "95'5%", "95·5%", "1_000",
    "3元2角5分", "1年6个月", "2小时30分钟", "3:7:5", "100’000元", "⑩", "≥⒉", "一万二", "二百五",
]  # fmt: skip
NO_DATE = [
    "2024年13月", "≥2024年13月", "13月底前", "14月底", "0月", "2024年0月", "12月32日前", "32日前",
    "2024年13月底前", "2024-13", "2024-2023年", "12:30前", "8:00-18:00", "12:30", "8:00",
]  # fmt: skip
DOUBTED = [
    "95.%", ".5%", "≥.5%", "100%%", "≥≤5", "3-", "5~", "/5", "5/", "≥5≤", "≥5≥", "100%元",
    "100%‰", "5-%", "05", "3万元半", "100/人", "13月", "2024.13", "95%.5", "2024年2月30日前",
]  # fmt: skip
UNSURE = ["1.2.3", "£100元", "100$", "3+2", "2×5", "100+", "#5", "5-10-15", "5<6", "5元5角"]


@pytest.mark.parametrize("value", REFUSED)
def test_a_shape_without_a_safe_reading_gives_no_number(value: str) -> None:
    target = normalize_value(value, fiscal_year=2024)
    assert target.number is None
    assert target.confidence != "high"
    if "/" not in value or value.count("/") > 1:
        assert target.confidence == "low"
    digits = re.findall(r"\d", target.value_text)
    assert all(digit in (target.residual_text or "") for digit in digits)


@pytest.mark.parametrize("value", NO_DATE)
def test_no_day_of_the_calendar_is_neither_a_length_nor_a_period(value: str) -> None:
    target = normalize_value(value, fiscal_year=2024)
    assert (target.number, target.period_type, target.period_end) == (None, None, None)
    assert target.confidence == "low"
    assert "period_ambiguous" in target.flags


@pytest.mark.parametrize("value", DOUBTED)
def test_a_doubtful_shape_is_low(value: str) -> None:
    assert normalize_value(value, fiscal_year=2024).confidence == "low"


@pytest.mark.parametrize("value", UNSURE)
def test_digits_and_signs_left_over_are_never_high(value: str) -> None:
    assert normalize_value(value, fiscal_year=2024).confidence != "high"


@pytest.mark.parametrize(
    ("value", "number", "unit"),
    [
        ("1年半", "1.5", "年"),
        ("一年半", "1.5", "年"),
        ("1个半月", "1.5", "个月"),
        ("2小时半以内", "2.5", "小时"),
        ("$100", "100", "美元"),
        ("US$100", "100", "美元"),
        ("€100", "100", "欧元"),
        ("￥100", "100", "元"),
        ("（100）人", "100", "人"),
        ("≥（100）人", "100", "人"),
        ("(≥100)人", "100", "人"),
        ("1万2000", "12000", None),
        ("1万2千", "12000", None),
        ("两千零五十", "2050", None),
        ("〇", "0", None),
        ("-5%", "-5", "%"),
    ],
)
def test_neighbours_that_are_sure_are_read(value: str, number: str, unit: str | None) -> None:
    target = normalize_value(value, fiscal_year=2024)
    assert (target.number, target.unit) == (number, unit)
    assert target.confidence != "low"


def test_a_full_stop_inside_a_number_in_brackets_is_a_doubt_and_no_error() -> None:
    target = normalize_value("目标(80。90)人", fiscal_year=2024)
    assert (target.number, "ambiguous_separator" in target.flags) == (None, True)


@pytest.mark.parametrize("value", ["50余", "≥10多", "30来", "5余。"])
def test_a_number_that_ends_with_its_hedge_is_an_approximate_number(value: str) -> None:
    target = normalize_value(value, fiscal_year=2024)
    assert target.number == "".join(char for char in value if char.isdigit())
    assert "approximate" in target.flags


def test_a_dotted_month_is_a_month_unless_its_row_asks_for_an_amount() -> None:
    bare = normalize_value("2024.12", fiscal_year=2024)
    assert (bare.kind, str(bare.period_end), bare.confidence) == ("schedule", "2024-12-31", "low")
    dated = normalize_value("2024.12", name="完成时间", fiscal_year=2024)
    assert (dated.kind, dated.confidence) == ("schedule", "high")
    amount = normalize_value("2024.12", name="项目成本(万元)", fiscal_year=2024)
    assert (amount.number, amount.unit) == ("2024.12", "元")


def test_a_sign_alone_between_two_bounds_is_no_subject() -> None:
    target = normalize_value("0≥‰≥0", fiscal_year=2024)
    assert (target.residual_text, target.confidence) == ("‰", "low")


PIECES = st.sampled_from(
    [*"0123456789.,-~/:^≥≤=%‰$€万千百元人年月日半零()+*_'…½²⒈⑤", "E+", "..", "10"]
)


@settings(max_examples=3000, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=8).map("".join))
def test_nothing_left_over_goes_with_high(value: str) -> None:
    target = normalize_value(value, fiscal_year=2024)
    if target.confidence == "high":
        assert not re.search(r"[\d≥≤<>=≠%‰$€£¥℃.]", target.residual_text or "")
