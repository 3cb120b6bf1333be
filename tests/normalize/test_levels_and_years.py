"""One name for every code of a level, and values for a whole year."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest

from extract import Source, read_document
from normalize.documents import normalize_document
from normalize.levels import codes, level_code, level_label
from normalize.records import IndicatorRecord
from normalize.value_annual import value_annual

HEAD = "项目支出绩效目标表\n（2024年度）\n项目名称\t道路\n一级指标\t二级指标\t三级指标\t指标值\n"


def rows_of(*rows: str) -> tuple[IndicatorRecord, ...]:
    data = (HEAD + "\n".join(rows) + "\n").encode()
    source = Source(name="a.txt", data=data, sha256=hashlib.sha256(data).hexdigest())
    return normalize_document(source, read_document(source)).indicators


@pytest.mark.parametrize("level", ["level1", "level2"])
def test_the_name_of_a_code_is_printed_for_that_code(level: str) -> None:
    for code in codes(level):
        label = level_label(level, code)
        assert label is not None
        assert level_code(level, label) == code


def test_both_spellings_of_a_level_have_one_name_and_an_unknown_one_has_none() -> None:
    rows = rows_of(
        "满意度指标\t满意度指标\t群众满意度\t≥95%",
        "满意度指标\t服务对象满意度\t群众满意度\t≥95%",
        "产出指标\t神秘指标\t修建里程\t≥12公里",
    )
    assert [(row.level1_label, row.level2_label) for row in rows] == [
        ("满意度指标", "服务对象满意度指标"),
        ("满意度指标", "服务对象满意度指标"),
        ("产出指标", None),
    ]
    assert [row.level2_text for row in rows] == ["满意度指标", "服务对象满意度", "神秘指标"]


@pytest.mark.parametrize(
    ("printed", "level1", "level2"),
    [
        ("产出类", "OUTPUT", None),
        ("满意度维度（10分）", "SATISFACTION", "SATISFACTION"),
        ("部门履职效益指标", "BENEFIT", None),
        ("产出数量", "OUTPUT", "QUANTITY"),
        ("产出成本", "OUTPUT", "COST"),
        ("生态环境效益指标", "BENEFIT", "ECOLOGICAL_BENEFIT"),
        ("社会公众满意度指标", "SATISFACTION", "SATISFACTION"),
        ("经济效益和社会效益指标", "BENEFIT", None),
        ("投入产出指标", None, None),
        ("实施效果指标", None, None),
        ("过程", None, None),
    ],
)
def test_a_composed_name_of_a_level_has_the_code_of_the_one_that_it_names(
    printed: str, level1: str | None, level2: str | None
) -> None:
    assert (level_code("level1", printed), level_code("level2", printed)) == (level1, level2)


@pytest.mark.parametrize(
    ("value", "annual"),
    [
        ("≥860元/人/月", 10320.0),
        ("每季度2次", 8.0),
        ("1次/周", 52.0),
        ("半年一次", 2.0),
        ("≥20万元/村/年", 200_000.0),
        ("50～80元/月", 600.0),
        ("300元/人·天", None),
        ("2次/学期", None),
        ("≥95%", None),
        ("12月底前", None),
        ("及时", None),
    ],
)
def test_a_value_for_a_part_of_the_year_is_told_for_the_year(
    value: str, annual: float | None
) -> None:
    [row] = rows_of(f"产出指标\t数量指标\t发放标准\t{value}")
    assert row.value_annual == annual


def test_the_value_for_the_year_is_exact_until_it_is_a_float() -> None:
    assert value_annual(Decimal("0.1"), ("月",)) == Decimal("1.2")
    assert value_annual(None, ("月",)) is None
