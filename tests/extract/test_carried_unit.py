"""A money unit printed once above the first form of a document."""

from __future__ import annotations

import pytest

from extract.document import read_document
from extract.model import Source

HEADS = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t渠道长度\t5公里\n"


def money(first: str, second: str, amount: str = "90") -> tuple[list[str | None], list[str]]:
    """The units of two forms' money, and what is said of a carried one."""
    parts = (("渠道", first, "120"), ("水库", second, amount))
    text = "".join(
        f"2024年项目支出绩效目标表\n{unit}\n项目名称\t{name}\n资金总额\t{amount}\n"
        f"年度目标\t修{name}。\n{HEADS}\n"
        for name, unit, amount in parts
    )
    forms = read_document(Source(name="a.txt", data=text.encode(), sha256="")).forms
    said = [i.text for form in forms for i in form.issues if i.code == "unit_carried"]
    return [line.unit for form in forms for line in form.funding], said


def test_it_is_carried_on_and_said() -> None:
    assert money("单位：万元", "") == (["万元", "万元"], ["万元"])


@pytest.mark.parametrize(
    ("first", "second", "amount", "read"),
    [
        ("", "单位：万元", "90", [None, "万元"]),
        ("单位：万元", "", "120000000", ["万元", None]),
        ("单位：万元", "单位：元", "90", ["万元", "元"]),
        ("单位：万元", "", "90元", ["万元", None]),
    ],
)
def test_it_is_not_carried_backwards_nor_against_the_print(
    first: str, second: str, amount: str, read: list[str | None]
) -> None:
    assert money(first, second, amount) == (read, [])
