"""Forms printed without upright rules: read where one reading is left of them, else signalled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.model import Document, Source
from samples.writers.pdf import FONT

HEAD = ("一级指标", "二级指标", "三级指标", "指标值")
XS = (70.0, 170.0, 290.0, 440.0)
ROWS = (
    ("产出指标", "数量指标", "维修村道里程", "≥12.5公里"),
    ("", "", "新建桥梁数量", "3座"),
    ("", "质量指标", "工程验收合格率", "100%"),
    ("", "时效指标", "完工时间", "2024年11月底前"),
    ("效益指标", "社会效益指标", "受益人口", "≥4200人"),
    ("", "", "出行时间缩短", "20分钟"),
    ("满意度指标", "服务对象满意度指标", "沿线群众满意度", "≥90%"),
)
FILLED = [
    ("产出指标", "数量指标", "维修村道里程", "≥12.5公里"),
    ("产出指标", "数量指标", "新建桥梁数量", "3座"),
    ("产出指标", "质量指标", "工程验收合格率", "100%"),
    ("产出指标", "时效指标", "完工时间", "2024年11月底前"),
    ("效益指标", "社会效益指标", "受益人口", "≥4200人"),
    ("效益指标", "社会效益指标", "出行时间缩短", "20分钟"),
    ("满意度指标", "服务对象满意度指标", "沿线群众满意度", "≥90%"),
]
FACTS = (
    ("项目名称", "禾溪县村道维修项目"),
    ("主管部门", "禾溪县交通局", "实施单位", "禾溪县公路站"),
    ("年度资金总额", "86.40"),
    ("年度目标", "维修村道，新建桥梁，方便沿线群众出行，"),
    ("", "年内完工并通过验收。"),
)
Draw = Callable[[Canvas], None]


def published(*pages: Draw) -> Document:
    """A publication of these pages, read."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for draw in pages:
        canvas.setFont(FONT, 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return read_document(Source(name="", data=out.getvalue(), sha256=""))


def form(
    rows: Sequence[Sequence[str]] = ROWS,
    *,
    facts: Sequence[Sequence[str]] = FACTS,
    ruled: Sequence[int] = (),
    xs: Sequence[float] = XS,
    top: float = 780,
    centred: bool = False,
) -> Draw:
    """A form whose header row is row 0; `ruled`: rows with a rule above them, one more the foot."""

    def draw(canvas: Canvas) -> None:
        y = top
        canvas.drawCentredString(297, y, "项目支出绩效目标表")
        canvas.drawCentredString(297, y - 18, "（2024年度）")
        canvas.drawRightString(540, y - 36, "单位：万元")
        y -= 56
        for fact in facts:
            for x, text in zip((70, 170, 330, 440), fact, strict=False):
                canvas.drawString(x, y, text)
            y -= 18
        for n, row in enumerate([HEAD, *rows]):
            if n in ruled:
                canvas.line(60, y + 13, 540, y + 13)
            for x, text in zip(xs, row, strict=True):
                if centred:
                    canvas.drawCentredString(x + 25, y, text)
                else:
                    canvas.drawString(x, y, text)
            y -= 18
        if len(rows) + 1 in ruled:
            canvas.line(60, y + 13, 540, y + 13)

    return draw


def printed(document: Document) -> list[tuple[str, str, str, str]]:
    return [(i.level1, i.level2, i.name, i.value) for f in document.forms for i in f.indicators]


def signals(document: Document) -> list[tuple[str, int | None]]:
    return [(str(issue.code), issue.page) for issue in document.issues]


REFUSED = [("unruled_form", 1)]


@pytest.mark.parametrize("centred", [False, True])
def test_a_three_line_table_is_read_by_its_columns(centred: bool) -> None:
    document = published(form(ruled=(0, 1, 8), centred=centred))
    assert printed(document) == FILLED
    assert signals(document) == [("second_reader", 1)]


def test_a_form_without_any_rule_is_read_with_its_facts_money_and_goal() -> None:
    document = published(form())
    assert printed(document) == FILLED
    [found] = document.forms
    assert [(fact.role, fact.text) for fact in found.facts] == [
        ("project_name", "禾溪县村道维修项目"),
        ("supervisor", "禾溪县交通局"),
        ("implementing_unit", "禾溪县公路站"),
    ]
    assert [(line.amount, line.unit) for line in found.funding] == [("86.40", "万元")]
    assert found.goal == "维修村道，新建桥梁，方便沿线群众出行，年内完工并通过验收。"
    assert (found.fiscal_year, found.rows_failed) == (2024, 0)
    assert (document.unrecognised, signals(document)) == (0, [("second_reader", 1)])


WRAPPED = (
    *ROWS[:2],
    ("", "质量指标", "单位工程一次性验收合", "100%"),
    ("", "", "格率", ""),
    *ROWS[3:],
)


def test_a_name_that_wraps_between_two_rules_is_one_name() -> None:
    document = published(form(WRAPPED, ruled=(0, 1, 2, 3, 5, 6, 7, 8, 9)))
    wrapped = ("产出指标", "质量指标", "单位工程一次性验收合格率", "100%")
    # Room for three more characters is left in its line: it may be two names.
    assert (printed(document), signals(document)) == ([], REFUSED)
    tight = (70.0, 170.0, 290.0, 405.0)
    document = published(form(WRAPPED, ruled=(0, 1, 2, 3, 5, 6, 7, 8, 9), xs=tight))
    assert printed(document) == [*FILLED[:2], wrapped, *FILLED[3:]]


@pytest.mark.parametrize("ruled", [(), (0, 1, 9)])
def test_a_name_that_wraps_where_no_rule_parts_rows_is_signalled(ruled: tuple[int, ...]) -> None:
    document = published(form(WRAPPED, ruled=ruled))
    assert (printed(document), signals(document)) == ([], REFUSED)


def test_two_full_lines_that_may_be_one_row_are_signalled() -> None:
    rows = (
        *ROWS[:2],
        ("", "质量指标", "单位工程一次性验收合", "达到国家标准优良等级以"),
        ("", "", "格率及优良率", "上"),
        *ROWS[3:],
    )
    document = published(form(rows, xs=(70.0, 170.0, 290.0, 405.0)))
    assert (printed(document), signals(document)) == ([], REFUSED)


def test_levels_that_may_stand_amid_their_rows_are_signalled() -> None:
    rows = (
        ("产出指标", "数量指标", "维修村道里程", "≥12.5公里"),
        ("", "", "新建桥梁数量", "3座"),
        ("效益指标", "社会效益指标", "受益人口", "≥4200人"),
        ("", "", "出行时间缩短", "20分钟"),
    )
    document = published(form(rows))
    assert (printed(document), signals(document)) == ([], REFUSED)


@pytest.mark.parametrize("level2", ["", "生态效益指标"])
def test_levels_that_may_stand_in_the_last_of_their_rows_are_signalled(level2: str) -> None:
    rows = (
        ("产出指标", "数量指标", "维修村道里程", "≥12.5公里"),
        ("", level2, "绿化里程", "3公里"),
        ("效益指标", "社会效益指标", "受益人口", "≥4200人"),
        ("满意度指标", "服务对象满意度指标", "沿线群众满意度", "≥90%"),
    )
    document = published(form(rows))
    assert (printed(document), signals(document)) == ([], REFUSED)


@pytest.mark.parametrize(
    "rows",
    [
        (*ROWS[:4], ("效益指标", "社会效益指标", "沿线受益人口及行人出行情况", "≥4200人")),
        (*ROWS[:1], ("", "", "新建桥梁数量", ""), *ROWS[2:]),
        (*ROWS[:1], ("", "", "", "3座"), *ROWS[2:]),
        (("", "", "维修村道里程", "≥12.5公里"), *ROWS[1:]),
        (*ROWS[:2], ("", "质量", "工程验收合格率", "100%"), *ROWS[2:], ("合计", "", "", "")),
    ],
    ids=["a column crossed", "no value", "no name", "no level", "no row"],
)
def test_a_table_that_leaves_doubt_is_signalled(rows: tuple[tuple[str, ...], ...]) -> None:
    document = published(form(rows, xs=(70.0, 170.0, 290.0, 415.0)))
    assert (printed(document), signals(document)) == ([], REFUSED)


def test_a_fact_that_is_no_pair_of_label_and_value_is_signalled() -> None:
    document = published(form(facts=(*FACTS, ("资金用途说明如下",))))
    assert (printed(document), signals(document)) == ([], REFUSED)


def test_an_upright_rule_or_one_below_a_part_of_the_table_leaves_doubt() -> None:
    for line in ((280, 500, 280, 560), (280, 560, 400, 560)):

        def draw(canvas: Canvas, line: tuple[int, int, int, int] = line) -> None:
            form()(canvas)
            canvas.line(*line)

        assert signals(published(draw)) == REFUSED


def test_a_table_near_the_foot_of_a_page_may_go_on_on_the_next() -> None:
    low = form(top=420)

    def more(canvas: Canvas) -> None:
        canvas.drawString(290, 780, "沿线商户满意度")
        canvas.drawString(440, 780, "≥85%")

    assert printed(published(low)) == FILLED
    assert signals(published(low, more)) == REFUSED


def test_a_number_close_below_the_last_row_may_be_the_rest_of_a_value() -> None:
    def number(x: float, below: float) -> Draw:
        def draw(canvas: Canvas) -> None:
            form(top=245, facts=())(canvas)
            canvas.drawString(x, 63 - below, "20")

        return draw

    assert printed(published(number(290, 40))) == FILLED
    assert signals(published(number(440, 15))) == REFUSED


def test_many_rows_below_the_last_word_of_a_form_do_not_hide_it() -> None:
    more = tuple(("", "", f"第{n}段村道养护里程", f"{n}公里") for n in range(1, 29))
    document = published(form((*ROWS, *more), ruled=(0, 1, 36)))
    last = [("满意度指标", "服务对象满意度指标", *row[2:]) for row in more]
    assert printed(document) == [*FILLED, *last]


def test_prose_that_names_the_labels_is_no_form() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(70, 780, "项目支出绩效目标表")
        canvas.drawString(70, 760, "填报时应逐项写明一级指标、二级指标、三级指标、指标值。")
        canvas.drawString(70, 740, "一级指标二级指标三级指标的写法见附件，指标值应当可以衡量。")
        canvas.drawString(70, 720, "产出指标  数量指标  维修里程  12公里")

    document = published(draw)
    assert printed(document) == []
    assert not any(code == "second_reader" for code, _ in signals(document))
