"""Budget tables checked in themselves, against each other, and against the forms of targets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from batch.in_memory import open_books as books_of
from normalize.documents import Records
from normalize.records import CheckRecord
from reconcile import RULES, reconcile, select
from reconcile.books import Books
from reconcile.closed_sums import with_closed_sums
from samples.budgets.tables import Contradiction, contradictions, drawn_tables
from samples.layouts.drawing import lines_of, merged
from samples.layouts.others import WRITERS
from samples.writers.printed import Printed
from tests.extract.budgets.read import records_of
from tests.reconcile.build import department, open_books, project

EXPENDITURE = """
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
213 | 农林水支出 | 100.00 | 40.00 | 60.00
21303 | 水利 | 100.00 | 40.00 | 60.00
2130301 | 行政运行 | 40.00 | 40.00 |
2130306 | 水利工程运行与维护 | 60.00 | | 60.00
合计 | < | 100.00 | 40.00 | 60.00
"""
WHOLE = """
收入 | < | 支出 | <
项目 | 预算数 | 项目 | 预算数
一、一般公共预算拨款收入 | 100.00 | 一、农林水支出 | 100.00
收入总计 | 100.00 | 支出总计 | 100.00
"""
PROJECTS = """
项目名称 | 项目单位 | 合计 | 一般公共预算
渠道维护 | 禾溪县水利局 | 60.00 | 60.00
合计 | < | 60.00 | 60.00
"""


def printed(title: str, drawn: str) -> Printed:
    lines = (title, "部门：禾溪县水利局", "单位：万元")
    return Printed(lines=lines, rows=merged(line.cells for line in lines_of(drawn)))


def publication(**tables: str) -> Records:
    titles = {
        "expenditure": "2025年部门支出总表",
        "whole": "2025年部门收支总表",
        "projects": "2025年项目支出表",
        "three_public": "2025年“三公”经费预算表",
        "account": "2025年一般公共预算财政拨款收入支出决算表",
        "sides": "2025年财政拨款收入支出决算总表",
    }
    return records_of(WRITERS["html"](tuple(printed(titles[n], d) for n, d in tables.items())))


def checks(rule: str, books: Books) -> list[CheckRecord]:
    return list(reconcile(books, select(only=(rule,)), not_comparable=True))


def verdicts(rule: str, books: Books) -> list[str]:
    return [check.verdict for check in checks(rule, books)]


def test_every_drawn_budget_agrees_with_itself() -> None:
    for phase in ("budget", "final"):
        tables = tuple(t.printed for t in drawn_tables() if t.phase == phase)
        books = books_of([records_of(WRITERS["html"](tables))])
        rules = tuple(rule.id for rule in RULES if rule.id.startswith("budget_"))
        found = reconcile(books, select(only=rules))
        assert found
        assert [c for c in found if c.verdict not in {"holds", "holds_rounded"}] == []


@pytest.mark.parametrize("format_", ["html", "pdf"])
@pytest.mark.parametrize("planted", contradictions(), ids=lambda planted: planted.name)
def test_a_planted_contradiction_fails_and_nothing_else(
    planted: Contradiction, format_: str
) -> None:
    tables = tuple(table.printed for table in planted.tables)
    found = reconcile(books_of([records_of(WRITERS[format_](tables))]))
    assert {check.rule for check in found if check.verdict == "fails"} == set(planted.rules)


@pytest.mark.parametrize(
    ("printed_as", "verdict"),
    [("100.00", "holds"), ("100.01", "holds_rounded"), ("101.00", "fails")],
)
def test_the_two_sides_of_a_table_are_equal(printed_as: str, verdict: str) -> None:
    drawn = WHOLE.replace("支出总计 | 100.00", f"支出总计 | {printed_as}")
    assert verdicts("budget_balance", books_of([publication(whole=drawn)])) == [verdict]


def test_a_row_that_is_not_the_sum_of_its_columns_is_named_alone() -> None:
    drawn = EXPENDITURE.replace("| 40.00 | 40.00 |\n", "| 40.50 | 40.00 |\n")
    [check] = checks("budget_columns", books_of([publication(expenditure=drawn)]))
    assert (check.verdict, check.left_text) == ("fails", "2130301 行政运行 40.50 万元")
    assert (check.difference, check.form_id) == (5000, None)
    assert check.check_id == f"{check.table_id}-budget_columns-01"


def test_what_stands_below_a_subtotal_is_not_counted_again() -> None:
    drawn = """
科目编码 | 科目名称 | 总计 | 基本支出 | < | < | 项目支出 | < | 单位资金
^ | ^ | ^ | 小计 | 工资福利支出 | 商品和服务支出 | 小计 | 本年安排 | ^
213 | 农林水支出 | 101.00 | 40.00 | 30.00 | 10.00 | 60.00 | 55.00 | 1.00
"""
    [check] = checks("budget_columns", books_of([publication(expenditure=drawn)]))
    assert check.verdict == "holds"
    failing = drawn.replace("101.00", "141.00")
    assert verdicts("budget_columns", books_of([publication(expenditure=failing)])) == ["fails"]


def test_a_class_is_the_sum_of_its_sections_column_by_column() -> None:
    assert verdicts("budget_codes", books_of([publication(expenditure=EXPENDITURE)])) == ["holds"]
    drawn = EXPENDITURE.replace("水利 | 100.00", "水利 | 99.50")
    found = checks("budget_codes", books_of([publication(expenditure=drawn)]))
    assert [check.verdict for check in found] == ["fails", "fails"]
    assert found[0].left_text == "213 农林水支出 100.00 万元"


def test_tables_of_one_budget_print_the_same_totals() -> None:
    books = books_of([publication(whole=WHOLE, expenditure=EXPENDITURE)])
    assert verdicts("budget_tables_agree", books) == ["holds", "holds"]
    drawn = WHOLE.replace("支出总计 | 100.00", "支出总计 | 120.00")
    books = books_of([publication(whole=drawn, expenditure=EXPENDITURE)])
    assert sorted(verdicts("budget_tables_agree", books)) == ["fails", "holds"]


@pytest.mark.parametrize(("whole", "verdict"), [("130.00", "holds"), ("140.00", "fails")])
def test_three_public_expenses_may_print_both_costs_of_vehicles_and_not_their_sum(
    whole: str, verdict: str
) -> None:
    drawn = f"""
