"""What is an archive, and what only looks like one."""

from __future__ import annotations

import pytest

from extract.model import Source
from extract.readers.archives.mail import is_mail
from extract.readers.archives.opened import plain_name
from extract.readers.archives.reader import ARCHIVE, MAIL
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
