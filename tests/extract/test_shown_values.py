"""Values that a spreadsheet did not show, and units that are part of a name."""

from __future__ import annotations

import pytest

from extract import Source, read_document
from extract.model import Code, Form

TEXT = """项目支出绩效目标表
（2024年度） 单位：万元
项目名称\t{name}
年度资金总额\t100.00
年度总体目标\t完成建设
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t村数\t{value}
"""


def form(name: str = "农田建设", value: str = "≥5个") -> Form:
    data = TEXT.format(name=name, value=value).encode()
    (read,) = read_document(Source(name="x.txt", data=data, sha256="")).forms
    return read


@pytest.mark.parametrize("value", ["#####", "#REF!", "#N/A", "#DIV/0!", "1.2E+07"])
def test_a_value_that_a_spreadsheet_did_not_show_is_lost(value: str) -> None:
    read = form(value=value)
    assert [row.value for row in read.indicators] == [value]
    assert [issue.code for issue in read.issues] == [Code.CELL_UNREAD]


@pytest.mark.parametrize("name", ["农田建设（亿元）项目", "4471号金河治理（万元）项目"])
def test_a_unit_in_a_projects_name_is_part_of_the_name(name: str) -> None:
    read = form(name)
    assert [fact.text for fact in read.facts if fact.role == "project_name"] == [name]
    assert [line.unit for line in read.funding] == ["万元"]
