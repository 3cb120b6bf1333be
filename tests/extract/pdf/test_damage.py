"""Damage within a file: a page that lost some of its text is named, and never read in part."""

import base64
import re
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object

from extract import Source
from extract.families import gate
from extract.model import Code, Reading, Reason, Refused
from extract.readers import read as read_by_content
from extract.readers.pdf import PDF
from extract.words.text import key
from samples.writers.pdf import STYLES, write_pdf
from samples.writers.pdf_forms import made_up, sheet

DRAWN = write_pdf([sheet(made_up(seed)) for seed in (1, 2)], STYLES[0])
PRINTED = Path(__file__).parent / "printed" / "docx-narrow.pdf"


def read(data: bytes) -> Reading:
    return PDF.read(Source(name="x.pdf", data=data, sha256=""), gate=gate())


def harmed(data: bytes, harm: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        harm(document)
        document.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            recompress_flate=False,
        )
    return out.getvalue()


@pytest.mark.parametrize("head", [b"%PDF1.3", b"\0PDF-1.3", b"%pdf-1.3", b""])
def test_a_file_with_a_damaged_head_is_a_pdf_all_the_same(head: bytes) -> None:
    """It was taken for a text that holds no form, and nothing was said."""
    data = head + DRAWN[len(b"%PDF-1.3") :]
    reading = read_by_content(Source(name="x.pdf", data=data, sha256=""), gate=gate())
    assert reading.format == "pdf"
    assert [grid.cells for grid in reading.grids] == [grid.cells for grid in read(DRAWN).grids]
    assert {Code.FILE_DAMAGED, Code.REPAIRED} & {issue.code for issue in reading.issues}


def first(document: pikepdf.Pdf) -> Object:
    return document.pages[0].obj


def flate(document: pikepdf.Pdf, packed: bytes) -> Object:
    stream = document.make_stream(packed)
    stream.Filter = Name.FlateDecode
    return stream


