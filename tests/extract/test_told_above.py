"""What lines above a table state of a form that prints no head in it."""

from __future__ import annotations

import pytest

from extract import read_document
from extract.model import Document, Source

HEADER = "<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值"


def read(body: str) -> Document:
    page = f"<meta charset=utf-8><h2>禾溪县2024年度重点项目绩效目标公开</h2>{body}"
    return read_document(Source(name="a.html", data=page.encode(), sha256=""))


def block(name: str) -> str:
    return (
        f"<table border=1>{HEADER}<tr><td>产出指标<td>数量指标<td>{name}<td>≥3公里"
        "<tr><td>产出指标<td>质量指标<td>合格率<td>100%"
        "<tr><td>满意度指标<td>服务对象满意度指标<td>村民满意度<td>≥90%</table>"
    )


def lines(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_goal_and_money_are_read_from_labelled_lines() -> None:
    [form] = read(
        lines(
            "一、项目名称：修渠",
            "二、项目单位：禾溪县水利局",
            "三、资金总额：160万元（其中：县级财政120万元，自筹40万元）",
            "四、年度绩效目标：",
            "修好水渠。",
            "五、绩效指标",
        )
        + block("修渠长度")
    ).forms
    assert (form.fact("project_name"), form.goal) == ("修渠", "修好水渠。")
    assert [(line.label, line.amount) for line in form.funding] == [
        ("资金总额", "160万元"),
        ("其中：县级财政", "120万元"),
        ("其中：自筹", "40万元"),
    ]


def test_what_stands_above_the_title_is_not_the_form_s() -> None:
    [form] = read(lines("年度绩效目标：全局工作上台阶。", "项目支出绩效目标表") + block("路")).forms
    assert form.goal is None


def test_forms_named_in_lines_are_not_one_form() -> None:
    body = "".join(
        lines(f"项目名称：{name}", "项目单位：禾溪县水利局", f"年度目标：{name}。") + block(name)
        for name in ("修渠", "筑坝")
    )
    forms = read(body).forms
    assert [(form.fact("project_name"), form.goal) for form in forms] == [
        ("修渠", "修渠。"),
        ("筑坝", "筑坝。"),
    ]
    assert [len(form.indicators) for form in forms] == [3, 3]


@pytest.mark.parametrize("heads", ["金额（元）<td>占比", "预算金额（元）<td>比例"])
def test_a_table_of_money_waits_for_the_block_below_it(heads: str) -> None:
    money = (
        f"<table border=1><tr><td>经费来源<td>{heads}<tr><td>财政补助<td>2400000<td>80%"
        "<tr><td>广告收入<td>600000<td>20%</table>"
    )
    [form] = read(
        lines("一、项目名称：节目制作", "二、资金安排")
        + money
        + lines("三、绩效指标")
        + block("节目")
    ).forms
    assert form.fact("project_name") == "节目制作"
    assert [line.amount for line in form.funding] == ["2400000", "600000"]
    assert len(form.indicators) == 3
