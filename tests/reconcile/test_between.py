"""Between the forms of a department, between departments, between years."""

from __future__ import annotations

from extract.model import Form
from tests.reconcile.build import checks, project, row, verdicts


def test_forms_named_alike_but_for_a_number_are_twins() -> None:
    forms = [
        project("招商引资经费", row("任务", "≥6个"), row("企业", "≥2个"), total="5"),
        project("招商引资经费1", row("任务", "≥6个"), row("企业", "≥3个"), total="17"),
    ]
    (twins,) = checks("twin_forms", forms)
    assert twins.verdict == "note"
    assert "2 indicators in common, 1 of them" in twins.message
    (target,) = checks("twin_targets", forms)
    assert (target.left_text, target.right_text) == ("企业 ≥3个", "企业 ≥2个")


def test_forms_of_other_names_or_departments_are_no_twins() -> None:
    forms = [
        project("招商引资经费"),
        project("工作经费1"),
        project("招商引资经费1", office="禾溪县财政局"),
    ]
    assert verdicts("twin_forms", forms) == []


def test_one_indicator_with_different_targets_in_two_forms_is_noted() -> None:
    forms = [
        project("一", row("村数量", "=16个"), row("满意度", "=90%")),
        project("二", row("村数量", "=17个"), row("满意度", "90%")),
    ]
    (check,) = checks("shared_targets", forms)
    assert check.verdict == "note"
    assert check.left_text == "村数量 =17个"


def test_the_same_long_text_in_two_departments_is_noted() -> None:
    text = "按时足额发放工资，无拖欠、错发、漏发现象发生，保障基本生活需要。"
    one, two = project("一", goal=text), project("二", goal=text, office="禾溪县财政局")
    (check,) = checks("repeated_text", [one], [two])
    assert check.verdict == "note"
    assert check.right_text == "禾溪县财政局"


def test_the_same_text_within_a_department_or_a_short_one_is_not() -> None:
    text = "按时足额发放工资，无拖欠、错发、漏发现象发生，保障基本生活需要。"
    within = [project("一", goal=text), project("二", goal=text)]
    short = [project("三", goal="按时发放")], [project("四", goal="按时发放", office="财政局")]
    assert verdicts("repeated_text", within, *short) == []


def two_years(before: str, after: str) -> tuple[list[Form], list[Form]]:
    return (
        [project("道路", row("道路长度", before), year=2023)],
        [project("道路", row("道路 长度", after), year=2024)],
    )


def test_a_target_below_that_of_the_year_before_is_lowered() -> None:
    documents = two_years("≥10公里", "≥8公里")
    (check,) = checks("target_lowered", *documents)
    assert (check.verdict, check.fiscal_year) == ("note", 2024)
    assert check.message == "Lowered from 10 in 2023 to 8 (-20.0%)."
    assert verdicts("target_raised", *documents) == []


def test_a_target_above_that_of_the_year_before_is_raised() -> None:
    documents = two_years("≥8公里", "≥10公里")
    assert verdicts("target_raised", *documents) == ["note"]
    assert verdicts("target_lowered", *documents) == []


def test_targets_in_other_units_or_unchanged_are_not_listed() -> None:
    for documents in (two_years("≥8公里", "≥8公里"), two_years("≥8公里", "≥80%")):
        assert verdicts("target_raised", *documents) == []


def test_a_publication_that_lies_there_in_two_formats_is_compared_once() -> None:
    before, after = two_years("≥8公里", "≥10公里")
    assert verdicts("target_raised", before, after, after) == ["note"]


def test_projects_new_and_gone_are_noted_with_their_year() -> None:
    before = [project("旧", year=2023), project("同", year=2023)]
    after = [project("同", year=2024), project("新", year=2024)]
    (new,), (gone,) = checks("project_new", before, after), checks("project_gone", before, after)
    assert (new.left_text, new.fiscal_year) == ("新", 2024)
    assert (gone.left_text, gone.fiscal_year) == ("旧", 2023)


def test_projects_in_files_of_their_own_are_neither_new_nor_gone() -> None:
    before = [[project("一", year=2023)], [project("二", year=2023)]]
    after = [[project("一", year=2024)], [project("二", year=2024)]]
    assert verdicts("project_new", *before, *after) == []
    assert verdicts("project_gone", *before, *after) == []
