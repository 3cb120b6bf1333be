"""Print that is no text, in a form or where one is announced, is told; a site's frame is not."""

import re
from collections.abc import Callable

import pytest

from extract.model import Reading, Reason

Read = Callable[..., Reading]

FORM = (
    "<h1>项目支出绩效目标表</h1><table><tr><td>项目名称<td>灌溉渠修缮"
    "<tr><td>一级指标<td>指标值<tr><td>产出指标<td{cell}>{value}</table>"
)
TITLE = "<h1>项目支出绩效目标表</h1><p>禾溪县水务局二〇二四年部门预算公开，表格附后</p>"

LISTED = "<ul><li><a href=1.html>项目支出绩效目标表</a></ul>"


def unread(reading: Reading) -> list[str]:
    """What is told, without its place."""
    told = [issue.text for issue in reading.issues if issue.code == "print_unread"]
    return [re.sub(r"^table \d+ row \d+: ", "", text) for text in told]


def form(value: str = "≥36公里", *, cell: str = "", style: str = "") -> str:
    return f"<style>{style}</style>" + FORM.format(value=value, cell=cell)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("<img src=u/ge.gif alt='≥'>36公里", "img: ≥ | ge.gif"),
        ("<img src=u/1.png>36公里", "img: 1.png"),
        ("<p><img data-src=1.png src=blank.gif></p>", "img: 1.png"),
        ("<svg><text>≥</text></svg>36公里", "svg: ≥"),
        ("<canvas></canvas>36公里", "canvas"),
        ("<object data=v.swf>旧</object>36公里", "object: v.swf"),
        ("<i class='iconfont icon-ge'></i>36公里", "an icon: iconfont icon-ge"),
        ("\ue612 36公里", "letters of a font's own: \ue612 36公里"),
        ("&#xe612;36公里", "letters of a font's own: \ue61236公里"),
        ("<bdo dir=rtl>63</bdo>公里", "text set from right to left: 63"),
        (
            "<b dir=rtl style='unicode-bidi:bidi-override'>63</b>公里",
            "text set from right to left: 63",
        ),
        (
            "<p style='display:flex;flex-flow:row-reverse'><b>公里</b><b>36</b></p>",
            "text in another order than written: 公里36",
        ),
        (
            "<p style='display:flex'><b style='order:2'>公里</b><b>36</b></p>",
            "text in another order than written: 公里",
        ),
        (
            "9公里<b style='position:absolute;left:0;background:#fff'>36公里</b>",
            "text laid over other text: 36公里",
        ),
        ("36<b style='font-size:1px'>9</b>公里", "text too small to be read: 9"),
        ("≥<math><mfrac><mn>1</mn><mn>3</mn></mfrac></math>", "a formula: 13"),
        ("<math><msup><mn>10</mn><mn>3</mn></msup></math>人", "a formula: 103"),
        ("<script>document.write(36)</script>公里", "written by a script: document.write(36)"),
    ],
)
def test_a_picture_in_a_form_is_told_and_the_page_is_read_in_part(
    read: Read, value: str, told: str
) -> None:
    reading = read(form(value))
    assert unread(reading) == [told]
    assert reading.incomplete is Reason.NEEDS_OCR


def test_a_formula_in_a_row_and_text_placed_alone_in_its_cell_are_text(read: Read) -> None:
    for value in (
        "<math><mn>36</mn><mi>公里</mi></math>",
        "<b style='position:absolute'>36公里</b>",
    ):
        assert unread(read(form(value))) == []


@pytest.mark.parametrize(
    ("cell", "style"),
    [
        (" style='background:url(u/36.png) no-repeat'", ""),
        (" background=36.png", ""),
        (" class=v", "td.v{background-image:url('36.png')}"),
    ],
)
def test_a_picture_behind_a_value_is_told(read: Read, cell: str, style: str) -> None:
    assert unread(read(form(cell=cell, style=style))) == ["a picture behind the text: 36.png"]


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("td.v::before{content:'≥'}", "≥36公里"),
        (".v:before{content:'\\2265'}", "≥36公里"),
        (".v:after{content:attr(data-unit)}", "36公里/年"),
        (".v:before{content:'约';display:none}", "36公里"),
        (".v:after{content:'.';visibility:hidden;height:0}", "36公里"),
        ("@media print{.v:before{content:'≥'}}", "36公里"),
    ],
)
def test_what_a_style_prints_before_or_behind_a_value_is_read(
    read: Read, style: str, text: str
) -> None:
    reading = read(form("36公里", cell=" class=v data-unit=/年", style=style))
    assert reading.grids[0].cells[-1].text == text
    assert not unread(reading)