def cut_stream(document: pikepdf.Pdf) -> None:
    packed = zlib.compress(first(document).Contents.read_bytes())
    first(document).Contents = flate(document, packed[: len(packed) * 2 // 3])


def flip_in_stream(document: pikepdf.Pdf) -> None:
    stored = bytearray(zlib.compress(first(document).Contents.read_bytes(), level=0))
    stored[len(stored) // 2] ^= 1
    first(document).Contents = flate(document, bytes(stored))


def cut_printed_letters(document: pikepdf.Pdf) -> None:
    packed = first(document).Contents.read_raw_bytes()
    stream = document.make_stream(packed[: len(packed) // 2])
    stream.Filter = first(document).Contents.Filter
    first(document).Contents = stream


def flip_in_letters(document: pikepdf.Pdf) -> None:
    """One of the letters that stand for a compressed stream: qpdf passes over its wrong sum."""
    packed = bytearray(base64.a85encode(zlib.compress(first(document).Contents.read_bytes(), 0)))
    at = len(packed) * 2 // 3
    packed[at] = packed[at] - 1 if packed[at] > ord("5") else packed[at] + 1
    stream = document.make_stream(bytes(packed) + b"~>")
    stream.Filter = Array([Name.ASCII85Decode, Name.FlateDecode])
    first(document).Contents = stream


def torn_table_of_meanings(document: pikepdf.Pdf) -> None:
    """The first font gets a table of its codes' meanings that is not whole."""
    name = next(iter(first(document).Resources.Font.keys()))
    packed = zlib.compress(b"begincmap 1 beginbfchar <01> <5e74> endbfchar endcmap")
    fonts = Dictionary(first(document).Resources.Font)
    fonts[name] = Dictionary(fonts[name])
    fonts[name].ToUnicode = flate(document, packed[:-9])
    resources = Dictionary(first(document).Resources)
    resources.Font = fonts
    first(document).Resources = resources


def filter_nobody_knows(document: pikepdf.Pdf) -> None:
    """One changed byte in the name of its filter: a packed stream is taken for text."""
    packed = zlib.compress(first(document).Contents.read_bytes())
    stream = document.make_stream(packed)
    stream.Filtes = Name.FlateDecode
    first(document).Contents = stream


def zeros_in_stream(document: pikepdf.Pdf) -> None:
    data = first(document).Contents.read_bytes()
    half = len(data) // 2
    first(document).Contents = document.make_stream(data[:half] + bytes(200) + data[half + 200 :])


def missing_part(document: pikepdf.Pdf) -> None:
    data = first(document).Contents.read_bytes()
    part = document.make_stream(data[: data.find(b"\nBT", len(data) // 2)])
    first(document).Contents = Array([part, document.make_indirect(Dictionary())])


def no_contents(document: pikepdf.Pdf) -> None:
    del first(document)["/Contents"]


def no_fonts(document: pikepdf.Pdf) -> None:
    resources = Dictionary(first(document).Resources)
    resources.Font = Dictionary()
    first(document).Resources = resources


def font_lost(document: pikepdf.Pdf) -> None:
    resources = Dictionary(first(document).Resources)
    resources.Font = Dictionary(dict.fromkeys(resources.Font.keys(), 7))
    first(document).Resources = resources


def no_resources(document: pikepdf.Pdf) -> None:
    del first(document)["/Resources"]


def its_own_parent(document: pikepdf.Pdf) -> None:
    no_resources(document)
    first(document).Parent = first(document)


def missing_form_object(document: pikepdf.Pdf) -> None:
    first(document).Contents = document.make_stream(b"/Fm7 Do")


@pytest.mark.parametrize(
    "harm",
    [
        cut_stream,
        flip_in_stream,
        cut_printed_letters,
        flip_in_letters,
        filter_nobody_knows,
        torn_table_of_meanings,
        zeros_in_stream,
        missing_part,
        no_contents,
        no_fonts,
        font_lost,
        no_resources,
        its_own_parent,
        missing_form_object,
    ],
)
def test_a_page_that_lost_some_of_its_text_is_not_read_and_named(
    harm: Callable[[pikepdf.Pdf], None],
) -> None:
    reading = read(harmed(DRAWN, harm))
    assert Code.PAGE_UNREADABLE in [issue.code for issue in reading.issues if issue.page == 1]
    assert {grid.page for grid in reading.grids} == {2}
    assert reading.incomplete is Reason.DAMAGED


def no_sum(document: pikepdf.Pdf) -> None:
    packed = zlib.compress(first(document).Contents.read_bytes())
    first(document).Contents = flate(document, packed[:-3])


def draws_itself(document: pikepdf.Pdf) -> None:
    page = first(document)
    form = document.make_stream(page.Contents.read_bytes() + b"\n/Fm0 Do")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 1000, 1000])
    resources = Dictionary(page.Resources)
    resources.XObject = Dictionary(Fm0=form)
    form.Resources = page.Resources = resources
    page.Contents = document.make_stream(b"/Fm0 Do")


def picture_in_stream(document: pikepdf.Pdf) -> None:
    picture = b"q 9 0 0 9 5 5 cm BI /W 4 /H 4 /BPC 8 /CS /G ID " + bytes(range(16)) + b" EI Q\n"
    page = first(document)
    page.Contents = document.make_stream(picture + page.Contents.read_bytes())


def page_of_no_size(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        page.obj.MediaBox = Array([0, 0, 0, 0])


@pytest.mark.parametrize("harm", [no_sum, draws_itself, picture_in_stream, page_of_no_size])
def test_what_can_be_made_good_loses_nothing(harm: Callable[[pikepdf.Pdf], None]) -> None:
    reading = read(harmed(DRAWN, harm))
    assert [[cell.text for cell in grid.cells] for grid in reading.grids] == [
        [cell.text for cell in grid.cells] for grid in read(DRAWN).grids
    ]
    assert reading.incomplete is None


@pytest.mark.parametrize(
    ("written", "badly"),
    [
        (rb">>\nstream\n", lambda _: b">>\nstream\r"),
        (rb">>\nstream\n", lambda _: b">>stream \n"),
        (rb"/Length \d+", lambda found: b" " * len(found[0])),
        (rb"/Length \d+", lambda found: b"/Length 9999 0 R"[: len(found[0])]),
        (rb"endstream\nendobj", lambda _: b"endstream\n      "),
        (rb"/Typf ", lambda _: b"/Type "),
        (rb"/Lengti ", lambda _: b"/Length "),
    ],
    ids=["return", "blank", "no length", "other length", "no end", "type twice", "length twice"],
)
def test_what_a_writer_wrote_badly_is_no_damage(
    written: bytes, badly: Callable[[re.Match[bytes]], bytes]
) -> None:
    def twice(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            page.obj.Contents = flate(document, zlib.compress(page.obj.Contents.read_bytes()))
            page.obj.Contents.Lengti = len(page.obj.Contents.read_raw_bytes())
            for font in page.obj.Resources.Font.values():
                font.Typf = Name.Font

    data = harmed(DRAWN, twice)
    changed, times = re.subn(written, badly, data)
    assert times >= len((1, 2))
    assert len(changed) == len(data)
    reading = read(changed)
    assert reading.grids == read(data).grids
    assert (reading.issues, reading.incomplete) == ((), None)


@pytest.mark.parametrize(("count", "pages"), [(b"1", 2), (b"9", 2), (b"0", 2)])
def test_a_page_tree_that_lies_about_its_length_hides_no_page(count: bytes, pages: int) -> None:
    assert DRAWN.count(b"/Count 2") == 1
    reading = read(DRAWN.replace(b"/Count 2", b"/Count " + count))
    assert {grid.page for grid in reading.grids} == set(range(1, pages + 1))


def test_pages_that_the_tree_of_a_broken_file_lost_are_spoken_of() -> None:
    kids = re.search(rb"/Kids \[ \d+ 0 R (\d+ 0 R) \]", DRAWN)
    assert kids is not None
    broken = DRAWN[: kids.start(1)] + b" " * len(kids[1]) + DRAWN[kids.end(1) :]
    broken = broken.replace(b"/Count 2", b"/Count 1").replace(b"startxref", b"startxxxx")
    reading = read(broken)
    assert reading.incomplete is Reason.DAMAGED
    assert Code.PAGE_UNREADABLE in [issue.code for issue in reading.issues]


def tables_of_fonts(document: pikepdf.Pdf, change: Callable[[bytes], bytes | None]) -> None:
    for page in document.pages:
        for font in page.obj.Resources.Font.values():
            if "/ToUnicode" in font:
                table = change(font.ToUnicode.read_bytes())
                del font["/ToUnicode"]
                if table is not None:
                    font.ToUnicode = document.make_stream(table)


@pytest.mark.parametrize(
    "change",
    [lambda _: None, lambda _: b"no table at all", lambda table: table[: len(table) * 2 // 3]],
    ids=["gone", "garbage", "half"],
)
def test_glyphs_whose_meaning_is_lost_are_no_text(
    change: Callable[[bytes], bytes | None],
) -> None:
    with pytest.raises(Refused) as refused:
        read(harmed(PRINTED.read_bytes(), lambda document: tables_of_fonts(document, change)))
    assert refused.value.reason is Reason.DAMAGED


def broken_programs(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        for font in page.obj.Resources.Font.values():
            holder = font.get("/DescendantFonts", [font])[0].FontDescriptor
            for name in {"/FontFile", "/FontFile2", "/FontFile3"} & set(holder.keys()):
                packed = zlib.compress(holder[name].read_bytes())
                holder[name] = flate(document, packed[: len(packed) // 2])


@pytest.mark.parametrize("name", ["docx-narrow", "weasyprint-narrow"])
def test_where_the_drawings_of_a_font_are_lost_no_character_is_lost_with_them(name: str) -> None:
    whole = (PRINTED.parent / f"{name}.pdf").read_bytes()
    try:
        reading = read(harmed(whole, broken_programs))
    except Refused as refused:
        assert refused.reason is Reason.DAMAGED  # noqa: PT017 -- either way
    else:
        assert {issue.code for issue in reading.issues} == {Code.SECOND_READER}
        assert [[key(cell.text) for cell in grid.cells] for grid in reading.grids] == [
            [key(cell.text) for cell in grid.cells] for grid in read(whole).grids
        ]


def test_numbers_of_glyphs_are_no_characters_of_an_identity_font() -> None:
    def bare(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            for font in page.obj.Resources.Font.values():
                if font.Subtype == "/Type0":
                    font.Encoding = Name("/Identity-H")
                    system = font.DescendantFonts[0].CIDSystemInfo
                    system.Ordering = pikepdf.String("Identity")

    with pytest.raises(Refused) as refused:
        read(harmed(DRAWN, bare))
    assert refused.value.reason is Reason.DAMAGED


def test_a_file_that_only_one_reader_opens_is_proven_by_nobody() -> None:
    start = DRAWN.index(b"/Type /Catalog")
    broken = DRAWN[:start] + DRAWN[start:].replace(b">>", b"\xd1>", 1)
    with pytest.raises(pikepdf.PdfError):
        pikepdf.open(BytesIO(broken))
    reading = read(broken)
    assert reading.pages == 2
    assert reading.incomplete is Reason.DAMAGED
    assert Code.FILE_DAMAGED in [issue.code for issue in reading.issues]
