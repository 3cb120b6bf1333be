"""OFD: the same records as PDF, whatever a producer draws with; what is no plain page is said."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from extract import Source, read_document
from extract.model import Code, Document, Reason, Refused
from samples.truth import publications
from samples.writers import ofd, pdf
from samples.writers.ofd import write_ofd
from samples.writers.pages import write_pages
from tests.test_same_records import content, records

SPACE = "http://www.ofdspec.org/2016"
XS = (20.0, 50.0, 90.0, 130.0, 170.0)
ROWS = (
    ("项目名称", "道路", "主管部门", "交通局"),
    ("年度目标", "通车", "资金总额（万元）", "10"),
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "新建道路", "≥12公里"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
)


def packed(files: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, text)
    return out.getvalue()


def xml(name: str, body: str, space: str = SPACE) -> str:
    return f'<ofd:{name} xmlns:ofd="{space}">{body}</ofd:{name}>'


def text(x: float, y: float, words: str, more: str = "", inside: str = "") -> str:
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 40 5" Font="1" Size="3" {more}>{inside}'
        f'<ofd:TextCode X="0" Y="3" DeltaX="g {len(words)} 3">{words}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject ID="1" Boundary="{x0} {y0} {x1 - x0} {y1 - y0}" LineWidth="0.25">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def rules(n: int = len(ROWS)) -> str:
    ys = [40.0 + 10 * k for k in range(n + 1)]
    flat = "".join(line(XS[0], y, XS[-1], y) for y in ys)
    return flat + "".join(line(x, ys[0], x, ys[-1]) for x in XS)


def words(rows: tuple[tuple[str, ...], ...] = ROWS) -> str:
    return "".join(
        text(XS[k] + 1, 42 + 10 * n, each)
        for n, row in enumerate(rows)
        for k, each in enumerate(row)
    )


TITLE = text(70, 30, "项目支出绩效目标表")


def package(
    *contents: str,
    more: str = "",
    common: str = "",
    body: str = "",
    files: dict[str, str] | None = None,
    space: str = SPACE,
    head: str = "",
) -> bytes:
    """A document of A4 pages with these objects on them."""
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    pages = "".join(
        f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(contents))
    )
    doc = f"<ofd:CommonData>{area}{common}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>{more}"
    root = f"<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{body}</ofd:DocBody>"
    whole = {"OFD.xml": xml("OFD", root, space), "Doc_0/Document.xml": xml("Document", doc, space)}
    for n, objects in enumerate(contents):
        layer = f'{head}<ofd:Content><ofd:Layer ID="9">{objects}</ofd:Layer></ofd:Content>'
        whole[f"Doc_0/Pages/Page_{n}/Content.xml"] = xml("Page", layer, space)
    return packed(whole | (files or {}))


def read(data: bytes) -> Document:
    return read_document(Source(name="a.ofd", data=data, sha256="0" * 64))


def values(data: bytes) -> list[str]:
    return [row.value for form in read(data).forms for row in form.indicators]


WHOLE = ["≥12公里", "≥90%"]


@pytest.mark.parametrize("style", ofd.STYLES, ids=lambda style: style.name)
def test_every_way_of_drawing_gives_the_records_of_the_pdf(style: pdf.Style) -> None:
    for publication in publications()[:2]:
        as_pdf = content(records(write_pages(publication, pdf.STYLES[0])))
        read_of_it = records(write_pages(publication, style, write_ofd))
        assert content(read_of_it) == as_pdf
        assert (read_of_it.document.status, read_of_it.document.format) == ("ok", "ofd")


def test_values_have_their_place_in_points() -> None:
    [form] = read(package(TITLE + rules() + words())).forms
    box = form.indicators[0].box
    assert box is not None
    millimetres = [round(edge * 25.4 / 72) for edge in (box.x0, box.top, box.x1, box.bottom)]
    assert (form.indicators[0].page, millimetres) == (1, [130, 70, 170, 80])


@pytest.mark.parametrize("space", [SPACE, "http://www.ofdspec.org"])
def test_both_name_spaces_are_read(space: str) -> None:
    assert values(package(TITLE + rules() + words(), space=space)) == WHOLE


def test_a_form_goes_on_on_the_next_page() -> None:
    first = TITLE + rules(4) + words(ROWS[:4])
    second = rules(1) + words(ROWS[4:])
    assert values(package(first, second)) == WHOLE


def test_what_a_template_prints_is_printed_on_its_pages() -> None:
    data = package(
        words(),
        common='<ofd:TemplatePage ID="7" BaseLoc="Tpl.xml"/>',
        head='<ofd:Template TemplateID="7"/>',
        files={
            "Doc_0/Tpl.xml": xml(
                "Page",
                f'<ofd:Content><ofd:Layer ID="8">{TITLE}{rules()}</ofd:Layer></ofd:Content>',
            )
        },
    )
    assert values(data) == WHOLE


def test_graphics_that_are_drawn_by_their_number_are_read() -> None:
    unit = f"<ofd:Content>{rules()}{words()}</ofd:Content>"
    data = package(
        TITLE + '<ofd:CompositeObject ID="5" Boundary="0 0 210 297" ResourceID="33"/>',
        common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>",
        files={
            "Doc_0/Res.xml": xml(
                "Res",
                "<ofd:CompositeGraphicUnits>"
                f'<ofd:CompositeGraphicUnit ID="33" Width="210" Height="297">{unit}'
                "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>",
            )
        },
    )
    assert values(data) == WHOLE


def test_a_page_that_stands_sideways_is_read() -> None:
    """Every object turned by its own matrix, as programs do that turn a landscape page."""
    block = f'<ofd:PageBlock ID="3">{TITLE}{rules()}{words()}</ofd:PageBlock>'
    turned = block.replace('ID="1" Boundary="', 'ID="1" CTM="0 1 -1 0 0 0" Boundary="')
    pieces = turned.split('Boundary="')
    moved = pieces[0]
    for piece in pieces[1:]:
        sides, _, rest = piece.partition('"')
        x, y, width, height = map(float, sides.split())
        moved += f'Boundary="{200 - y} {x} {height} {width}"{rest}'
    assert values(package(moved)) == WHOLE


def test_text_that_runs_down_is_read() -> None:
    side = (
        '<ofd:TextObject ID="1" Boundary="22 72 5 20" Size="3">'
        '<ofd:TextCode X="0" Y="3" DeltaY="g 3 4">产出指标</ofd:TextCode></ofd:TextObject>'
    )
    rows = tuple(("", *row[1:]) if row[0] == "产出指标" else row for row in ROWS)
    [form] = read(package(TITLE + rules() + words(rows) + side)).forms
    assert form.indicators[0].level1 == "产出指标"


HIDDEN = text(131, 72.5, "≥99", 'Visible="false"')
CLEAR = text(131, 72.5, "≥99", 'Alpha="0"')
UNFILLED = text(131, 72.5, "≥99", 'Fill="false"')


@pytest.mark.parametrize("unseen", [HIDDEN, CLEAR, UNFILLED])
def test_text_that_nobody_sees_changes_no_value(unseen: str) -> None:
    assert values(package(TITLE + rules() + words() + unseen)) == WHOLE


def filled(x: float, y: float, wide: float, tall: float, colour: str = "255 255 255") -> str:
    return (
        f'<ofd:PathObject ID="1" Boundary="{x} {y} {wide} {tall}" Fill="true" Stroke="false">'
        f'<ofd:FillColor Value="{colour}"/><ofd:AbbreviatedData>M 0 0 L {wide} 0 L {wide} {tall} '
        f"L 0 {tall} C</ofd:AbbreviatedData></ofd:PathObject>"
    )


def test_text_that_is_painted_over_is_said_and_not_read() -> None:
    document = read(package(TITLE + rules() + words() + filled(131, 71, 38, 8)))
    assert [i.code for form in document.forms for i in form.issues].count(Code.PRINT_UNREAD) == 1


def test_a_ground_that_is_painted_before_hides_nothing() -> None:
    assert (
        values(package(filled(20, 40, 150, 50, "200 220 255") + TITLE + rules() + words())) == WHOLE
    )


def test_what_an_annotation_prints_is_read_as_printed() -> None:
    note = (
        '<ofd:Annot ID="4" Type="Stamp"><ofd:Appearance Boundary="130 70 40 10">'
        f"{text(1, 2, '≥12公里')}</ofd:Appearance></ofd:Annot>"
    )
    rows = (*ROWS[:3], (*ROWS[3][:3], ""), ROWS[4])
    data = package(
        TITLE + rules() + words(rows),
        more="<ofd:Annotations>Annots/All.xml</ofd:Annotations>",
        files={
            "Doc_0/Annots/All.xml": xml(
                "Annotations", '<ofd:Page PageID="0"><ofd:FileLoc>P0.xml</ofd:FileLoc></ofd:Page>'
            ),
            "Doc_0/Annots/P0.xml": xml("PageAnnot", note),
        },
    )
    assert values(data) == WHOLE


def test_a_picture_in_a_cell_is_print_that_is_not_read() -> None:
    picture = '<ofd:ImageObject ID="6" Boundary="131 71 30 8" ResourceID="2"/>'
    rows = (*ROWS[:3], (*ROWS[3][:3], ""), ROWS[4])
    document = read(package(TITLE + rules() + words(rows) + picture))
    assert Code.PRINT_UNREAD in [i.code for form in document.forms for i in form.issues]


def test_a_scan_needs_text_recognition() -> None:
    picture = '<ofd:ImageObject ID="6" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>'
    with pytest.raises(Refused) as refused:
        read(package(picture))
    assert refused.value.reason is Reason.NEEDS_OCR
    both = read(package(TITLE + rules() + words(), picture))
    assert both.reading.incomplete is Reason.NEEDS_OCR


def test_signatures_seals_and_attachments_are_named() -> None:
    signed = (
        '<ofd:SignedInfo><ofd:Provider ProviderName="禾溪县财政局"/>'
        '<ofd:StampAnnot ID="1" PageRef="0" Boundary="120 200 40 40"/></ofd:SignedInfo>'
    )
    data = package(
        TITLE + rules() + words(),
        body="<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>",
        more="<ofd:Attachments>Att.xml</ofd:Attachments>",
        files={
            "Doc_0/Signs/Signatures.xml": xml(
                "Signatures", '<ofd:Signature ID="1" Type="Seal" BaseLoc="S0/Signature.xml"/>'
            ),
            "Doc_0/Signs/S0/Signature.xml": xml("Signature", signed),
            "Doc_0/Att.xml": xml(
                "Attachments",
                '<ofd:Attachment ID="1" Name="附件.xlsx"><ofd:FileLoc>a.xlsx</ofd:FileLoc>'
                "</ofd:Attachment>",
            ),
            "Doc_0/a.xlsx": "12345",
        },
    )
    document = read(data)
    told = {issue.code: issue.text for issue in document.issues}
    assert told == {Code.SEAL_FOUND: "seal 禾溪县财政局"}
    [attached] = document.reading.members
    assert (attached.name, attached.size) == ("Doc_0/a.xlsx", 5)
    assert values(data) == WHOLE
    below = read_document(Source(name="a.ofd", data=data, sha256="0" * 64, opens=False))
    assert Code.ATTACHMENT_FOUND in [issue.code for issue in below.issues]


def refusal(data: bytes) -> Reason:
    with pytest.raises(Refused) as refused:
        read(data)
    return refused.value.reason


def test_what_is_locked_cut_or_a_bomb_is_refused() -> None:
    whole = package(TITLE + rules() + words())
    assert refusal(package(TITLE, files={"Encryptions.xml": "<x/>"})) is Reason.ENCRYPTED
    assert refusal(packed({"OFD.xml": "<ofd"})) is Reason.DAMAGED
    assert refusal(packed({"OFD.xml": xml("OFD", "")})) is Reason.DAMAGED
    assert refusal(whole[: len(whole) // 2]) is Reason.DAMAGED
    assert refusal(package("<!-- -->" + " " * (65 * 1024**2))) is Reason.RESOURCE_LIMIT


def test_a_page_that_is_not_there_is_said() -> None:
    more = '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/gone.xml"/></ofd:Pages>'
    data = package(TITLE + rules() + words())
    with zipfile.ZipFile(BytesIO(data)) as opened:
        files = {name: opened.read(name).decode() for name in opened.namelist()}
    pages = files["Doc_0/Document.xml"]
    files["Doc_0/Document.xml"] = pages.replace("</ofd:Pages>", more.removeprefix("<ofd:Pages>"))
    document = read(packed(files))
    assert document.reading.incomplete is Reason.DAMAGED
    assert [issue.page for issue in document.issues if issue.code is Code.PAGE_UNREADABLE] == [2]
    assert len(document.forms) == 1


def test_graphics_that_draw_themselves_end() -> None:
    itself = '<ofd:CompositeObject ID="5" Boundary="0 0 210 297" ResourceID="33"/>' * 20
    data = package(
        TITLE + rules() + words() + itself,
        common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>",
        files={
            "Doc_0/Res.xml": xml(
                "Res",
                "<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID='33'><ofd:Content>"
                f"{itself}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>",
            )
        },
    )
    assert refusal(data) is Reason.RESOURCE_LIMIT


def test_entities_are_not_resolved_and_steps_without_end_are_refused() -> None:
    entity = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    data = package(TITLE + rules() + words())
    with zipfile.ZipFile(BytesIO(data)) as opened:
        files = {name: opened.read(name).decode() for name in opened.namelist()}
    page = "Doc_0/Pages/Page_0/Content.xml"
    hostile = files | {page: entity + files[page].replace("≥12公里", "&a;")}
    assert values(packed(hostile)) in ([], ["≥90%"], ["", "≥90%"])
    endless = files | {page: files[page].replace("g 4 3", "g 999999999 3")}
    assert refusal(packed(endless)) is Reason.RESOURCE_LIMIT