@pytest.mark.parametrize("content", ["url(ge.png)", "counter(n)", "'\\e612'"])
def test_what_a_style_prints_and_nobody_can_read_is_told(read: Read, content: str) -> None:
    reading = read(form("36公里", cell=" class=v", style=f".v:before{{content:{content}}}"))
    assert len(unread(reading)) == 1


@pytest.mark.parametrize(
    "page",
    [
        TITLE + "<p><img src=u/1.jpg></p>",
        TITLE + "<canvas></canvas>",
        TITLE + "<table><tr><td><img src=u/1.jpg></table>",
        "<div id=zoom><img src=u/1.jpg></div><title>禾溪县水务局项目支出绩效目标表</title>",
        "<p>公开说明</p><p><img src=1.jpg alt='部门整体支出绩效目标表'></p>",
        "<p>项目支出绩效目标表见下图。</p><img src=1.jpg>",
        "<table><tr><td>栏目<td><h2>项目支出绩效目标表</h2><img src=1.jpg></table>",
    ],
)
def test_a_form_that_is_only_a_picture_is_never_read_in_full(read: Read, page: str) -> None:
    reading = read(page)
    assert len(unread(reading)) == 1
    assert reading.incomplete is Reason.NEEDS_OCR


@pytest.mark.parametrize("title", ["", "<p>项目支出绩效目标表（二）</p>"])
def test_a_second_form_that_is_only_a_picture_is_told(read: Read, title: str) -> None:
    assert unread(read(f"{form()}{title}<p><img src=u/2.jpg></p>")) == ["img: 2.jpg"]


@pytest.mark.parametrize(
    "page",
    [
        "<img src=t.jpg><img src=i/logo.png>" + form(),
        form() + "<div class=footer><img src=red.png></div>",
        form() + "<p>版权所有：禾溪县人民政府</p><img src=red.png>",
        form() + "<div id=share><img src=1.png></div>",
        form() + "<p><img src=u/3.png alt='扫一扫'></p>",
        form() + "<a href=/zt/><img src=u/zt.jpg></a>",
        form() + "<img src=u/4.png width=16 height=16>",
        form() + "<img src=u/5.png style='display:none'>",
        form("≥36公里<img src=s.gif width=1 height=1>"),
        form("≥36公里<img src='data:image/gif;base64,R0lGODlhAQABAIAAAA'>"),
        form("≥36公里<img src=s.png hidden>"),
        form(cell=" style='background:url(bg.png) repeat-x'"),
        TITLE + "<p><img src=i/pdf.gif><a href=1.pdf>附件</a></p>",
        TITLE + "<iframe src=1.pdf></iframe>",
        LISTED + "<p>本县二〇二四年部门预算公开目录，按部门排列</p><img src=t.jpg>",
        "<h1>灌溉渠通水</h1><p>本县举行通水仪式，村民到场观看。</p><img src=u/6.jpg>",
    ],
)
def test_the_pictures_of_a_sites_frame_cost_nothing(read: Read, page: str) -> None:
    reading = read(page)
    assert not unread(reading)
    assert reading.incomplete is None


def test_a_row_or_column_of_words_in_a_cell_is_its_text_and_a_larger_table_is_told(
    read: Read,
) -> None:
    small = read(form("<table><tr><td>≥36<td>公里</table>"))
    assert small.grids[0].cells[-1].text == "≥36 公里"
    assert not unread(small)
    large = read(form("<table><tr><td>干渠<td>9<tr><td>支渠<td>27</table>"))
    assert unread(large) == ["a table in a cell: 干渠 9 支渠 27"]
    assert large.incomplete is Reason.NEEDS_OCR


def test_what_is_told_of_a_form_has_its_place(read: Read) -> None:
    reading = read("<table><tr><td>收入<td>1<tr><td>支出<td>2</table>" + form("<img src=1.png>"))
    [issue] = [issue for issue in reading.issues if issue.code == "print_unread"]
    assert issue.text == "table 2 row 3: img: 1.png"


def test_pictures_beside_a_table_of_other_things_cost_nothing(read: Read) -> None:
    table = "<table><tr><td>绩效工作<td>9<tr><td>会议<td>2</table>"
    assert read(f"<h1>简讯</h1>{table}<p>培训现场</p><img src=u/7.jpg>").incomplete is None
