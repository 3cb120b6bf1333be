"""What a browser does not print is not read; what it prints is, whatever tried to hide it."""

from collections.abc import Callable

import pytest

from extract.model import Reading

Read = Callable[..., Reading]

PAGE = (
    "<style>{style}</style>"
    "<table><tr><td>指标名称<td>指标值<tr><td>渠道长度<td{cell}>{value}</table>"
)


def value_of(read: Read, value: str, *, style: str = "", cell: str = "") -> str:
    [grid] = read(PAGE.format(style=style, cell=cell, value=value)).grids
    return next((c.text for c in grid.cells if (c.row, c.col) == (1, 1)), "")


@pytest.mark.parametrize(
    "how",
    [
        "hidden",
        "HIDDEN",
        "\nHid\x01den=''",
        "STYLE='Display:None'",
        *(
            f"style='{each}'"
            for each in (
                "display: NONE",
                "visibility:hidden",
                "visibility:collapse",
                "font-size:0",
                "font-size: 0.0pt",
                "font:0/0 a",
                "opacity:0",
                "opacity: .0",
                "filter:opacity(0%)",
                "color:#fff",
                "color:rgb(255, 255, 255)",
                "color:hsl(0, 0%, 100%)",
                "color:transparent",
                "background:#000",
                "display:inline-block;text-indent:-9999px",
                "position:absolute;left:-999em",
                "position:absolute;clip:rect(0,0,0,0)",
                "display:inline-block;width:0;overflow:hidden",
                "transform:scale(0)",
                "mso-hide:all",
            )
        ),
    ],
)
def test_text_that_leaves_no_mark_on_the_page_is_not_read(read: Read, how: str) -> None:
    assert value_of(read, f"≥3<span {how}>8</span>6公里") == "≥36公里"


@pytest.mark.parametrize(
    "style",
    [
        ".q{display:none}",
        "span.q { visibility : hidden }",
        "#n{font-size:0}",
        "td span{opacity:0}",
        "table td>.q,.other{color:white}",
        "[data-v]{display:none}",
        ".q.r{display:none}",
        ":is(.q, .z){display:none}",
        "td span:not(.z){visibility:hidden}",
        "td:nth-child(2) > span:first-child{display:none}",
        "@media screen{.q{display:none}}",
        "<!-- .q{display:none} -->",
        ".q{display:inline}.r{display:none}",
        ".q{display:none!important}#n{display:inline}",
    ],
)
def test_what_a_style_of_the_page_hides_is_not_read(read: Read, style: str) -> None:
    assert value_of(read, '≥3<span class="q r" id=n data-v=1>8</span>6公里', style=style) == (
        "≥36公里"
    )


@pytest.mark.parametrize(
    ("style", "own"),
    [
        ("@media print{.q{display:none}}", ""),
        ("@media (max-width:600px){.q{display:none}}", ""),
        ("/* .q{display:none} */", ""),
        (".q:hover{display:none}", ""),
        ("b.q{display:none}", ""),
        ("span:not(.q){display:none}", ""),
        (".q{display:none}", "display:inline"),
        (".q{color:#fff}", "background:#036"),
        (".q{font-size:0}#n{font-size:9px}", ""),
        ("", "font-size:1px"),
        ("", "position:absolute;left:40px"),
    ],
)
def test_what_another_rule_shows_is_read(read: Read, style: str, own: str) -> None:
    value = f'≥3<span class=q id=n style="{own}">8</span>6公里'
    assert value_of(read, value, style=style) == "≥386公里"


@pytest.mark.parametrize(
    ("value", "read_as"),
    [
        ("≥<i style='visibility:hidden'>9<b style='visibility:visible'>36</b></i>公里", "≥36公里"),
        ("≥<i style='font-size:0'>9<b style='font-size:12px'>36</b></i>公里", "≥36公里"),
        ("≥36<i style='font-size:0'>9<b style='font-size:2em'>9</b></i>公里", "≥36公里"),
        ("≥36<i style='display:none'>9<b style='display:inline'>9</b></i>公里", "≥36公里"),
        ("<font color=white>9</font>≥36公里", "≥36公里"),
    ],
)
def test_hiding_goes_down_to_what_is_inside_unless_that_says_otherwise(
    read: Read, value: str, read_as: str
) -> None:
    assert value_of(read, value) == read_as


