"""G5: a row for each project with its money and its goal in words, and no indicators."""

from __future__ import annotations

from extract.model import Form, Kind
from extract.readers.text import tables
from extract.targets import recognise
from extract.targets.forms_in_a_table import take_apart

FIRST, SECOND = "完成五条渠道的维修，保障灌溉用水。", "完成3座水库的除险加固，安全度汛。"


def forms_of(text: str) -> tuple[Form, ...]:
    [grid] = tables(text)
    return recognise(take_apart(grid)[0])


def test_each_row_is_a_form_without_indicators() -> None:
    first, second = forms_of(
        "2024年部门项目绩效目标情况\n单位：万元\n项目\t金额\t绩效目标\n"
        f"渠道维修\t120\t{FIRST}\n水库加固\t90\t{SECOND}\n合计\t210\t\n"
    )
    assert [(form.fact("project_name"), form.goal) for form in (first, second)] == [
        ("渠道维修", FIRST),
        ("水库加固", SECOND),
    ]
    assert [(x.item, x.amount, x.unit) for x in second.funding] == [("total", "90", "万元")]
    assert first.indicators == second.indicators == ()
    assert (first.rows_seen, first.rows_ignored, first.rows_failed) == (1, 1, 0)


def test_offices_have_goals_of_two_spans_and_a_goal_of_nobody_is_said() -> None:
    first, second = forms_of(
        "2024年整体支出绩效目标表\n单位\t年度目标\t中期目标\n"
        f"禾溪县水利局\t{FIRST}\t灌区全面提升，农田旱涝保收。\n\t{SECOND}\t\n禾溪县林业局\t{SECOND}\t\n"
    )
    assert (first.kind, first.fact("department_name")) == (Kind.DEPARTMENT, "禾溪县水利局")
    assert (first.goal, first.goal_long_term) == (FIRST, "灌区全面提升，农田旱涝保收。")
    assert (second.goal, second.goal_long_term) == (SECOND, None)
    assert (first.rows_failed, [issue.text for issue in first.issues]) == (1, [SECOND])


def test_names_or_values_under_a_goal_and_plans_of_work_are_no_such_list() -> None:
    assert forms_of("2024年绩效目标表\n项目\t金额\t绩效目标\n修渠\t120\t≥5公里\n") == ()
    assert forms_of(f"2024年工作计划\n项目\t金额\t年度目标\n渠道维修\t120\t{FIRST}\n") == ()
