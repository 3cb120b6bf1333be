"""Everything printed has a place in the data: in a column, or as printed beside its label."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from extract import Source, read_document
from normalize.documents import Records, normalize_document

TITLE = "项目支出绩效目标表\n（2024年度）\n"
HEADER = "一级指标\t二级指标\t三级指标\t指标值"
ROW = "产出指标\t数量指标\t修建里程\t≥12公里"


def records_of(text: str, *, contacts: bool = False) -> Records:
    data = text.encode()
    source = Source(name="a.txt", data=data, sha256=hashlib.sha256(data).hexdigest())
    return normalize_document(source, read_document(source), contacts=contacts)


def facts_of(records: Records) -> list[tuple[str | None, str, str | None]]:
    [form] = records.forms
    return [(fact.role, fact.label_text, fact.text) for fact in form.facts]


def test_a_column_that_nobody_knows_is_kept_under_its_header_and_costs_a_warning() -> None:
    records = records_of(f"{TITLE}项目名称\t道路\n{HEADER}\t神秘列\n{ROW}\t某物\n")
    [row] = records.indicators
    assert [(c.role, c.label_text, c.text) for c in row.cells] == [(None, "神秘列", "某物")]
    assert [(i.code, i.severity, i.text) for i in records.issues] == [
        ("column_unread", "warning", "神秘列 (1)")
    ]
    assert records.document.status == "ok"


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("指标解释", "description_text"),
        ("绩效指标描述", "description_text"),
        ("评分标准", "standard_text"),
        ("备注", "note_text"),
        ("偏差原因分析及改进措施", "deviation_text"),
        ("上年实际完成值", "prior_raw"),
        ("全年预计完成值", "expected_raw"),
    ],
)
def test_what_tells_more_of_an_indicator_has_a_column(header: str, column: str) -> None:
    records = records_of(f"{TITLE}项目名称\t道路\n{HEADER}\t{header}\n{ROW}\t按路段计\n")
    [row] = records.indicators
    assert getattr(row, column) == "按路段计"
    assert (row.name, row.value_raw, row.cells, records.issues) == ("修建里程", "≥12公里", (), ())


def test_a_second_column_of_the_same_meaning_is_kept_beside_the_first() -> None:
    records = records_of(
        f"{TITLE}项目名称\t道路\n{HEADER}\t备注\t数据来源\n{ROW}\t分两年\t交通年报\n"
    )
    [row] = records.indicators
    assert row.note_text == "分两年"
    assert [(c.role, c.label_text, c.text) for c in row.cells] == [("note", "数据来源", "交通年报")]


def test_facts_of_the_head_have_columns_or_stand_in_facts() -> None:
    records = records_of(
        f"{TITLE}项目名称\t道路\t项目编码\t42-007\n主管部门\t301-禾溪县交通运输局\t实施单位\t公路站\n"
        f"项目类别\t一次性项目\t项目起止时间\t2024年1月-2025年12月\n"
        f"是否政府采购\t是\t立项依据\t县政府会议纪要\n{HEADER}\n{ROW}\n"
    )
    [form] = records.forms
    assert (form.project_name, form.project_code) == ("道路", "42-007")
    assert form.project_category == "一次性项目"
    assert (form.project_start, form.project_end) == (date(2024, 1, 1), date(2025, 12, 31))
    assert facts_of(records) == [
        ("project_period", "项目起止时间", "2024年1月-2025年12月"),
        ("purchase", "是否政府采购", "是"),
        ("description", "立项依据", "县政府会议纪要"),
    ]
    assert records.issues == ()


def test_two_days_under_labels_of_their_own_are_a_projects_time() -> None:
    records = records_of(
        f"{TITLE}项目名称\t道路\n计划开始日期\t2024-03-01\t计划完成日期\t2025-06-30\n{HEADER}\n{ROW}\n"
    )
    [form] = records.forms
    assert (form.project_start, form.project_end) == (date(2024, 3, 1), date(2025, 6, 30))


def test_a_label_that_nobody_knows_keeps_its_text() -> None:
    records = records_of(f"{TITLE}项目名称\t道路\n神秘栏目\t某值\n{HEADER}\n{ROW}\n")
    assert facts_of(records) == [(None, "神秘栏目", "某值")]
    assert [(i.code, i.severity) for i in records.issues] == [("unknown_fact", "warning")]
    assert records.document.status == "ok"


def test_names_and_numbers_of_persons_are_counted_and_withheld() -> None:
    text = f"{TITLE}项目名称\t道路\n项目负责人\t某甲\t联系电话\t0000-12345\n{HEADER}\n{ROW}\n"
    assert facts_of(records_of(text)) == [
        ("contact", "项目负责人", None),
        ("contact", "联系电话", None),
    ]
    assert facts_of(records_of(text, contacts=True)) == [
        ("contact", "项目负责人", "某甲"),
        ("contact", "联系电话", "0000-12345"),
    ]


def test_what_was_done_of_a_goal_stands_beside_it() -> None:
    records = records_of(
        "项目支出绩效自评表\n（2024年度）\n项目名称\t道路\n年度总体目标\t年初设定目标\t实际完成情况\n"
        f"\t修建道路十二公里，改善出行。\t修建道路十公里。\n{HEADER}\t实际完成值\n{ROW}\t10公里\n"
    )
    [form] = records.forms
    assert form.goal_achieved == "修建道路十公里。"


def test_shares_and_points_beside_money_are_kept() -> None:
    records = records_of(
        "项目支出绩效自评表\n（2024年度）\n项目名称\t道路\n项目资金（万元）\t年初预算数\t全年执行数\t分值\t执行率\n"
        f"年度资金总额\t100\t95\t10\t95%\n{HEADER}\n{ROW}\n"
    )
    assert facts_of(records) == [
        ("share", "年度资金总额 分值", "10"),
        ("share", "年度资金总额 执行率", "95%"),
    ]
    assert [line.amount_text for line in records.funding] == ["100", "95"]


@pytest.mark.parametrize(
    ("head", "name", "source"),
    [
        ("填报单位\t禾溪县公路站\n", "禾溪县公路站", "printed"),
        ("主管部门\t301-禾溪县交通运输局\n", "禾溪县交通运输局", "supervisor"),
        ("", None, None),
    ],
)
def test_a_project_names_its_department(head: str, name: str | None, source: str | None) -> None:
    [form] = records_of(f"{TITLE}项目名称\t道路\n{head}{HEADER}\n{ROW}\n").forms
    assert (form.department_name, form.department_source) == (name, source)


def test_a_department_s_own_form_in_the_file_names_that_of_its_projects() -> None:
    records = records_of(
        f"部门整体支出绩效目标表\n（2024年度）\n部门名称\t禾溪县交通运输局\n{HEADER}\n{ROW}\n\n"
        f"{TITLE}项目名称\t道路\n{HEADER}\n{ROW}\n"
    )
    assert [(f.department_name, f.department_source) for f in records.forms] == [
        ("禾溪县交通运输局", "printed"),
        ("禾溪县交通运输局", "document"),
    ]


def test_a_value_in_a_list_keeps_what_stands_left_of_its_block() -> None:
    records = records_of(
        "项目支出绩效目标表\n（2024年度）\n单位名称\t项目名称\t神秘列\t一级指标\t二级指标\t三级指标\t指标值\n"
        "公路站\t道路\t某物\t产出指标\t数量指标\t修建里程\t≥12公里\n"
        "公路站\t桥梁\t别物\t产出指标\t数量指标\t修建座数\t≥2座\n"
    )
    assert [[(f.role, f.label_text, f.text) for f in form.facts] for form in records.forms] == [
        [(None, "神秘列", "某物")],
        [(None, "神秘列", "别物")],
    ]
