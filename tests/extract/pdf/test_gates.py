"""No gate may lose a form: what the gates let through gives the same forms as reading every page.

The gate before PDFium is an upper bound. Here it is held against PDFium itself, page by page.
"""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

import extract.document
from extract import Source, read_document
from extract.families import gate
from extract.model import Code, Reason, Refused
from extract.readers import read
from extract.readers.pdf import PDF
from extract.readers.pdf.before.content_streams import Contents
from extract.readers.pdf.before.peek import Peek
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.gate import (
    may_print_amounts,
    passed_over,
    sets_amounts_apart,
    unruled,
)
from extract.readers.pdf.ruled.tables import PageTables, tables_of
from extract.words.text import ideographs
from samples.writers.pdf import FONT, STYLES, Sheet, Spot, Style, wrapped, write_pdf
from samples.writers.pdf_forms import filler, made_up, made_up_with_two_goals, sheet, two_goal_sheet

PRINTED = Path(__file__).parent / "printed"
REAL = Path(__file__).parents[4] / "shared" / "real"
PROSE = "关于预算编制的说明：项目名称、主管部门和实施单位见附表，部门名称不变。" * 40
MONEY = Sheet(
    ("支出预算表",),
    (90.0, 120.0, 90.0),
    tuple(
        Spot(text, row, col)
        for row in range(8)
        for col, text in enumerate((str(2050000 + row), "教育支出", f"{row * 37}.00"))
    ),
    new_page=True,
)


def book(style: Style) -> bytes:
    """Prose, amounts and forms: some begin a page, some follow each other and are cut by pages."""
    first, second, third = (made_up(seed, rows=8, goal=2) for seed in (1, 2, 3))
    title = Sheet((*["说明"] * 44, "附表"), (100.0, 100.0), (Spot("甲", 0, 0), Spot("乙", 0, 1)))
    return write_pdf(
        [
            *(PROSE, MONEY, sheet(first, new_page=True), sheet(second), PROSE, title),
            *(two_goal_sheet(made_up_with_two_goals(3)), MONEY, filler(30), sheet(third), PROSE),
        ],
        style,
    )


def forms_of(data: bytes, monkeypatch: pytest.MonkeyPatch, *, gated: bool) -> list[object]:
    monkeypatch.setattr(
        extract.document,
        "read",
        lambda source, **_: read(source, gate=gate() if gated else gate().opened()),
    )
    document = read_document(Source(name="", data=data, sha256=""))
    return [(form.facts, form.funding, form.goal, form.title, form.indicators, form.issues)
            for form in document.forms]  # fmt: skip


def peeks(data: bytes) -> Iterable[tuple[int, Peek | None, PdfiumEngine]]:
    engine = PdfiumEngine(data)
    contents = Contents(data, len(engine))
    for number in range(1, len(engine) + 1):
        yield number, contents.peek(number), engine
    contents.close()
    engine.close()


def held_against_pdfium(data: bytes) -> None:
    """What the gate tells of each page is an upper bound; it tells of every page with words."""
    for number, peek, engine in peeks(data):
        printed = {c for c in ideographs(engine.text(number)) if c.isprintable() and c != " "}
        if peek is None:
            assert not any(map(str.isalpha, printed)), number
            continue
        assert printed <= peek.characters, number
        if peek.lines() <= 1:
            assert tables_of(engine.page(number)).tables == (), number
        if peek.lines() == 0:
            assert engine.page(number, bare=True).rules == (), number


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_the_gates_lose_nothing_of_a_form(style: Style, monkeypatch: pytest.MonkeyPatch) -> None:
    data = book(style)
    some = forms_of(data, monkeypatch, gated=True)
    assert len(some) == 4
    assert some == forms_of(data, monkeypatch, gated=False)


def test_a_page_comes_to_the_same_whether_it_is_passed_over_or_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forms = [sheet(made_up(seed, rows=8, goal=2), new_page=True) for seed in (1, 2)]
    data = write_pdf([*[PROSE] * 4, forms[0], PROSE, MONEY, *[PROSE] * 3, forms[1]], STYLES[0])
    source = Source(name="", data=data, sha256="")
    passed: list[bool] = []

    def looked(*args: Any, **more: Any) -> bool:
        passed.append(passed_over(*args, **more))
        return passed[-1]

    monkeypatch.setattr("extract.readers.pdf.gate.passed_over", looked)
    seldom = read_document(source)
    assert len(seldom.forms) == 2
    times, _ = len(passed), passed.clear()
    monkeypatch.setattr("extract.readers.pdf.gate._LONGEST", 0)
    assert read_document(source) == seldom
    assert times < len(passed)
    assert any(passed)
    monkeypatch.setattr("extract.readers.pdf.gate.Look.passes_over", lambda *_, **__: False)
    assert read_document(source) == seldom


