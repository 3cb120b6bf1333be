"""Print that a file holds in odd ways: what a person sees is read, all else is not or is said."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.extract.pdf.test_conservation import (
    VALUE,
    WHOLE,
    XS,
    drawn,
    line,
    records,
    said,
    values,
)

Change = Callable[[pikepdf.Pdf, pikepdf.Dictionary], None]
Y = line(3)
NUMBER = "25000"


def with_content(
    content: str, *change: Change, without: tuple[int, ...] = (3,), **entries: object
) -> bytes:
    """A form with more content, in a font /F of Helvetica; `entries` are those of the page."""
    out = BytesIO()
    with pikepdf.open(BytesIO(drawn(without=without))) as document:
        page = document.pages[0].obj
        fonts = page.Resources.Font
        fonts.F = next(font for font in fonts.values() if font.BaseFont == "/Helvetica")
        for each in change:
            each(document, page)
        for name, value in entries.items():
            page[f"/{name}"] = value
        data = page.Contents.read_bytes()
        page.Contents = document.make_stream(b"q\n" + data + b"\nQ\n" + content.encode())
        document.save(out)
    return out.getvalue()


def words(text: str = NUMBER, x: float = VALUE, y: float = Y, size: float = 9) -> str:
    return f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET"


def drawing(content: str, **entries: object) -> Change:
    """A form object /X of that content."""

    def change(document: pikepdf.Pdf, page: pikepdf.Dictionary) -> None:
        form = document.make_stream(content.encode())
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.Resources = Dictionary(Font=page.Resources.Font)
        for name, value in entries.items():
            form[f"/{name}"] = value
        page.Resources.XObject = Dictionary(X=form)

    return change


def state(**entries: object) -> Change:
    """A graphics state /G."""

    def change(_: pikepdf.Pdf, page: pikepdf.Dictionary) -> None:
        page.Resources.ExtGState = Dictionary(G=Dictionary(**entries))

    return change


def pattern(document: pikepdf.Pdf, page: pikepdf.Dictionary) -> None:
    """A pattern /P that shades from black to dark grey."""
    shades = Dictionary(FunctionType=2, N=1, Domain=[0, 1], C0=[0], C1=[0.2])
    shading = Dictionary(
        ShadingType=2,
        ColorSpace=Name.DeviceGray,
        Coords=Array([0, 0, 600, 0]),
        Function=shades,
        Extend=Array([True, True]),
    )
    made = Dictionary(Type=Name.Pattern, PatternType=2, Shading=shading)
    page.Resources.Pattern = Dictionary(P=document.make_indirect(made))
    page.Resources.ColorSpace = Dictionary(C=Array([Name.Pattern]))


def symbols(_: pikepdf.Pdf, page: pikepdf.Dictionary) -> None:
    page.Resources.Font.S = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Symbol)


IN_HALF = {"BBox": Array([-5, -5, 200, 40]), "Matrix": Array([0.5, 0, 0, 0.5, VALUE, Y])}
TURNED_BACK = {"BBox": Array([-20, -5, 40, 80]), "Matrix": Array([0, -1, 1, 0, VALUE, Y])}


@pytest.mark.parametrize(
    "data",
    [
        with_content("/X Do", drawing(words(x=0, y=0, size=18), **IN_HALF)),
        with_content(
            "/X Do", drawing(f"BT /F 9 Tf 0 1 -1 0 0 0 Tm ({NUMBER}) Tj ET", **TURNED_BACK)
        ),
        with_content(f"q .01 0 0 .01 {VALUE} {Y} cm {words(x=0, y=0, size=900)} Q"),
        with_content(words(size=2)),
        with_content(f"q 1 Tr .3 w {words()} Q"),
        with_content(f"q 2 Tr .3 w 1 g {words()} Q"),
        with_content(f"q /G gs {words()} Q", state(ca=0.3)),
        with_content(f"q /C cs /P scn {words()} Q", pattern),
        with_content(f"/Span <</ActualText ({NUMBER})>> BDC {words()} EMC"),
        with_content(f"q .7 g {words(x=VALUE + 0.8, y=Y - 0.8)} Q {words()}"),
        with_content(words(), UserUnit=2.0),
        with_content(words(), Rotate=90),
        with_content(words(), MediaBox=Array([-100, -100, 595, 842])),
    ],
    ids=(
        *("scaled object", "turned object", "scaled page", "tiny", "stroked", "outlined"),
        *("transparent", "pattern", "actual text", "shadow", "user unit", "turned", "box"),
    ),
)
def test_what_is_printed_in_an_odd_way_is_read(data: bytes) -> None:
    assert values(data) == [WHOLE[0], NUMBER, *WHOLE[2:]]
    assert said(data) == []


def test_a_sign_of_a_font_of_symbols_is_read() -> None:
    content = f"BT /S 9 Tf {VALUE} {Y} Td (\\263) Tj /F 9 Tf ({NUMBER}) Tj ET"
    assert values(with_content(content, symbols))[1] == f"≥{NUMBER}"


@pytest.mark.parametrize(
    ("content", "change"),
    [
        (f"q 10 10 10 20 re W n {words('99999', x=VALUE + 70)} Q", []),
        (f"q /G gs {words('99999', x=VALUE + 70)} Q", [state(ca=0)]),
        (f"q 1 g {words('99999', x=VALUE + 70)} Q", []),
        (f"q 3 Tr {words('99999', x=VALUE + 70)} Q", []),
    ],
    ids=("clipped away", "transparent", "white", "invisible"),
)
def test_what_nobody_sees_is_not_read(content: str, change: list[Change]) -> None:
    data = with_content(content, *change, without=())
    assert values(data) == WHOLE
    assert said(data) == []


def layer_of(rule: str | None) -> Change:
    """A layer that is switched off; content marked /M is part of it, or of a group by a rule."""

    def change(document: pikepdf.Pdf, page: pikepdf.Dictionary) -> None:
        layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("旧稿")))
        document.Root.OCProperties = Dictionary(
            OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]))
        )
        group = Dictionary(Type=Name.OCMD, OCGs=Array([layer]), P=Name(f"/{rule or 'AnyOn'}"))
        page.Resources.Properties = Dictionary(M=document.make_indirect(group) if rule else layer)
        if "/XObject" in page.Resources:
            page.Resources.XObject.X.OC = layer

    return change


OLD = words("99999", x=VALUE + 70)


@pytest.mark.parametrize(
    ("content", "change"),
    [
        ("/X Do", [drawing(OLD, BBox=Array([0, 0, 600, 850])), layer_of(None)]),
        (f"/OC /M BDC {OLD} EMC", [layer_of(None)]),
        (f"/OC /M BDC {OLD} EMC", [layer_of("AnyOn")]),
        (f"/OC /M BDC {OLD} EMC", [layer_of("AllOn")]),
    ],
    ids=("an object", "content", "a group of any", "a group of all"),
)
def test_what_lies_on_a_layer_that_is_off_is_not_read(content: str, change: list[Change]) -> None:
    data = with_content(content, *change, without=())
    assert values(data) == WHOLE
    assert said(data) == []


def test_a_group_that_shows_when_its_layers_are_off_is_read() -> None:
    data = with_content(f"/OC /M BDC {words()} EMC", layer_of("AllOff"))
    assert values(data)[1] == NUMBER


CLIPPED = {"BBox": Array([-5, -5, 10.2, 40]), "Matrix": Array([1, 0, 0, 1, VALUE, Y])}


@pytest.mark.parametrize(
    "data",
    [
        with_content("/X Do", drawing(words(x=0, y=0), **CLIPPED)),
        with_content(f"q {VALUE} {Y - 5} 10.2 20 re W n {words()} Q"),
    ],
    ids=("an object's box", "a clip"),
)
def test_digits_that_are_cut_off_are_said(data: bytes) -> None:
    assert values(data)[1] == "25"
    assert "000" in said(data)[0]


WHITE_DOT = "BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f\nEI"


@pytest.mark.parametrize(
    "cover",
    [
        f"q 1 g {VALUE + 10} {Y - 1} 15 9 re f Q",
        f"q 1 G 9 w {VALUE + 9} {Y + 3} m {VALUE + 30} {Y + 3} l S Q",
        f"q 25 0 0 9 {VALUE + 10} {Y - 1} cm {WHITE_DOT} Q",
        (
            f"q 1 g {VALUE + 10} {Y - 2} m {VALUE + 20} {Y - 2} l {VALUE + 30} {Y - 2} l "
            f"{VALUE + 30} {Y + 9} l {VALUE + 20} {Y + 9} l {VALUE + 10} {Y + 9} l h f Q"
        ),
    ],
    ids=("a box", "a thick line", "a picture", "a polygon"),
)
def test_digits_that_something_hides_are_said(cover: str) -> None:
    assert NUMBER not in values(with_content(words() + cover))
    assert said(with_content(words() + cover))


def test_a_line_through_a_value_is_said() -> None:
    data = with_content(f"q 1 w {VALUE - 1} {Y + 3} m {VALUE + 54} {Y + 3} l S Q", without=())
    assert values(data) == WHOLE
    assert any("划去" in each for each in said(data))
    assert [row.confidence for row in records(data).indicators].count("high") == 2


def test_a_note_that_strikes_a_value_out_is_said() -> None:
    def struck(document: pikepdf.Pdf, page: pikepdf.Dictionary) -> None:
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.StrikeOut,
            F=4,
            Rect=Array([VALUE, Y - 2, VALUE + 60, Y + 9]),
            QuadPoints=Array([VALUE, Y + 9, VALUE + 60, Y + 9, VALUE, Y - 2, VALUE + 60, Y - 2]),
            Contents=String(""),
        )
        page.Annots = Array([document.make_indirect(note)])

    assert said(with_content("", struck, without=()))


def test_text_that_begins_at_the_end_of_another_cell_is_said() -> None:
    """Most of it stands in the value's cell, and it begins before the rule."""
    assert any(NUMBER[2:] in each for each in said(with_content(words(x=XS[3] - 8))))
