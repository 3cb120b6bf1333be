"""The catalogue of layouts (版式): a row each, the narrower before the wider."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extract.model import Form, Kind
from extract.targets import recognised_by
from extract.targets.assemble import one_form, transfer_form
from extract.targets.form_table import FormTable
from extract.targets.goal_lists import forms_of_goals, lists_goals
from extract.targets.kinds import kind_of
from extract.targets.project_lists import forms_of_list
from extract.targets.project_rows import forms_of_rows, lists_levels
from extract.targets.region_rows import form_of_regions, lists_regions
from extract.targets.told_lists import forms_of_told_list, lists_sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One shape of published forms: how it is told, what it prints, what becomes of it."""

    id: str
    told_by: Callable[[FormTable], bool]
    """By what of a table the layout is known, beside whose targets it states."""
    prints: str
    zh: str
    """What it prints, in Chinese."""
    becomes: str
    header: str
    """The header of its indicators as publications print it, ` · ` between the cells."""
    kind: Kind | None = None
    """Whose targets it states; None where that does not tell it."""
    needs_kind: bool = True
    """Must something beside the indicators tell that the table is a form, and whose?"""
    headed: bool = True
    """Does a header of indicators stand over its rows?"""
    makes: Callable[[FormTable, Kind, str], tuple[Form, ...]] = one_form
    """Puts the forms together; a layout that needs code of its own has it beside its row."""


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        id="G2",
        told_by=lists_sentences,
        needs_kind=False,
        headed=False,
        makes=forms_of_told_list,
        prints="a list of projects, the indicators of each told in one cell",
        zh="多个项目列在一张表中，每个项目的全部指标写在一个单元格内",
        becomes="a form for each, a row for each sentence; 【总体目标】 is the goal",
        header="单位名称 · 项目名称 · 预算数 · 绩效目标",
    ),
    Layout(
        id="G3",
        told_by=lists_levels,
        needs_kind=False,
        headed=False,
        makes=forms_of_rows,
        prints="a list of projects, a row for each, a column for each level of its indicators",
        zh="多个项目列在一张表中，每个项目一行，各级指标各占一列",
        becomes="a form for each row, its indicators by the headings over them",
        header="项目名称 · 预算数 · 年度目标 · 数量指标 · 质量指标 · 社会效益指标",
    ),
    Layout(
        id="G4",
        told_by=lists_regions,
        needs_kind=False,
        headed=False,
        makes=form_of_regions,
        prints="a row for each region or office, a column for each indicator",
        zh="每个地区或单位一行，每项指标一列",
        becomes="a row for each cell, `scope_text` the region; money of the sum is the total",
        header="地区 · 资金（万元） · 产出指标 · 改造户数（户） · 验收合格率（%） · 群众满意度",
    ),
    Layout(
        id="G5",
        told_by=lists_goals,
        needs_kind=False,
        headed=False,
        makes=forms_of_goals,
        prints="a list of projects, a row for each with its money and its goal in words",
        zh="多个项目列在一张表中，每个项目一行，只写金额与绩效目标，不列指标",
        becomes="a form for each row without indicators; the sentence is the goal",
        header="序号 · 项目名称 · 预算金额 · 绩效目标",
    ),
    Layout(
        id="G1",
        told_by=recognised_by.tells_in_sentences,
        headed=False,
        prints="indicators as sentences in a cell beside 产出指标 and 效益指标, without a header",
        zh="指标以编号语句写在产出指标、效益指标旁的一个单元格内，无表头",
        becomes="a row for each sentence, its name parted from its value; else a failed row",
        header="产出指标 · 指标1：巡查24次；指标2：合格率95%",
    ),
    Layout(
        id="B1",
        told_by=recognised_by.is_list,
        needs_kind=False,
        makes=forms_of_list,
        prints="a list of many projects, each with its rows",
        zh="多个项目列在一张表中",
        becomes="a form for each; rows of totals are ignored and counted",
        header="单位名称 · 项目名称 · 预算数 · 一级指标 · 二级指标 · 三级指标 · 指标值",
    ),
    Layout(
        id="B3",
        told_by=recognised_by.has_places,
        needs_kind=False,
        prints="a column of values for each township or office",
        zh="每个乡镇或单位一列指标值",
        becomes="a row for each value, `scope_text` its heading",
        header="一级指标 · 二级指标 · 三级指标 · 指标解释 · 石桥镇 · 河口镇",
    ),
    Layout(
        id="A7",
        told_by=recognised_by.any_form,
        kind=Kind.TRANSFER,
        makes=transfer_form,
        prints="转移支付 or 区域绩效目标表: departments of each government, money by who gives it",
        zh="转移支付（区域）绩效目标表，列各级主管部门",
        becomes="kind `transfer`; the highest department printed is the supervisor",
        header="一级指标 · 二级指标 · 三级指标 · 指标值",
    ),
    Layout(
        id="A2",
        told_by=recognised_by.horizons_beside,
        prints="two goals with a block of indicators each, side by side",
        zh="中期与年度两套指标左右并列",
        becomes="two sets of rows, `horizon` `annual` and `mid_term`",
        header="一级指标 · 二级指标 · 三级指标 · 指标值 · 二级指标 · 三级指标 · 指标值",
    ),
    Layout(
        id="A5",
        told_by=recognised_by.horizons_below,
        prints="two goals with a block of indicators each, one after the other",
        zh="中期与年度两套指标上下排列",
        becomes="two sets of rows, `horizon` `annual` and `mid_term`",
        header="一级指标 · 二级指标 · 三级指标 · 指标值",
    ),
    Layout(
        id="D0",
        told_by=recognised_by.is_monitored,
        prints="绩效运行监控表: the year as it goes, in two header rows",
        zh="绩效运行监控表，表头两行",
        becomes="`stage` `monitoring`; the value is the target",
        header="一级指标 · 二级指标 · 三级指标 · 年度指标值 · 1-7月执行情况 · 完成可能性",
    ),
    Layout(
        id="D3",
        told_by=recognised_by.evaluated_in_parts,
        prints="what was done, the sign and the unit in columns of their own",
        zh="自评表，符号与计量单位单独成列",
        becomes=(
            "`stage` `self_evaluation`; the value is the target, `actual_raw`, `score` beside it"
        ),
        header="一级指标 · 二级指标 · 三级指标 · 指标性质 · 指标值 · 计量单位 · 实际完成值",
    ),
    Layout(
        id="D2",
        told_by=recognised_by.evaluated_by_letters,
        prints="what was done, headers with the letters (A) and (B)",
        zh="自评表，表头标有字母 A、B",
        becomes=(
            "`stage` `self_evaluation`; the value is the target, `actual_raw`, `score` beside it"
        ),
        header="一级指标 · 二级指标 · 三级指标 · 年度指标值(A) · 全年实际值(B) · 分值 · 得分",
    ),
    Layout(
        id="D1",
        told_by=recognised_by.is_evaluated,
        prints="绩效自评表: what was done beside what was meant",
        zh="绩效自评表，列实际完成值、分值与得分",
        becomes=(
            "`stage` `self_evaluation`; the value is the target, `actual_raw`, `score` beside it"
        ),
        header="一级指标 · 二级指标 · 三级指标 · 年度指标值 · 实际完成值 · 分值 · 得分",
    ),
    Layout(
        id="C4",
        told_by=recognised_by.has_typed_values,
        prints="type, number and unit of a value, headers starred",
        zh="指标值类型、指标值、计量单位各成一列",
        becomes="each cell in its own column, though they contradict each other",
        header="一级指标 · 二级指标 · 三级指标 · 指标值类型 · 指标值 · 计量单位 · 指标解释",
    ),
    Layout(
        id="E2",
        told_by=recognised_by.expects_values,
        prints="an older form: 绩效标准 and 当年预期实现值",
        zh="旧版，列绩效标准与当年预期实现值",
        becomes="the value is the plan",
        header="一级指标 · 二级指标 · 三级指标 · 绩效标准 · 当年预期实现值",
    ),
    Layout(
        id="E3",
        told_by=recognised_by.states_input,
        prints="an older form: 投入, 产出 and 效益 with 绩效目标值",
        zh="旧版，一级指标为投入、产出、效益",
        becomes="the value is the plan",
        header="一级指标 · 二级指标 · 三级指标 · 绩效目标值",
    ),
    Layout(
        id="E1",
        told_by=recognised_by.has_last_year,
        prints="an older form: last year's level beside this year's plan",
        zh="旧版，上年实际水平与本年计划水平并列",
        becomes="the value is the plan",
        header="一级指标 · 二级指标 · 三级指标 · 上年度实际水平 · 本年度计划水平",
    ),
    Layout(
        id="C2",
        told_by=recognised_by.has_earlier_money,
        kind=Kind.DEPARTMENT,
        prints="a department's income and expenditure with earlier years",
        zh="部门整体支出绩效目标表，另列以前年度金额",
        becomes="only the year's own column gives items, the others are `unclassified`",
        header="一级指标 · 二级指标 · 三级指标 · 指标值",
    ),
    Layout(
        id="C1",
        told_by=recognised_by.any_form,
        kind=Kind.DEPARTMENT,
        prints="a department's income and expenditure, 部门整体支出绩效目标表",
        zh="部门整体支出绩效目标表，列收入与支出预算",
        becomes="kind `department`; parts of the income are items of their own",
        header="一级指标 · 二级指标 · 三级指标 · 指标值",
    ),
    Layout(
        id="A1p",
        told_by=recognised_by.has_two_goals,
        prints="two goals, two halves of the money, one block",
        zh="中长期与年度两个目标、两份资金，一套指标",
        becomes="`goal` and `goal_long_term`; money with its `horizon`",
        header="一级指标 · 二级指标 · 三级指标 · 指标值 · 分值",
    ),
    Layout(
        id="A8",
        told_by=recognised_by.completes_project,
        prints="项目完成指标, 项目效益指标 as first levels",
        zh="一级指标为项目完成指标、项目效益指标",
        becomes="levels as printed, codes where VALUES knows one",
        header="一级指标 · 二级指标 · 三级指标 · 指标值",
    ),
    Layout(
        id="A10",
        told_by=recognised_by.states_effects,
        prints="实施效果指标 as a first level, 产出 and 效益 below it",
        zh="一级指标为实施效果指标",
        becomes="levels as printed, codes where VALUES knows one",
        header="一级指标 · 二级指标 · 三级指标 · 指标值",
    ),
    Layout(
        id="A9",
        told_by=recognised_by.is_described,
        prints="a column of 绩效指标描述",
        zh="另列绩效指标描述",
        becomes="passed over; a description is the name where no column names the indicator",
        header="一级指标 · 二级指标 · 三级指标 · 绩效指标描述 · 指标值",
    ),
    Layout(
        id="A6",
        told_by=recognised_by.has_standards,
        prints="a column of 绩效标准",
        zh="另列绩效标准",
        becomes="passed over",
        header="一级指标 · 二级指标 · 三级指标 · 绩效标准 · 指标值",
    ),
    Layout(
        id="A1",
        told_by=recognised_by.has_points,
        prints="项目支出绩效目标表 with a column of points",
        zh="项目支出绩效目标表，列分值权重",
        becomes="a project's form, points in `weight`",
        header="一级指标 · 二级指标 · 三级指标 · 指标值 · 分值权重",
    ),
    Layout(
        id="A4",
        told_by=recognised_by.names_budget_office,
        prints="without points; 主管预算部门 and who answers for the project",
        zh="列主管预算部门与项目负责人",
        becomes="a project's form",
        header="一级指标 · 二级指标 · 三级指标 · 指标值",
    ),
    Layout(
        id="A3",
        told_by=recognised_by.any_form,
        prints="without points",
        zh="不列分值",
        becomes="a project's form",
        header="一级指标 · 二级指标 · 三级指标 · 指标值",
    ),
)
"""The first that recognises a table reads it."""


def recognise(table: FormTable) -> tuple[Form, ...]:
    """The forms of a table by the first layout that knows it; empty where none does."""
    kind = kind_of(table)
    for layout in LAYOUTS:
        if kind is None and layout.needs_kind:
            continue
        if layout.kind in (None, kind) and layout.told_by(table):
            return layout.makes(table, kind or Kind.PROJECT, layout.id)
    return ()