def test_a_page_whose_letters_are_not_whole_is_never_passed_over() -> None:
    file = PRINTED / "chromium-middle.pdf"
    with pikepdf.open(file) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
                torn = document.make_stream(b"x?")
                torn.Filter, item.FontFile2 = pikepdf.Name.FlateDecode, torn
        saved = BytesIO()
        document.save(saved)
    whole, by_the_second = (
        read_document(Source(name="", data=data, sha256=""))
        for data in (file.read_bytes(), saved.getvalue())
    )
    assert Code.SECOND_READER in {issue.code for issue in by_the_second.issues}
    assert [len(form.indicators) for form in by_the_second.forms] == [
        len(form.indicators) for form in whole.forms
    ]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_a_look_at_the_content_is_an_upper_bound_of_what_pdfium_reads(style: Style) -> None:
    held_against_pdfium(book(style))


@pytest.mark.skipif(not REAL.is_dir(), reason="the real publications are not here")
@pytest.mark.parametrize("name", ["swu-2024-budget.pdf", "swu-2024-accounts.pdf"])
def test_a_look_at_the_content_of_real_pages_is_an_upper_bound(name: str) -> None:
    held_against_pdfium((REAL / name).read_bytes())


def test_pages_without_the_words_of_a_form_or_a_budget_table_are_passed_over() -> None:
    over = [
        passed_over(p, gate(), going_on=False)
        for _, p, _ in peeks(write_pdf([PROSE, MONEY], STYLES[0]))
    ]
    assert over == [True, False]


def test_a_file_that_pikepdf_complains_of_is_read_by_pdfium_alone() -> None:
    data = write_pdf([PROSE], STYLES[0])
    at = data.rindex(b"startxref")
    assert all(p is None for _, p, _ in peeks(data[:at] + b"startxref\n7\n%%EOF\n"))


# Pages whose content says less than is printed


