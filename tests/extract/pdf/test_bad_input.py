"""What cannot be read is refused with its reason, and what can be is not lost with it."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract import Source
from extract.families import gate as family_gate
from extract.model import Reading, Reason, Refused
from extract.readers.pdf import PDF
from samples.writers.pdf import STYLES, write_pdf
from samples.writers.pdf_forms import made_up, sheet

GOOD = write_pdf([sheet(made_up(seed)) for seed in (1, 2)], STYLES[0])


def read(data: bytes, *, gate: bool = True) -> Reading:
    return PDF.read(
        Source(name="x.pdf", data=data, sha256=""),
        gate=family_gate() if gate else family_gate().opened(),
    )


def refusal(data: bytes) -> Reason:
    with pytest.raises(Refused) as refused:
        read(data)
    assert refused.value.advice.endswith(".")
    return refused.value.reason


def saved(document: pikepdf.Pdf, **how: object) -> bytes:
    out = BytesIO()
    document.save(out, **how)
    return out.getvalue()


def drawn(*pages: str) -> bytes:
    """A document with a line of text, or a picture (`picture`), or nothing on each page."""
    out = BytesIO()
    canvas = Canvas(out)
    for page in pages:
        if page == "picture":
            pixel = BytesIO(b"P5 1 1 255 \x80")
            canvas.drawImage(ImageReader(pixel), 0, 0, 590, 840)
        elif page:
            canvas.drawString(100, 700, page)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def raw(*objects: str) -> bytes:
    """A PDF written by hand, without a cross-reference table."""
    body = "".join(f"{n} 0 obj {text} endobj\n" for n, text in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer <</Root 1 0 R/Size {len(objects) + 1}>>\n%%EOF".encode()


def test_a_pdf_is_known_by_its_content_and_never_by_its_name() -> None:
    assert PDF.claims(Source(name="x.doc", data=b"junk\n%PDF-1.7", sha256=""))
    page = b"<html><title>404</title>"
    assert not PDF.claims(Source(name="x.pdf", data=page, sha256=""))


def test_a_file_that_opens_with_the_empty_password_is_read() -> None:
    with pikepdf.open(BytesIO(GOOD)) as document:
        data = saved(document, encryption=pikepdf.Encryption(owner="o", user=""))
    assert read(data).grids == read(GOOD).grids


def test_a_file_that_asks_for_a_password_is_refused_as_encrypted() -> None:
    with pikepdf.open(BytesIO(GOOD)) as document:
        data = saved(document, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert refusal(data) is Reason.ENCRYPTED


def test_a_file_without_pages_is_no_document() -> None:
    assert refusal(raw("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>")) in (
        Reason.NOT_A_DOCUMENT,
        Reason.DAMAGED,
    )


def test_pages_that_hold_themselves_do_not_hang_the_reader() -> None:
    refusal(raw("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"))


def test_a_missing_page_size_is_a_usual_one() -> None:
    content = "<</Length 38>>stream\nBT /F1 12 Tf 100 700 Td (Hello) Tj ET   \nendstream"
    data = raw(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R"
        "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        content,
    )
    assert read(data).pages == 1


def test_a_wrong_cross_reference_table_loses_nothing_and_is_spoken_of() -> None:
    at = GOOD.rindex(b"startxref")
    reading = read(GOOD[:at] + b"startxref\n7\n%%EOF\n")
    assert reading.grids == read(GOOD).grids
    assert [issue.code for issue in reading.issues] == ["file_damaged"]


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_truncated_file_is_refused_or_read_with_a_word_about_it(share: float) -> None:
    try:
        reading = read(GOOD[: int(len(GOOD) * share)])
    except Refused as refused:
        assert refused.reason in (Reason.DAMAGED, Reason.NOT_A_DOCUMENT)  # noqa: PT017 -- either way
    else:
        assert "end_missing" in [issue.code for issue in reading.issues]
        assert reading.incomplete is Reason.DAMAGED


def test_a_file_of_pictures_needs_text_recognition() -> None:
    assert refusal(drawn("picture", "picture")) is Reason.NEEDS_OCR


def test_a_picture_among_pages_of_text_is_named_and_the_document_is_partial() -> None:
    reading = read(drawn("one", "picture", "three"))
    assert [(i.code, i.page) for i in reading.issues] == [("needs_ocr_page", 2)]
    assert reading.incomplete is Reason.NEEDS_OCR


@pytest.mark.parametrize("gate", [True, False])
def test_a_picture_under_a_page_number_is_a_scan_all_the_same(gate: bool) -> None:
    out = BytesIO()
    canvas = Canvas(out)
    for number in range(1, 4):
        canvas.drawString(280, 800, f"- {number} -" if number == 2 else "text")
        if number == 2:
            canvas.drawImage(ImageReader(BytesIO(b"P5 1 1 255 \x80")), 0, 0, 590, 700)
        canvas.showPage()
    canvas.save()
    reading = read(out.getvalue(), gate=gate)
    assert [(i.code, i.page) for i in reading.issues] == [("needs_ocr_page", 2)]


def test_a_picture_on_the_first_page_is_a_cover() -> None:
    reading = read(drawn("picture", "two"))
    assert [(i.code, i.page) for i in reading.issues] == [("needs_ocr_page", 1)]
    assert reading.incomplete is None


def test_blank_pages_are_nothing_to_speak_of() -> None:
    reading = read(drawn("one", "", ""))
    assert (reading.issues, reading.incomplete, reading.pages) == ((), None, 3)


def test_eight_hundred_thousand_characters_on_a_page_are_refused_as_too_much() -> None:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.setFont("Helvetica", 1)
    for n in range(800):
        canvas.drawString(0, n, "x" * 1000)
    canvas.save()
    assert refusal(out.getvalue()) is Reason.RESOURCE_LIMIT


def test_forty_thousand_rules_on_a_page_are_refused_as_too_much() -> None:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 800, "performance")
    for n in range(40_000):
        canvas.rect(n % 500, n // 100, 40, 1, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    reading = read(out.getvalue(), gate=False)
    assert [i.code for i in reading.issues] == ["page_too_large"]
    assert reading.incomplete is Reason.RESOURCE_LIMIT


@pytest.mark.parametrize(
    "junk", [b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF", b"%PDF-" + bytes(range(256)) * 9]
)
def test_a_header_and_nothing_more_is_damaged(junk: bytes) -> None:
    assert refusal(junk) is Reason.DAMAGED


def test_the_file_is_only_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(GOOD)
    read(path.read_bytes())
    assert path.read_bytes() == GOOD
