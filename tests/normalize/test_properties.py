"""What always holds (docs/values.md, Invariants), over texts made of the genre's own pieces."""

from __future__ import annotations

import dataclasses
import time
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize import Target, normalize_value
from normalize.values.cleaning import clean
from normalize.values.closed_sets import (
    COSMETIC,
    Confidence,
    Dimension,
    Flag,
    Kind,
    Operator,
    ParseStatus,
    PeriodType,
)
from normalize.values.target import quickly_made

PIECES = st.sampled_from(
    [
        *"0123456789",
        *"≥≤<>=≠%‰.,、;；，。:()（）[]-~/·×±+*$\\&#\t ",
        *"元人个次亩㎡月年日底前约每一三十半零无两第至且X优OlＯ１％①\ufeff\u3000\ud800\x00\uf0b3",
        *[
            "95",
            "2024",
            "12",
            "31",
            "1,234",
            "万元",
            "人次",
            "台/套",
            "/年",
            "/人",
            "平方米",
            "个工作日",
            "以上",
            "以内",
            "不低于",
            "控制在",
            "达到",
        ],
        *[
            "左右",
            "余",
            "多",
            "增长",
            "下降",
            "每月",
            "全年",
            "季度",
            "上半年",
            "百分之",
            "良好",
            "显著",
            "提升",
            "满意度",
            "完成",
            "项目",
            "力争",
            "适时",
        ],
        *[
            "长期",
            "&ge;",
            "<b>",
            "</b>",
            "$\\geq",
            "\\%$",
            "GB/T",
            "PM",
            "KVA",
            "〔2021〕",
            "**",
            "XX",
            "万",
            "亿",
            "千",
            "百",
            "分之",
            "翻",
            "番",
        ],
    ]
)
VALUES = st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=30)
YEARS = st.sampled_from([2023, 2024, 2025])
COSMETIC_OR_RAW = {"value_raw", "flags"}


def typed(target: Target) -> dict[str, object]:
    """Every field that idempotence and width must not change."""
    fields = {f.name: getattr(target, f.name) for f in dataclasses.fields(target)}
    fields["flags"] = [flag for flag in target.flags if flag not in COSMETIC]
    del fields["value_raw"]
    return fields


@settings(max_examples=1500, deadline=None)
@given(VALUES, VALUES, YEARS)
def test_every_text_gives_a_record_whose_fields_agree(value: str, name: str, year: int) -> None:
    target = normalize_value(value, name=name, fiscal_year=year)
    assert target.kind in list(Kind)
    assert target.operator is None or target.operator in list(Operator)
    assert target.period_type is None or target.period_type in list(PeriodType)
    assert target.dimension is None or target.dimension in list(Dimension)
    assert target.parse_status in list(ParseStatus)
    assert target.confidence in list(Confidence)
    assert list(target.flags) == sorted(set(target.flags))
    assert all(flag in list(Flag) for flag in target.flags)
    assert (target.operator == "between") == (target.number_upper is not None)
    assert (target.lower_inclusive is None) == (target.number_upper is None)
    if target.unit is None:
        assert target.dimension is None
    if target.kind in {"missing", "qualitative", "schedule", "deadline"}:
        assert target.number is None
        assert target.value_base is None
    if target.kind == "deadline":
        assert target.period_end is not None or target.period_freq is not None
    if target.number is not None and target.value_base is not None:
        assert Decimal(target.number) * (target.scale or 1) == target.value_base
    if target.number_upper is not None and target.value_base_upper is not None:
        assert Decimal(target.number_upper) * (target.scale or 1) == target.value_base_upper
    if target.value_base is not None and target.value_base_upper is not None:
        assert target.value_base <= target.value_base_upper
    if target.period_start and target.period_end:
        assert target.period_start <= target.period_end


@settings(max_examples=1500, deadline=None)
@given(VALUES, YEARS)
def test_the_cleaned_text_reads_as_the_raw_one(value: str, year: int) -> None:
    first = normalize_value(value, fiscal_year=year)
    second = normalize_value(first.value_text, fiscal_year=year)
    assert typed(first) == typed(second)