合计 | 因公出国（境）费 | 公务用车购置费 | 公务用车运行费 | 公务接待费
{whole} | | 20.00 | 75.00 | 35.00
"""
    books = books_of([publication(three_public=drawn)])
    assert verdicts("budget_columns", books) == [verdict]


@pytest.mark.parametrize(("spent", "verdict"), [("90.00", "holds"), ("97.00", "fails")])
def test_what_was_spent_is_compared_and_not_the_income_beside_it(spent: str, verdict: str) -> None:
    account = f"""
科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出 | < | <
^ | ^ | ^ | ^ | 合计 | 基本支出 | 项目支出
213 | 农林水支出 | 5.00 | 100.00 | {spent} | 40.00 | 50.00
合计 | < | 5.00 | 100.00 | {spent} | 40.00 | 50.00
"""
    sides = """
收入 | < | 支出 | < | <
项目 | 决算数 | 项目 | 合计 | 一般公共预算财政拨款
一般公共预算财政拨款 | 100.00 | 农林水支出 | 90.00 | 90.00
本年收入合计 | 100.00 | 本年支出合计 | 90.00 | 90.00
"""
    books = books_of([publication(account=account, sides=sides)])
    assert ("fails" in verdicts("budget_columns", books)) is (verdict == "fails")
    assert verdicts("budget_tables_agree", books) == [verdict]


def with_forms(records: Records, *, total: str, projects: str, one: str) -> Books:
    """Books of a department's form, its project's, and of the tables beside them."""
    forms = open_books(
        [
            department(
                expenditure_total=total,
                expenditure_project=projects,
                department_name="禾溪县水利局",
            ),
            project("渠道维护", total=one),
        ]
    )
    tables = books_of([records])
    at = forms.forms[0]
    moved = tuple(
        replace(t, document_id=at.document_id, fiscal_year=at.fiscal_year) for t in tables.tables
    )
    place = {**forms.place, **{t.table_id: 100 + n for n, t in enumerate(moved)}}
    return replace(forms, tables=moved, all_tables=moved, amounts=tables.amounts, place=place)


@pytest.mark.parametrize(
    ("total", "projects", "one", "expected"),
    [
        ("100.00", "60.00", "60.00", ["holds", "holds", "holds"]),
        ("100.00", "60.00", "20.00", ["holds", "holds", "holds"]),
        ("90.00", "60.00", "60.00", ["fails", "holds", "holds"]),
        ("100.00", "60.00", "75.00", ["fails", "holds", "holds"]),
    ],
)
def test_a_departments_form_has_the_money_of_its_budget(
    total: str, projects: str, one: str, expected: list[str]
) -> None:
    records = publication(expenditure=EXPENDITURE)
    books = with_forms(records, total=total, projects=projects, one=one)
    assert sorted(verdicts("budget_department", books)) == expected


def test_where_a_department_has_no_budget_table_that_is_the_reason() -> None:
    books = open_books([department(expenditure_total="100.00")])
    [check] = checks("budget_department", books)
    assert (check.verdict, check.message) == (
        "not_comparable",
        "No budget table of this department is known.",
    )


@pytest.mark.parametrize(("one", "verdict"), [("60.00", "holds"), ("70.00", "fails")])
def test_a_projects_form_is_within_its_line(one: str, verdict: str) -> None:
    records = publication(projects=PROJECTS)
    books = with_forms(records, total="100.00", projects="60.00", one=one)
    assert verdicts("budget_project_line", books) == [verdict]


def test_a_project_that_the_budget_does_not_list_is_noted() -> None:
    records = publication(projects=PROJECTS.replace("渠道维护", "水库加固"))
    books = with_forms(records, total="100.00", projects="60.00", one="60.00")
    assert verdicts("budget_project_line", books) == ["note"]


def test_an_amount_seen_in_doubt_that_closes_a_sum_is_medium_and_another_stays_low() -> None:
    found = publication(expenditure=EXPENDITURE.replace("行政运行 | 40.00", "行政运行 | 48.00"))
    seen = tuple(
        replace(line, flags=("ocr", "ocr_doubtful"), confidence="low")
        for line in found.budget_lines
    )
    by_place = {
        (line.row_label_text, line.measure): line.confidence
        for line in with_closed_sums(found.budget_tables, seen)
    }
    assert by_place["水利工程运行与维护", "total"] == "medium"
    assert by_place["合计", "project"] == "medium"
    assert by_place["行政运行", "total"] == "low"
    assert by_place["行政运行", "basic"] == "medium"  # of the codes above it, not of its own row
    unnamed = [replace(line, flags=(*line.flags, "label_missing")) for line in seen]
    raised = with_closed_sums(found.budget_tables, unnamed)
    assert {line.confidence for line in raised} == {"low"}
