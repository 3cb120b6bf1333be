"""Rows that are no indicators are known by what they are, and cost a healthy document nothing."""

from __future__ import annotations

import pytest

from extract.model import Form
from extract.readers.text import tables
from extract.targets import recognise
from extract.targets.forms_in_a_table import take_apart

HEAD = (
    "项目支出绩效自评表\n（2024年度）\n项目名称\t道路\t\t\t\t\n年度目标\t好\t\t\t\t\n"
    "一级指标\t二级指标\t三级指标\t指标值\t分值\t得分\n"
)
ROW = "产出指标\t数量指标\t道路长度\t≥3公里\t90\t88\n"


def form(text: str) -> Form:
    [grid] = tables(text)
    [found] = recognise(take_apart(grid)[0])
    return found


@pytest.mark.parametrize(
    "row",
    [
        "总分\t\t\t\t100\t98\n",
        "总分\t100\t98\t优\t\t\n",
        "其他需要说明事项\t\t无\t\t\t\n",
        "其他需说明的有关问题\t\t\t\t\t\n",
        "财政部门审核意见\t\t\t\t\t\n",
        "主管部门审核意见\t（盖章） 年 月 日\t\t\t\t\n",
        "乡村振兴局审核意见\t\t同意\t\t\t\n",
        "偏差或不能完成目标原因分析\t\t工期顺延\t\t\t\n",
        "相关建议或举措\t\t加快进度\t\t\t\n",
        "未完成原因分析\t\t工期顺延\t改进措施\t加快\t\n",
        "自评结论\t\t优\t\t\t\n",
        "填报人：某某\t\t\t填报日期：2025.1.3\t\t\n",
        "单位负责人签字：\t\t\t\t\t\n",
    ],
)
def test_what_stands_below_the_indicators_is_passed_over(row: str) -> None:
    found = form(HEAD + ROW + row)
    assert [each.name for each in found.indicators] == ["道路长度"]
    assert (found.rows_seen, found.rows_ignored, found.rows_failed) == (2, 1, 0)
    assert all(issue.code == "row_ignored" for issue in found.issues)


@pytest.mark.parametrize(
    "row",
    [
        "\t\t……\t\t\t\n",
        "\t\t指标2：\t\t\t\n",
        "\t质量指标\t具体指标\t\t\t\n",
        "\t具体指标\t\t\t\t\n",
        "……\t\t\t\t\t\n",
        "\t成本指标\t每株补助\t≤**元/株\t\t\n",
        "\t质量指标\t合格率\t≥××%\t\t\n",
    ],
)
def test_what_waits_to_be_filled_in_is_no_indicator_and_no_level(row: str) -> None:
    below = "\t时效指标\t完工时间\t12月底前\t10\t10\n"
    found = form(HEAD + ROW + row + below)
    assert [(each.level1, each.level2, each.name) for each in found.indicators] == [
        ("产出指标", "数量指标", "道路长度"),
        ("产出指标", "时效指标", "完工时间"),
    ]
    assert found.rows_failed == 0


@pytest.mark.parametrize(
    "row",
    [
        "\t质量指标\t意见办结率\t≥95%\t5\t5\n",
        "\t质量指标\t问题整改完成率\t100%\t5\t5\n",
        "\t质量指标\t措施落实\t到位\t5\t5\n",
        "过程管理\t问题整改\t整改完成率\t100%\t5\t5\n",
    ],
)
def test_an_indicator_on_opinions_or_problems_is_one(row: str) -> None:
    found = form(HEAD + ROW + row)
    assert len(found.indicators) == 2


def test_a_blank_template_gives_a_form_without_rows() -> None:
    found = form(
        "项目支出绩效目标申报表\n（2024年度）\n项目名称\t\t主管部门编码\t\n项目资金申请（万元）\t资金总额：\n"
        "项目绩效目标\t长期目标\t年度目标\n一级指标\t二级指标\t指标内容\t指标值\n产出指标\t数量指标\t\t\n"
        "\t…\t\t\n服务对象满意度指标\t具体指标\t\t\n……\t\t\t\n其他说明的问题\t\t\t\n"
    )
    assert (found.indicators, found.rows_failed) == ((), 0)
    assert "blank_form" in {issue.code for issue in found.issues}
    assert (found.goal, found.goal_long_term) == (None, None)


@pytest.mark.parametrize("absent", ["——", "无", "/", "不涉及"])
def test_a_level_that_has_no_indicator_is_no_row(absent: str) -> None:
    found = form(HEAD + ROW + f"效益指标\t经济效益指标\t{absent}\t{absent}\t\t\n")
    assert [each.name for each in found.indicators] == ["道路长度"]
    assert [issue.code for issue in found.issues] == ["row_without_indicator"]


def test_a_name_with_nothing_as_its_value_stays_a_row() -> None:
    found = form(HEAD + ROW + "效益指标\t社会效益指标\t安全事故\t无\t10\t10\n")
    assert [each.name for each in found.indicators] == ["道路长度", "安全事故"]
