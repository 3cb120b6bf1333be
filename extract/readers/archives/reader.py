"""The readers of archives and mails: what lies in them are documents of their own."""

from __future__ import annotations

from io import BytesIO

from extract.model import Code, Issue, Reading, Reason, Refused, Source
from extract.readers.archives.limits import EMPTY, TOO_DEEP
from extract.readers.archives.mail import is_mail
from extract.readers.archives.opened import Opened, members_of
from extract.readers.archives.seven_zip import MAGIC as SEVEN_ZIP
from extract.readers.archives.tar_file import PACKED, is_tar
from extract.readers.archives.way_in import open_archive
from extract.readers.archives.zip_file import ZipArchive
from extract.words.gate import Gate

_OTHERS = (SEVEN_ZIP, *(magic for magic, *_ in PACKED))


class ArchiveReader:
    """Reads archives; one of the ordered tuple of readers, behind all whose formats are zips."""

    format = "zip"

    def claims(self, source: Source) -> bool:
        """A zip that is no single document, a 7z, a tar, a packed file."""
        data = source.data
        if data.startswith(_OTHERS) or is_tar(data):
            return True
        return data.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not _is_one_document(data)

    def read(self, source: Source, *, gate: Gate) -> Reading:  # noqa: ARG002 -- it prints nothing
        """No tables, and all members."""
        return _reading(source)


class MailReader:
    """Reads mails; their text is a document of its own, as what is attached to them."""

    format = "eml"

    def claims(self, source: Source) -> bool:
        """A head of fields, with three of those that mails have."""
        return is_mail(source.data)

    def read(self, source: Source, *, gate: Gate) -> Reading:  # noqa: ARG002 -- it prints nothing
        """No tables, and all members."""
        return _reading(source)


def _is_one_document(data: bytes) -> bool:
    try:
        return ZipArchive(BytesIO(data)).is_one_document
    except Refused:
        return False  # nobody can tell: a damaged archive is what it is


def _reading(source: Source) -> Reading:
    if not source.opens:
        raise Refused(Reason.RESOURCE_LIMIT, TOO_DEEP)
    archive: Opened = open_archive(source.data, source.name)
    members = members_of(archive)
    if not members:
        raise Refused(Reason.NO_CONTENT, EMPTY)
    written = {each.number: each.written for each in archive.entries()}
    renamed = tuple(
        Issue(code=Code.MEMBER_RENAMED, text=f"{written[each.number]} → {each.name}")
        for each in members
        if written[each.number] != each.name
    )
    return Reading(format=archive.format, grids=(), members=members, issues=renamed)


ARCHIVE = ArchiveReader()
MAIL = MailReader()