@settings(max_examples=1000, deadline=None)
@given(VALUES, YEARS)
def test_no_digit_is_lost(value: str, year: int) -> None:
    target = normalize_value(value, fiscal_year=year)
    if target.period_type or target.period_freq:
        return
    kept = "".join(
        [
            target.number or "",
            target.number_upper or "",
            target.unit_raw or "",
            target.residual_text or "",
            *(part.text for part in target.parts),
        ]
    )
    for digit in "123456789":
        if digit in target.value_text:
            assert digit in kept


@settings(max_examples=500, deadline=None)
@given(
    st.sampled_from(["≥", "≤", "<", ">", "=", ""]),
    st.decimals(min_value=0, max_value=10**9, places=2).map(lambda d: format(d, "f")),
    st.sampled_from(["%", "万元", "人", "m2", "个"]),
)
def test_width_changes_nothing(sign: str, number: str, unit: str) -> None:
    plain = f"{sign}{number}{unit}"
    wide = "".join(chr(ord(c) + 0xFEE0) if 0x21 <= ord(c) <= 0x7E else c for c in plain)
    assert unicodedata.normalize("NFKC", wide) == plain
    assert typed(normalize_value(plain)) == typed(normalize_value(wide))


@pytest.mark.parametrize(
    "written",
    [
        "≥９５％",
        "$\\geq 95\\%$",
        "&ge;95%",
        "≥ 95 %",
        "“≥95%”",
        "≥95%；",
        "\uf0b395%",
        "<b>≥</b>95%",
    ],
)
def test_markup_changes_nothing(written: str) -> None:
    assert typed(normalize_value(written)) == typed(normalize_value("≥95%"))


@pytest.mark.parametrize(
    "piece",
    [
        *"9≥(“$\\一每、万年零优a \ud800",
        *[
            "<b",
            "&amp;",
            "1,",
            "95%,",
            "1月-",
            "不低于",
            "提升",
            "(1",
            "/人",
            "百分之",
            "①",
            "&ge;",
            "2024年",
            "12.",
            "至1",
            "和谐",
            "1:",
        ],
        "1 ",
    ],
)
def test_two_hundred_kilobytes_of_anything_take_bounded_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begin = time.perf_counter()
    target = normalize_value(text, name=text, fiscal_year=2024)
    assert target.kind in list(Kind)
    assert time.perf_counter() - begin < 5
    shorter = text[:1999]
    begin = time.perf_counter()
    normalize_value(shorter, name=shorter, fiscal_year=2024)
    assert time.perf_counter() - begin < 5


@pytest.mark.parametrize("value", [None, "", "/", "——", "**", "XX", "\x00\x01", "\ud800", "　"])
def test_nothing_written_is_missing(value: str | None) -> None:
    assert normalize_value(value, fiscal_year=2024).kind == "missing"


def test_a_number_too_long_for_the_column_is_kept_and_never_rounded() -> None:
    target = normalize_value("≥" + "9" * 40 + "元")
    assert target.number == "9" * 40
    assert target.value_base is None
    assert target.confidence == "low"


def test_cleaning_rests() -> None:
    for text in ("＆ge；95％", "（（≥95%））", "“（≥95%）”", "≥1，000，人", "1、2、3"):
        once = clean(text)[0]
        assert clean(once)[0] == once


def test_a_target_is_frozen_and_compares_by_its_fields() -> None:
    target = normalize_value("≥95%", name="满意度")
    assert type(target) is Target
    with pytest.raises(dataclasses.FrozenInstanceError):
        target.number = "1"  # type: ignore[misc]
    assert dataclasses.replace(target) == target
    assert hash(target) == hash(dataclasses.replace(target))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    text: str
    page: int | None = None
    notes: list[str] = dataclasses.field(default_factory=list)


def test_what_is_quickly_made_is_the_frozen_record_itself() -> None:
    made = quickly_made(_Kept)(text="≥95%")
    assert type(made) is _Kept
    assert made == _Kept(text="≥95%", page=None, notes=[])
    assert made.notes is not quickly_made(_Kept)(text="").notes
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.text = ""  # type: ignore[misc]
    with pytest.raises(TypeError):
        quickly_made(_Kept)(page=1)  # type: ignore[call-arg]
