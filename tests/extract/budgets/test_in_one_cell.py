"""What one cell holds together: code and name, a head in two languages, a column's number."""

from __future__ import annotations

import pytest

from normalize.documents import Records
from tests.extract.budgets.test_shapes import read

CODED = """
功能分类科目（编码及名称） | 合计 | 基本支出 | 项目支出
205{0}教育支出{1} | 130.00 | 100.00 | 30.00
20502{0}普通教育{1} | 130.00 | 100.00 | 30.00
2050202{0}小学教育{1} | 130.00 | 100.00 | 30.00
合计 | 130.00 | 100.00 | 30.00
"""


def rows(records: Records) -> dict[str, str | None]:
    return {x.row_label_text: x.code_text for x in records.budget_lines}


@pytest.mark.parametrize("between", [" ", "", "-", "\N{IDEOGRAPHIC SPACE}", "—"])
@pytest.mark.parametrize("format_", ["html", "pdf"])
def test_code_and_name_of_one_cell_are_parted(between: str, format_: str) -> None:
    records = read(CODED.format(between, ""), "一般公共预算支出表", "单位：万元", format_=format_)
    own = {"教育支出": "205", "普通教育": "20502", "小学教育": "2050202", "合计": None}
    assert rows(records) == own
    assert {x.function_code for x in records.budget_lines} == {"205", "20502", "2050202", None}
    assert not records.issues


def test_numbers_that_names_begin_with_are_no_codes() -> None:
    drawn = """
项目 | 预算数
300 万元以上设备购置 | 900.00
2025年校舍维修 | 100.00
校园安全 | 50.00
合计 | 1,050.00
"""
    records = read(drawn, "支出总表", "单位：万元")
    names = ["300 万元以上设备购置", "2025年校舍维修", "校园安全", "合计"]
    assert rows(records) == dict.fromkeys(names)


@pytest.mark.parametrize(
    "numbers", ["1=2+3 | 2 | 3", "(1)=(2)+(3) | (2) | (3)", "A | B | C", "1 | 2 | 3"]
)
def test_a_row_that_numbers_the_columns_holds_no_amount(numbers: str) -> None:
    drawn = f"""
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
栏次 | < | {numbers}
205 | 教育支出 | 130.00 | 100.00 | 30.00
"""
    records = read(drawn, "支出决算表", "单位：万元")
    assert [x.amount_text for x in records.budget_lines] == ["130.00", "100.00", "30.00"]
    assert not records.issues


def test_numbers_of_columns_with_letters_need_no_mark() -> None:
    drawn = """
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
甲 | 乙 | 1=2+3 | 2 | 3
205 | 教育支出 | 13 | 10 | 3
"""
    records = read(drawn, "支出决算表", "单位：万元")
    assert [x.amount_text for x in records.budget_lines] == ["13", "10", "3"]
    assert not records.issues


def test_heads_with_a_second_line_in_english_are_known() -> None:
    drawn = """
科目编码 Code | 科目名称 Item | 合计 Total | 基本支出 Basic Expenditure | 项目支出 Projects
205 | 教育支出 | 130.00 | 100.00 | 30.00
"""
    records = read(drawn, "支出总表", "单位：万元")
    assert [x.measure for x in records.budget_lines] == ["total", "basic", "project"]
    assert not records.issues


def test_the_rows_of_three_public_expenses_keep_their_names() -> None:
    drawn = """
“三公”经费项目 | 预算数
公务接待费 | 3.20
公务用车运行维护费 | 9.60
"""
    records = read(drawn, "“三公”经费预算表", "单位：万元")
    assert list(rows(records)) == ["公务接待费", "公务用车运行维护费"]
    assert not records.issues


@pytest.mark.parametrize("between", [" | ", " "])
def test_the_name_of_a_project_is_not_held_against_the_code_of_its_class(between: str) -> None:
    head = "功能科目编码 | 功能科目名称" if "|" in between else "功能分类科目"
    drawn = f"""
项目名称 | {head} | 合计 | 财政拨款
校舍维修 | 2050202{between}小学教育 | 130.00 | 130.00
营养餐补助 | 2050203{between}初中教育 | 50.00 | 50.00
"""
    records = read(drawn, "项目支出表", "单位：万元")
    assert {x.row_label_text: x.function_code for x in records.budget_lines} == {
        "校舍维修": "2050202",
        "营养餐补助": "2050203",
    }
    assert not records.issues


def test_the_name_of_a_class_is_held_against_its_code_beside_a_project_too() -> None:
    drawn = """
项目名称 | 功能分类科目 | 合计 | 财政拨款
校舍维修 | 2050202 初中教育 | 130.00 | 130.00
营养餐补助 | 2050203 初中教育 | 50.00 | 50.00
"""
    records = read(drawn, "项目支出表", "单位：万元")
    told = [issue.text for issue in records.issues if issue.code == "budget_code_contradicted"]
    assert told == ["2050202 初中教育 (小学教育)"]
