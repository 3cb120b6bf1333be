"""Small archives, mails and PDFs with attachments, made for tests."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterable
from email.message import EmailMessage

from tests.batch.folder import TEXT

Members = Iterable[tuple[str, bytes]]


def form(number: int) -> bytes:
    """A small document with one form."""
    return TEXT.format(name=f"道路{number}", number=number).encode()


def zipped(members: Members) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def zipped_in_gbk(name: str, data: bytes) -> bytes:
    """A zip as Chinese programs write it: the name is GBK, and no flag says so."""
    written = name.encode("gb18030")
    stand_in = "x" * len(written)
    return zipped([(stand_in, data)]).replace(stand_in.encode(), written)


def tarred(members: Members, mode: str = "w:gz", *more: tarfile.TarInfo) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, encoding="gb18030") as archive:  # type: ignore[call-overload]
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for info in more:
            archive.addfile(info)
    return out.getvalue()


def link(name: str, target: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def mail(*attachments: tuple[str, bytes], text: str = "见附件。") -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "office@example.cn", "finance@example.cn"
    message["Subject"], message["Date"] = "绩效目标表", "Fri, 1 Mar 2024 10:00:00 +0800"
    message.set_content(text)
    message.add_alternative(f"<html><body><p>{text}</p></body></html>", subtype="html")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="x", filename=name)
    return message.as_bytes()