def test_text_in_the_colour_of_its_cell_is_not_read_and_white_on_a_dark_one_is(read: Read) -> None:
    value = "<font color=#DDEEFF>9</font>≥36公里"
    assert value_of(read, value, cell=" style='background-color:#def'") == "≥36公里"
    assert value_of(read, "<b style='color:#fff'>≥36公里</b>", cell=" bgcolor=#003366") == "≥36公里"


def test_names_of_colours_are_asked_for_however_they_are_written(read: Read) -> None:
    assert value_of(read, "<FONT COLOR=White>9</FONT>≥36公里") == "≥36公里"
    assert (
        value_of(read, "<b style='color:#036'>9</b>≥36公里", cell=" BGColor\n=#003366") == "≥36公里"
    )
    dark = "<td BGCOLOR=#036>"
    page = f"<BODY TEXT=#FFF><table><tr>{dark}指标名称{dark}指标值<tr>{dark}渠道长度<td>9</table>"
    assert [c.text for c in read(page).grids[0].cells] == ["指标名称", "指标值", "渠道长度", ""]


def test_white_text_is_read_where_a_sheet_elsewhere_may_colour_its_ground(read: Read) -> None:
    page = "<link rel=stylesheet href=a.css>" + PAGE
    [grid] = read(page.format(style="", cell="", value="<b style='color:#fff'>≥36公里</b>")).grids
    assert grid.cells[-1].text == "≥36公里"


def test_an_invisible_cell_keeps_its_place(read: Read) -> None:
    [grid] = read("<table><tr><td>a<td style='visibility:hidden'>b<td>c</table>").grids
    assert [(c.text, c.col) for c in grid.cells] == [("a", 0), ("", 1), ("c", 2)]


def test_rows_hidden_by_a_class_are_left_out_and_noted(read: Read) -> None:
    reading = read(
        "<style>tr.old{display:none}</style>"
        "<table><tr><td>a<td>b<tr class=old><td>草稿<td>1<tr><td>c<td>d</table>"
    )
    assert [c.text for c in reading.grids[0].cells] == ["a", "b", "c", "d"]
    assert [(i.code, i.text) for i in reading.issues] == [("hidden_rows", "1")]


DRAFT = "<div style='display:none'><table><tr><td>产出指标<td>≥9公里</table></div>"
SHOWN = "<table><tr><td>产出指标<td>≥36公里</table>"


def test_a_hidden_form_beside_a_shown_one_counts_only_if_something_can_bring_it_forth(
    read: Read,
) -> None:
    assert len(read(SHOWN + DRAFT).grids) == 1
    assert len(read("<script>tabs()</script>" + SHOWN + DRAFT).grids) == 2


def test_notes_above_ruby_are_no_text(read: Read) -> None:
    value = "≥<ruby>36<rp>(</rp><rt>卅六</rt><rp>)</rp></ruby>公里"
    assert value_of(read, value) == "≥36公里"
    heading = f"<script>1</script><h1><b>{value}</b>，<ruby>堃<rt><i>kūn</i></rt></ruby>镇</h1>"
    assert read(heading + SHOWN).title == "≥ 36 公里 ， 堃 镇"


@pytest.mark.parametrize(
    ("value", "read_as"),
    [
        ("≥3&#8203;6&shy;公&zwnj;里&#8288;", "≥36公里"),
        ("≥3<wbr>6公里", "≥36公里"),
        ("≥36&nbsp;公里", "≥36 公里"),
        ("36<br>500", "36 \n500"),
        ("<p>36</p><p>500</p>", "36 \n500"),
        ("≥36<br>公里", "≥36\n公里"),
        ("≥36公里<span style='display:block'>9处</span>", "≥36公里\n9处"),
    ],
)
def test_figures_are_joined_only_where_nothing_stands_between_them(
    read: Read, value: str, read_as: str
) -> None:
    assert value_of(read, value) == read_as
