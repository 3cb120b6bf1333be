"""What is an archive, and what only looks like one."""

from __future__ import annotations

from io import BytesIO

import pytest

from extract.model import Reason, Source
from extract.readers.archives.mail import Mail, is_mail
from extract.readers.archives.opened import plain_name
from extract.readers.archives.reader import ARCHIVE, MAIL
from extract.readers.archives.zip_file import ZipArchive
from tests.batch.packed import mail, zipped


def source(data: bytes) -> Source:
    return Source(name="a", data=data, sha256="0" * 64)


@pytest.mark.parametrize(
    "part",
    ["[Content_Types].xml", "OFD.xml", "mimetype", "uof.xml", "META-INF/manifest.xml"],
)
def test_a_zip_of_a_format_is_no_archive(part: str) -> None:
    assert not ARCHIVE.claims(source(zipped([(part, b"x"), ("附件.pdf", b"y")])))
    assert ARCHIVE.claims(source(zipped([(f"附/{part}", b"x"), ("附件.pdf", b"y")])))


@pytest.mark.parametrize(
    "text",
    [
        "项目名称: 道路\n主管部门: 交通局\n日期: 2024\n\n正文",
        "Subject: one line that looks so\n\ntext",
        (
            "From: <Saved by a browser>\nSubject: x\nDate: y\nMIME-Version: 1.0\n"
            'Content-Type: multipart/related; type="text/html"\n\n'
        ),
        "",
    ],
)
def test_texts_and_saved_pages_are_no_mails(text: str) -> None:
    assert not is_mail(text.encode())


def test_a_mail_is_told_by_its_head() -> None:
    assert MAIL.claims(source(mail(("附件.txt", b"x"))))
    assert MAIL.claims(source(b"Received: from a\r\n by b\r\nDate: x\r\nSubject: y\r\n\r\n"))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("a/../../b", "a/b"),
        ("..\\..\\b", "b"),
        ("//server/share/b", "server/share/b"),
        ("c:b", "b"),
        ("..", "nameless"),
        ("a\n\x1b[31mb", "a �[31mb"),
    ],
)
def test_a_name_leads_nowhere(written: str, name: str) -> None:
    assert plain_name(written) == name


def test_a_part_in_which_a_mail_ends_or_that_is_garbled_is_damaged() -> None:
    whole = mail(("一.csv", b"1,2\n" * 60))
    [*_, entry] = Mail(whole).entries()
    assert entry.refusal is None
    start = whole.index(b"MSwy")
    for damaged in (
        whole[: start + 100],
        whole[: start + 101],
        whole[:start] + b"\xd0" + whole[start:],
    ):
        [*_, entry] = Mail(damaged).entries()
        assert entry.refusal is not None
        assert entry.refusal.reason is Reason.DAMAGED


def test_what_programs_leave_beside_documents_is_no_member() -> None:
    packed = zipped([("附/~$目标表.docx", b"\0"), ("附/目标表.docx", b"x"), ("a~$b.txt", b"y")])
    names = [entry.name for entry in ZipArchive(BytesIO(packed)).entries()]
    assert names == ["附/目标表.docx", "a~$b.txt"]
