"""Names in any encoding, and locks: what a file is called within never decides what it is."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from extract import Source, read_document
from extract.model import Document, Reason, Refused
from samples.writers.pdf import STYLES, write_pdf
from samples.writers.pdf_forms import made_up, sheet

FORM = write_pdf([sheet(made_up(7))], STYLES[0])


def read(data: bytes) -> Document:
    return read_document(Source(name="x.pdf", data=data, sha256=""))


def plain(data: bytes = FORM) -> bytes:
    """The document with its structure in plain text, where bytes can be put in its place."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        document.save(
            out,
            qdf=True,
            static_id=True,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def renamed(data: bytes, before: bytes, after: bytes) -> bytes:
    """Other names; where they are as long as the old ones, the file stays sound."""
    assert before in data
    return data.replace(before, after)


@pytest.mark.parametrize(
    ("name", "gbk"), [(b"/STSong-Light", b"/#CB#CE#CC#E5"), (b"/Helvetica", b"/#CB#CE+ABC")]
)
def test_a_font_whose_name_is_gbk_is_a_font(name: bytes, gbk: bytes) -> None:
    data = renamed(plain(), b"/BaseFont " + name, b"/BaseFont " + gbk[: len(name)])
    document = read(data)
    assert len(document.forms) == len(read(FORM).forms) == 1
    assert [row.value for row in document.forms[0].indicators] == [
        row.value for row in read(FORM).forms[0].indicators
    ]


def test_a_resource_whose_name_is_gbk_is_found() -> None:
    data = plain()
    for number in (b"1", b"2", b"3"):
        data = data.replace(b"/F" + number + b" ", b"/\xcb" + bytes((0xCD + int(number),)) + b" ")
    document = read(data)
    assert b"/\xcb\xce " in data
    assert [len(form.indicators) for form in document.forms] == [
        len(form.indicators) for form in read(FORM).forms
    ]
    assert document.reading.incomplete is None


def test_a_name_that_is_written_badly_is_a_name() -> None:
    data = renamed(plain(), b"/BaseFont /Helvetica", b"/BaseFont /A#ZZB    ")
    assert read(data).reading.incomplete is None


def test_an_object_that_an_encrypted_file_lost_is_not_forgotten_when_it_is_unlocked() -> None:
    data = locked()
    assert b"5 0 obj" in data
    document = read_or_refuse(data.replace(b"5 0 obj", b"5 0 obr"))
    assert document is Reason.DAMAGED


def read_or_refuse(data: bytes) -> Reason | None:
    """Why a file is not read in full, be it refused or not."""
    try:
        return read(data).reading.incomplete
    except Refused as refusal:
        return refusal.reason


def test_a_file_of_which_only_the_attachments_are_locked_is_read() -> None:
    locked = BytesIO()
    with pikepdf.open(BytesIO(FORM)) as document:
        document.save(
            locked,
            encryption=pikepdf.Encryption(owner="a", user="b", R=4),
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    with pikepdf.open(locked, password="b") as document:  # noqa: S106 -- it locks this file alone
        said, number = document.trailer.Encrypt, bytes(document.trailer.ID[0]).hex()
        lock = (
            f"/Encrypt << /Filter /Standard /V 4 /R 4 /Length 128 /P {int(said.P)} "
            f"/O <{bytes(said.O).hex()}> /U <{bytes(said.U).hex()}> /EFF /StdCF "
            "/CF << /StdCF << /CFM /AESV2 /AuthEvent /EFOpen /Length 16 >> >> "
            f"/StmF /Identity /StrF /Identity >> /ID [<{number}> <{number}>]"
        )
    head, tail = plain().rsplit(b"trailer <<", 1)
    before, after = tail.split(b"/ID [", 1)
    rest = after.split(b"]", 1)[1]
    assert len(read(head + b"trailer << " + lock.encode() + before + rest).forms) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"/Filter /Standard", b"/Filter /FooBarXY"),
        (b"/R 4", b"/R 9"),
        (b"/O <", b"/Q <"),
    ],
)
def test_a_lock_that_nobody_knows_is_refused_as_one(before: bytes, after: bytes) -> None:
    data = renamed(locked(), before, after)
    with pytest.raises(Refused) as refused:
        read(data)
    assert refused.value.reason is Reason.ENCRYPTED


@pytest.mark.parametrize("method", [b"/CFM /FOOV2", b"/CFM /AESV2"])
def test_a_lock_that_one_reader_knows_is_opened_for_both(method: bytes) -> None:
    assert len(read(renamed(locked(), b"/CFM /AESV2", method)).forms) == 1


def locked() -> bytes:
    """Encrypted with an empty password."""
    out = BytesIO()
    with pikepdf.open(BytesIO(FORM)) as document:
        document.save(
            out,
            encryption=pikepdf.Encryption(owner="a", user="", R=4),
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


REAL = Path(__file__).parents[4] / "shared" / "pdfs"


@pytest.mark.skipif(not REAL.exists(), reason="real publications lie outside the repository")
@pytest.mark.parametrize("path", sorted(REAL.glob("*.pdf")), ids=lambda path: path.name[:40])
def test_healthy_publications_without_forms_are_not_called_damaged(path: Path) -> None:
    data = path.read_bytes()
    reason = read_or_refuse(data)
    assert reason in (None, Reason.NEEDS_OCR)
    if reason is None:
        document = read(data)
        assert (document.forms, document.unrecognised) == ((), 0)


def test_a_blank_page_is_no_damage() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(FORM)) as document:
        blank = pikepdf.Page(pikepdf.Dictionary(document.pages[0].obj))
        blank.obj.Contents = document.make_stream(b"")
        document.pages.append(blank)
        document.save(out)
    assert read(out.getvalue()).reading.incomplete is None


def test_a_picture_within_a_content_stream_may_hold_zeros() -> None:
    out = BytesIO()
    picture = b"q 1 0 0 1 1 1 cm BI /W 40 /H 8 /BPC 8 /CS /G ID " + bytes(320) + b" EI Q\n"
    with pikepdf.open(BytesIO(FORM)) as document:
        page = document.pages[0].obj
        page.Contents = document.make_stream(picture + page.Contents.read_bytes())
        document.save(out, compress_streams=False)
    document = read(out.getvalue())
    assert document.reading.incomplete is None
    assert len(document.forms) == 1
