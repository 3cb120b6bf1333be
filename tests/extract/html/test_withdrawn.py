"""Words struck through and marks of footnotes are no part of a value; a note tells of each."""

from collections.abc import Callable

import pytest

from extract.model import Reading

Read = Callable[..., Reading]

PAGE = (
    "<style>.old{{text-decoration-line:line-through}}</style>"
    "<table><tr><td>一级指标<td>指标值<tr><td>产出指标<td>{}</table>"
)


def value_and_notes(read: Read, value: str) -> tuple[str, list[tuple[str, str]]]:
    reading = read(PAGE.format(value))
    [grid] = reading.grids
    return grid.cells[-1].text, [(issue.code.value, issue.text) for issue in reading.issues]


@pytest.mark.parametrize(
    "struck",
    [
        "<del>≥9处</del>",
        "<s>≥9处</s>",
        "<s><p>≥9处</p></s>",
        "<strike>≥9处</strike>",
        "<span style='text-decoration: line-through red'>≥9处</span>",
        "<b class=old>≥9处</b>",
        "<p class=old>≥9<i>处</i></p>",
    ],
)
def test_withdrawn_text_is_left_out_and_noted(read: Read, struck: str) -> None:
    assert value_and_notes(read, f"{struck}<ins>≥12处</ins>") == (
        "≥12处",
        [("text_withdrawn", "≥9处")],
    )


def test_del_without_its_line_is_text(read: Read) -> None:
    assert value_and_notes(read, "<del style='text-decoration:none'>≥9处</del>") == ("≥9处", [])


def test_a_struck_row_leaves_empty_cells(read: Read) -> None:
    rows = "<tr><td>产出指标<td>≥12处<tr class=old><td>时效指标<td>6月"
    reading = read(PAGE.format(f"≥5处{rows}"))
    assert [c.text for c in reading.grids[0].cells[4:]] == ["产出指标", "≥12处"]
    assert [i.text for i in reading.issues] == ["时效指标", "6月"]


@pytest.mark.parametrize(
    ("value", "text", "mark"),
    [
        ("480<sup>1</sup>处", "480处", "1"),
        ("480处<sup>①</sup>", "480处", "①"),
        ("480处<sup><a href=#n>[2]</a></sup>", "480处", "[2]"),
        ("≥95%<sup>*</sup>", "≥95%", "*"),
        ("480<span style='vertical-align:super'>3</span>处", "480处", "3"),
        ("480<b style='position:relative;top:-5px;font-size:8px'>1</b>处", "480处", "1"),
        ("480<b style='vertical-align:4px;font-size:60%'>1</b>处", "480处", "1"),
        ("480<sub>1</sub>处", "480处", "1"),
        ("480处<b style='vertical-align:sub'>①</b>", "480处", "①"),
        ("480平方米<sup>2</sup>", "480平方米", "2"),
        ("<sup>1</sup>480处", "480处", "1"),
    ],
)
def test_marks_of_footnotes_are_left_out_and_noted(
    read: Read, value: str, text: str, mark: str
) -> None:
    assert value_and_notes(read, value) == (text, [("raised_mark", mark)])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("480m<sup>2</sup>", "480m²"),
        ("480米<sup>3</sup>", "480米³"),
        ("3×10<sup>4</sup>处", "3×10⁴处"),
        ("10<sup>-3</sup>", "10⁻³"),
        ("480吨H<sub>2</sub>O", "480吨H2O"),
        ("37<sup>0</sup>C", "37⁰C"),
        ("<sup>1</sup>/<sub>2</sub>", "¹/2"),
    ],
)
def test_exponents_and_what_stands_below_the_line_are_text(
    read: Read, value: str, text: str
) -> None:
    assert value_and_notes(read, value) == (text, [])


def test_titles_above_a_form_lose_their_withdrawn_words_and_marks_too(read: Read) -> None:
    reading = read(
        "<h1><del>2023</del>2024年项目支出绩效目标表<sup>1</sup></h1>"
        "<table><tr><td>产出指标<td>≥9处</table>"
    )
    assert [line.text for line in reading.grids[0].heading] == ["2024年项目支出绩效目标表"]
    assert {issue.text for issue in reading.issues} == {"2023", "1"}
