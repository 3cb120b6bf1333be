"""The OFD reader: bytes → ruled tables, page by page, by the steps of the PDF reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from extract.model import Code, Issue, Member, Reading, Reason, Refused, Source
from extract.readers.archives.opened import members_of
from extract.readers.archives.zip_file import ZipArchive
from extract.readers.ofd.document import Seal, documents_of, seals_of, title_of
from extract.readers.ofd.package import Package, is_package
from extract.readers.pdf.gate import giveaway, hangs_out, unruled
from extract.readers.pdf.headings import grids_of
from extract.readers.pdf.limits import PageTooLarge
from extract.readers.pdf.page import Page
from extract.readers.pdf.ruled.tables import PageTables, tables_of
from extract.readers.pdf.second_thoughts import gibberish
from extract.readers.pdf.unread_print import print_issues
from extract.readers.pdf.unruled.form import without_rules
from extract.readers.progress import announce
from extract.words.gate import Gate

_PICTURE = 0.5
"""A page without text that pictures cover this far is a scan."""
_LABEL = 0.08
"""Under a form's words a picture over this share of a page may be its table."""
_FEW = 200
"""Characters of a page that a running head, a stamp and a page number may have together."""


@dataclass(slots=True)
class _Pass:
    """One way through a document: pages read, pages not read and why."""

    pages: list[PageTables] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    unread: dict[int, Reason] = field(default_factory=dict)

    def lose(self, code: Code, number: int, reason: Reason) -> None:
        """Note a page that is not read."""
        self.issues.append(Issue(code=code, page=number))
        self.unread[number] = reason


class OfdReader:
    """Reads OFD; one of the ordered tuple of readers."""

    format = "ofd"

    def claims(self, source: Source) -> bool:
        """A zip with the main file of an OFD."""
        return source.data.startswith(b"PK\x03\x04") and is_package(source.data)

    def read(self, source: Source, *, gate: Gate) -> Reading:
        """All ruled tables. Raises Refused where nothing of the document can be read."""
        package = Package(source.data)
        documents = documents_of(package)
        listed = [(document, *page) for document in documents for page in document.pages()]
        announce(len(listed))
        done = _Pass()
        for number, (document, identity, name) in enumerate(listed, 1):
            try:
                page = document.page(number, identity, name)
                _read_page(page, done, gate, last=number == len(listed))
            except PageTooLarge:
                done.lose(Code.PAGE_TOO_LARGE, number, Reason.RESOURCE_LIMIT)
            except Refused as refusal:
                if refusal.reason is Reason.RESOURCE_LIMIT:
                    raise
                done.lose(Code.PAGE_UNREADABLE, number, Reason.DAMAGED)
        _refuse_if_unread(done, len(listed))
        grids = tuple(grids_of(done.pages))
        done.issues += print_issues(done.pages, {grid.page for grid in grids})
        done.issues += [Issue(code=Code.SEAL_FOUND, text=_told(each)) for each in seals_of(package)]
        attached = [name for document in documents for name in document.attachments()]
        members = _members(source, attached) if attached and source.opens else ()
        if not members:
            done.issues += [Issue(code=Code.ATTACHMENT_FOUND, text=name) for name in attached]
        damaged = any(document.damaged for document in documents)
        if damaged:
            done.issues.append(Issue(code=Code.FILE_DAMAGED))
        return Reading(
            format=self.format,
            grids=grids,
            pages=len(listed),
            title=title_of(package),
            issues=tuple(done.issues),
            members=members,
            incomplete=Reason.DAMAGED if damaged else next(iter(done.unread.values()), None),
        )


def _members(source: Source, attached: list[str]) -> tuple[Member, ...]:
    """What is attached, by its places in the package, which is a zip as any other."""
    wanted = {name.lower() for name in attached}
    package = ZipArchive(BytesIO(source.data))
    entries = [each for each in package.entries() if each.name.lower() in wanted]
    return members_of(package, entries)


def _read_page(page: Page, done: _Pass, gate: Gate, *, last: bool) -> None:
    """Enter what a page holds; raises PageTooLarge."""
    number = page.number
    found = tables_of(page)
    text = "".join(run.text for run in page.runs)
    if gibberish(text):
        done.lose(Code.PAGE_UNREADABLE, number, Reason.DAMAGED)
        return
    if _shows_a_scan(page, found, text, gate):
        done.lose(Code.NEEDS_OCR_PAGE, number, Reason.NEEDS_OCR)
    lines = "\n".join(_lines(found))
    if unruled(found, lines, gate) and (
        table := without_rules(found, page, lambda _: page, last=last)
    ):
        found = table
    if unruled(found, lines, gate) or hangs_out(found):
        done.issues.append(Issue(code=Code.UNRULED_FORM, text=giveaway(found, gate), page=number))
    done.pages.append(found)


def _lines(found: PageTables) -> Iterator[str]:
    """The text of a page: of its tables, and of its lines outside of them."""
    yield from (cell.text for table in found.tables for cell in table.cells)
    yield from (line.text for line in found.lines)


def _shows_a_scan(page: Page, found: PageTables, text: str, gate: Gate) -> bool:
    """Does a page show a picture where a table could be, and has no table of its own?"""
    speaks = gate.speaks("".join(text.split()))
    if found.tables or not page.images or (len("".join(text.split())) >= _FEW and not speaks):
        return False
    area = page.width * page.height or 1.0
    largest = max((b.x1 - b.x0) * (b.bottom - b.top) for b in page.images)
    return largest / area > (_LABEL if speaks else _PICTURE)


def _refuse_if_unread(done: _Pass, total: int) -> None:
    """Refuse a document of which no page could be read."""
    if not total:
        raise Refused(Reason.NOT_A_DOCUMENT, "The file has no pages: fetch it again.")
    if len(done.unread) < total:
        return
    reasons = list(done.unread.values())
    reason = max(set(reasons), key=reasons.count)
    advice = {
        Reason.NEEDS_OCR: "Every page is a picture: run text recognition on the file first.",
        Reason.RESOURCE_LIMIT: "Its pages hold more than any printed page: have a person look.",
    }.get(reason, "No page can be read: fetch the file again from its publisher.")
    raise Refused(reason, advice)


def _told(seal: Seal) -> str:
    kind = "seal" if seal.shown else "signature"
    return f"{kind} {seal.provider}".strip()


OFD = OfdReader()
