"""A row that holds several indicators, a line each, in the cells of name and value."""

from __future__ import annotations

import pytest

from extract import Source, read_document
from extract.model import Code, Form

PAGE = """<p>项目支出绩效目标表</p><p>（2024年度）</p><table>
<tr><td>项目名称<td colspan=4>道路</tr><tr><td>年度总体目标<td colspan=4>完成建设</tr>
<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值<td>{head}</tr>
<tr><td>产出指标<td>数量指标<td>{name}<td>{value}<td>{further}</tr></table>"""


def form(name: str, value: str, *, head: str = "分值", further: str = "") -> Form:
    page = PAGE.format(head=head, name=name, value=value, further=further)
    source = Source(name="x.html", data=page.replace("|", "<br>").encode(), sha256="")
    (read,) = read_document(source).forms
    return read


def pairs(read: Form) -> list[tuple[str, str]]:
    return [(row.name, row.value) for row in read.indicators]


def codes(read: Form) -> list[Code]:
    return [issue.code for issue in read.issues]


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("渠道长度|水闸座数", "≥3公里|≥5座", [("渠道长度", "≥3公里"), ("水闸座数", "≥5座")]),
        ("到位率|执行率", "98%|95%", [("到位率", "98%"), ("执行率", "95%")]),
        ("1.渠道|2.水闸", "3.5公里|5座", [("渠道", "3.5公里"), ("水闸", "5座")]),
        ("1.开工|2.完工", "1.3月底前|2.12月底前", [("开工", "3月底前"), ("完工", "12月底前")]),
        ("指标1：渠道长|度|指标2：水闸", "3公里|5座", [("渠道长\n度", "3公里"), ("水闸", "5座")]),
        ("①渠道|②水闸", "①3公里|②5座", [("渠道", "3公里"), ("水闸", "5座")]),
    ],
)
def test_lines_that_answer_each_other_are_an_indicator_each(
    name: str, value: str, read: list[tuple[str, str]]
) -> None:
    found = form(name, value)
    assert pairs(found) == read
    assert codes(found) == [Code.ROW_PARTED]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("完成|时限", "2024年|12月31日"),
        ("养护|里程", "≥120|公里"),
        ("渠道及|水闸", "≥3公里|≥5座"),
        ("渠道长度|水闸座数", "≥3公里"),
    ],
)
def test_a_name_in_two_lines_stays_one(name: str, value: str) -> None:
    (row,) = form(name, value).indicators
    assert row.name.replace("\n", "|") == name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("1.渠道|2.水闸", "1.3公里|2.5公里"),
        ("1.渠道|2.水闸", "≥1200|0公里"),
        ("1.渠道|2.水闸|3.泵站", "3公里|5座"),
    ],
)
def test_lines_that_do_not_answer_each_other_are_said(name: str, value: str) -> None:
    assert Code.CELL_UNREAD in codes(form(name, value))


def test_points_are_each_ones_own_or_nobodys() -> None:
    own = form("1.渠道|2.水闸", "3公里|5座", further="6|4")
    assert [row.weight for row in own.indicators] == ["6", "4"]
    shared = form("1.渠道|2.水闸", "3公里|5座", further="10")
    assert [row.weight for row in shared.indicators] == ["", ""]
    assert Code.WEIGHT_UNREAD in codes(shared)


def test_a_unit_printed_once_is_that_of_each() -> None:
    read = form("1.渠道|2.水渠", "3|5", head="计量单位", further="公里")
    assert [(row.value, row.unit) for row in read.indicators] == [("3", "公里"), ("5", "公里")]


def test_what_was_reached_must_answer_too() -> None:
    read = form("1.渠道|2.水闸", "3公里|5座", head="实际完成值", further="已完成")
    assert len(read.indicators) == 1
    assert Code.CELL_UNREAD in codes(read)
