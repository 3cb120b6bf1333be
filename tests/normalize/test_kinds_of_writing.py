"""What holds for every value of a kind, over numbers, units and words drawn at random."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from normalize import normalize_value
from normalize.values.numbers.operators import BEFORE, MISTAKEN
from normalize.vocabulary import read

UNITS = read("units")
OCCASIONS = tuple(UNITS["occasions"]["counts"])
MEASURES = tuple(
    row["canonical"]
    for row in UNITS["unit"]
    if row["dimension"] not in {"count", "time", "rank"} and row["canonical"] != "成"
)
BELOW = st.sampled_from(["株", "亩", "人", "公里", "平方米", "人·天", "人/年", "台"])
NUMBERS = st.decimals(min_value=1, max_value=9999, places=2).map(lambda d: format(d, "f"))
COUNTS = st.integers(min_value=2, max_value=99_999).map(str)
SHARES = st.decimals(min_value="0.01", max_value=1, places=2).map(lambda d: format(d, "f"))
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2049, 12, 31))
HAN = dict(zip("一二三四五六七八九", range(1, 10), strict=True))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(MEASURES),
    st.sampled_from(["", "≥", "≤ ", "》 ", "< "]),
)
def test_a_unit_alone_is_a_missing_value(scale: str, unit: str, sign: str) -> None:
    target = normalize_value(f"{sign}{scale}{unit}", name="指标", fiscal_year=2024)
    assert (target.kind, target.number, target.confidence) == ("missing", None, "low")


@settings(max_examples=200, deadline=None)
@given(COUNTS, st.sampled_from(OCCASIONS), st.sampled_from(["", "≥"]))
def test_a_count_of_occasions_is_a_unit_of_its_own(number: str, unit: str, sign: str) -> None:
    target = normalize_value(f"{sign}{number}{unit}次", fiscal_year=2024)
    assert (target.number, target.unit, target.residual_text) == (number, f"{unit}次", None)
    assert target.ucum is not None


@settings(max_examples=200, deadline=None)
@given(NUMBERS, BELOW, st.sampled_from(["", "万"]))
def test_a_unit_in_the_name_stands_above_the_slash(number: str, below: str, scale: str) -> None:
    parted = normalize_value(f"≤{number}{scale}/{below}", name="补助标准（元）")
    joined = normalize_value(f"≤{number}{scale}元/{below}", name="补助标准")
    for field in ("operator", "number", "scale", "unit", "unit_raw", "per", "value_base", "ucum"):
        assert getattr(parted, field) == getattr(joined, field)
    assert normalize_value(f"≤{number}{scale}/{below}").confidence == "low"


@settings(max_examples=200, deadline=None)
@given(NUMBERS, NUMBERS, st.sampled_from(["℃", "毫米", "%", "元", "天"]))
def test_a_tolerance_is_never_sure_and_never_the_number(number: str, by: str, unit: str) -> None:
    assume(float(by) < 1000)  # 1916.01 behind a sign is a month
    for written in (f"{number}±{by}{unit}", f"（{number}±{by}）{unit}"):
        target = normalize_value(written, fiscal_year=2024)
        assert (target.number, target.unit) == (number, unit)
        assert "plus_minus" in target.flags
        assert by in (target.residual_text or "")
        assert target.confidence != "high"


@pytest.mark.parametrize(("numeral", "tenths"), HAN.items())
def test_tenths_are_read_in_the_unit_of_every_share(numeral: str, tenths: int) -> None:
    for written in (f"{numeral}成", f"{tenths}成", f"{numeral}成五"):
        target = normalize_value(written, fiscal_year=2024)
        hundredths = tenths * 10 + (5 if written.endswith("五") else 0)
        assert (target.number, target.unit) == (str(hundredths), "%")
        assert ("fraction" in target.flags, target.confidence) == (True, "medium")


@pytest.mark.parametrize(("mistaken", "meant"), MISTAKEN.items())
def test_a_word_with_a_mistaken_character_is_read_with_a_trace(mistaken: str, meant: str) -> None:
    target = normalize_value(f"{mistaken}95%", fiscal_year=2024)
    assert (target.number, target.operator, target.operator_raw) == ("95", BEFORE[meant], mistaken)
    assert ("operator_typo" in target.flags, target.confidence) == (True, "medium")


@settings(max_examples=200, deadline=None)
@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"]))
def test_a_midnight_behind_a_day_is_no_part_of_it(day: date, dress: str) -> None:
    written = day.strftime(dress)
    for midnight in (" 00:00:00", " 0:00", " 00:00", "T00:00:00"):
        target = normalize_value(written + midnight, name="完成时间", fiscal_year=2024)
        assert (target.kind, target.period_end) == ("deadline", day)
        assert (target.value_text, target.residual_text) == (written, None)
    other = normalize_value(f"{written} 17:30", name="完成时间", fiscal_year=2024)
    assert (other.period_end, other.confidence) == (day, "medium")


@settings(max_examples=200, deadline=None)
@given(DAYS)
def test_the_number_of_a_day_is_never_sure_where_a_date_is_asked_for(day: date) -> None:
    serial = str((day - date(1899, 12, 30)) // timedelta(days=1))
    assert normalize_value(serial, name="完成时间", fiscal_year=2024).confidence == "low"
    assert normalize_value(serial, name="服务人次", fiscal_year=2024).confidence == "high"


@settings(max_examples=200, deadline=None)
@given(SHARES, st.sampled_from(["群众满意度", "验收合格率", "资金到位率", "知晓率"]))
def test_a_share_of_one_under_a_percent_sign_is_never_sure(share: str, name: str) -> None:
    beside = normalize_value(share, name=name, unit_cell="%", fiscal_year=2024)
    inside = normalize_value(f"≥{share}", name=f"{name}（%）", fiscal_year=2024)
    assert (beside.number, beside.confidence) == (share, "low")
    assert (inside.number, inside.confidence) == (share, "low")


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["近", "最近", "过去"]),
    st.sampled_from([*"一两三四五", "3", "10"]),
    st.sampled_from(["无越级上访", "内未发生安全事故", "来保持稳定", "获评优秀"]),
)
def test_years_looked_back_upon_are_no_number(when: str, years: str, told: str) -> None:
    target = normalize_value(f"{when}{years}年{told}", fiscal_year=2024)
    assert (target.kind, target.number, target.unit) == ("qualitative", None, None)


@pytest.mark.parametrize(
    "error", ["####", "#REF!", "#DIV/0!", "#VALUE!", "#N/A", "#NAME?", "#NUM!", "#NULL!", "#ref!"]
)
@pytest.mark.parametrize("dress", ["{}", "≥{}", "{}%", "{}万元"])
def test_an_error_of_a_spreadsheet_is_no_value(error: str, dress: str) -> None:
    target = normalize_value(dress.format(error), name="支出率", fiscal_year=2024)
    assert (target.kind, target.number, target.confidence) == ("missing", None, "low")
    assert "spreadsheet_error" in target.flags