def page(content: bytes, resources: str = "", **more: bytes) -> bytes:
    """A page of that content, with a Chinese font /F1 and, under their names, form objects."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setFont(FONT, 10)
    canvas.drawString(0, 0, "。")
    canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(out.getvalue())) as document:
        only = document.pages[0].obj
        fonts = only.Resources.Font
        chinese = next(fonts[k] for k in fonts if fonts[k].Subtype == "/Type0")
        only.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=chinese))
        for name, stream in more.items():
            form = pikepdf.Stream(document, stream)
            form.Subtype, form.Type = pikepdf.Name("/Form"), pikepdf.Name("/XObject")
            form.BBox = [0, 0, 600, 800]
            only.Resources.XObject = only.Resources.get("/XObject", pikepdf.Dictionary())
            only.Resources.XObject[f"/{name}"] = form
        for key, value in pikepdf.Object.parse(f"<< {resources} >>".encode()).items():
            only.Resources[key] = value
        only.Contents = pikepdf.Stream(document, content)
        saved = BytesIO()
        document.save(saved)
    return saved.getvalue()


def hexed(text: str) -> bytes:
    return b"<" + text.encode("utf-16-be").hex().encode() + b">"


SAID = b"BT /F1 9 Tf 50 700 Td " + hexed("绩效") + b" Tj ET"


@pytest.mark.parametrize(
    "data",
    [
        page(SAID),
        page(b"BT /F1 9 Tf 50 700 Td " + hexed("甲") + b" Tj ET /X Do", X=SAID),
        page(b"BT /F1 9 Tf 50 700 Td [" + hexed("绩") + b" 9 " + hexed("效") + b"] TJ ET"),
        page(b"BT /F1 9 Tf 50 700 Td <7 ee9 65 48> Tj ET"),
        page(rb"BT /F1 9 Tf 50 700 Td (\176\351eH) Tj ET"),
        page(b"BT /F1 9 Tf 50 700 Td /Span <</ActualText <FEFF7EE96548>>> BDC "
             + hexed("甲") + b" Tj EMC ET"),
        page(b"BT /F1 9 Tf 50 700 Td /Span /P1 BDC " + hexed("甲") + b" Tj EMC ET",
             "/Properties << /P1 << /ActualText <FEFF7EE96548> >> >>"),
        page(b"/G1 gs BT 50 700 Td " + hexed("绩效") + b" Tj ET",
             "/ExtGState << /G1 << /Font [<< >> 9] >> >>"),
        page(b"/F1 9 Tf q BT 0 0 Td " + hexed("甲") + b" Tj ET Q BT 50 700 Td "
             + hexed("绩效") + b" Tj ET"),
        page(b"BI /W 1 /H 1 /BPC 8 /CS /G ID ( EI " + SAID),
        page(b"% a comment (\n" + SAID),
        page(b"BT /F1 9 Tf 50 700 Td (a\\(b(c\\)d)e) Tj " + hexed("绩效") + b" Tj ET"),
    ],
)  # fmt: skip
def test_no_way_of_printing_a_word_passes_the_gate_unseen(data: bytes) -> None:
    [(_, peek, _)] = peeks(data)
    assert not passed_over(peek, gate(), going_on=False)


def test_form_objects_that_draw_each_other_are_refused_before_pdfium_draws_them() -> None:
    circle = b"/X Do /X Do /X Do"
    data = page(SAID + b" " + circle, X=circle)
    with pikepdf.open(BytesIO(data)) as document:
        form = document.pages[0].obj.Resources.XObject.X
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        saved = BytesIO()
        document.save(saved)
    assert refusal(saved.getvalue()) is Reason.RESOURCE_LIMIT


def test_a_form_object_that_draws_itself_once_costs_nothing() -> None:
    data = page(SAID + b" /X Do", X=b"/X Do")
    assert PDF.read(Source(name="", data=data, sha256=""), gate=gate()).issues == ()


def test_a_page_that_draws_one_form_object_often_is_read() -> None:
    data = page(SAID + b" /X Do" * 3_000, X=b"0 0 m 9 9 l S")
    assert PDF.read(Source(name="", data=data, sha256=""), gate=gate()).issues == ()


def test_a_page_that_grows_a_thousandfold_is_refused_before_pdfium_inflates_it() -> None:
    assert refusal(page(SAID + b" " * 90_000_000)) is Reason.RESOURCE_LIMIT


def refusal(data: bytes) -> Reason:
    with pytest.raises(Refused) as refused:
        PDF.read(Source(name="", data=data, sha256=""), gate=gate())
    return refused.value.reason


def test_a_line_alone_is_a_table_only_where_a_form_may_go_on() -> None:
    prose = Peek(characters=frozenset("项目名称为主"), streams=(b"80 60 m 500 60 l S",))
    assert passed_over(prose, gate(), going_on=False)
    assert not passed_over(prose, gate(), going_on=True)


def test_a_page_prints_a_form_without_rules_where_its_text_holds_a_header() -> None:
    empty = PageTables(number=1, width=1, height=1, turns=0, tables=(), lines=(), marks=0)
    assert unruled(empty, "一级指标 二级指标 三级指标 指标值", gate())
    assert not unruled(empty, "三级指标共12个", gate())


TOLD = (
    "本年收入预算 12,345.67 万元，其中基本支出 1,234.50 万元，项目支出 11,111.17 万元，"
    "比上年增长 3.2 %；编制 35 人。"
) * 6


@pytest.mark.parametrize(
    ("beside", "apart"),
    [
        ([], False),
        ([(80, 300, "附件"), (200, 300, "说明")], False),
        ([(80, 300, "合计 12.00 万元")], False),
        # words of a justified line
        ([(80, 300, "支出为"), (200, 300, "12.00"), (300, 300, "万元，比上年增加")], False),
        ([(80, 300, "合计"), (200, 300, "12.00")], True),
        ([(80, 300, "合计"), (200, 300, "12.00"), (300, 300, "万元")], True),
        ([(80, 300, "205"), (200, 300, "01"), (80, 280, "教育支出")], True),
        ([(80, 300, "12.00")], True),
        ([(80, 300, "项目"), (200, 300, "预算数"), (300, 300, "备注")], True),
        # column by column: no two texts of one line follow each other
        ([(x, y, "项目") for x in (80, 200, 300) for y in (300, 280)], True),
        ([(80, 100, "一般公共预算支出表")], True),
    ],
)
def test_amounts_between_the_spaces_of_a_sentence_are_none_of_a_table(
    beside: list[tuple[int, int, str]], apart: bool
) -> None:
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setFont(FONT, 9)
    for n, line in enumerate(wrapped(TOLD, 400.0)):
        canvas.drawString(80, 700 - 16 * n, line)
    for x, y, text in beside:
        canvas.drawString(x, y, text)
    canvas.save()
    engine = PdfiumEngine(out.getvalue())
    text = engine.text(1)
    assert may_print_amounts(text, gate(), after=False)
    assert sets_amounts_apart(engine, 1, text) is apart
    engine.close()
