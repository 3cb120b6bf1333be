"""Pages saved in one file (mht, mhtml), by a browser, Word or Excel: the page in them is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect, MessageError
from email.message import Message

import regex

from extract.model import Code, Grid, Issue, Reading, Reason, Refused, Source
from extract.readers.decoding import decode
from extract.readers.html import HTML
from extract.readers.html.sniff import declared_charset
from extract.readers.html.wholeness import damage_of
from extract.readers.mail_parts import bytes_of_part, cut_part, is_garbled
from extract.words.gate import Gate

_HEAD = 8_192
_BEGINS = regex.compile(rb"[!-9;-~]+:")
_FIELDS = regex.compile(
    rb"^(?:mime-version|content-(?:type|transfer-encoding|location)):", flags=regex.I | regex.M
)
_FIRST_LINES = 30
_ENOUGH = 2
"""Fields of a page saved so, in its first lines, that tell it, though some of them be damaged."""
_FRAMES = regex.compile(r"<frameset\b", flags=regex.I)
_CUT = CloseBoundaryNotFoundDefect
_MOST_PARTS = 500
_DAMAGED = "The saved page is damaged: open it in a browser and save it as PDF or as a page."


def is_saved_page(data: bytes) -> bool:
    """Do the bytes begin with the head of a page and its pictures in one file?"""
    head = data[:_HEAD].lstrip(b"\r\n\xef\xbb\xbf")
    if not _BEGINS.match(head):
        return False
    first = b"\n".join(head.splitlines()[:_FIRST_LINES])
    return len({field.lower() for field in _FIELDS.findall(first)}) >= _ENOUGH


@dataclass(frozen=True, slots=True)
class _Page:
    """One page of the file: the last part of its address, and its text."""

    name: str
    text: str
    encoding: str
    damage: Code | None


def read_saved(source: Source, gate: Gate, format_: str) -> Reading:
    """The tables of the page; of a workbook saved as pages those of each sheet."""
    pages = list(_pages(source.data))
    if not pages:
        raise Refused(Reason.DAMAGED, _DAMAGED)
    if _FRAMES.search(pages[0].text) and len(pages) > 1:
        return _together(source, pages[1:], gate, format_)
    return replace(_read(source, pages[0], gate), format=format_)


def _pages(data: bytes) -> Iterator[_Page]:
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        parts = [part for _, part in zip(range(_MOST_PARTS), message.walk(), strict=False)]
        cut = cut_part(message)
        for part in parts:
            if part.get_content_type() == "text/html":
                yield _page(part, is_cut=part is cut)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise Refused(Reason.DAMAGED, _DAMAGED) from error


def _page(part: Message, *, is_cut: bool) -> _Page:
    data = bytes_of_part(part)
    charset = declared_charset(data) or str(part.get_content_charset() or "")
    decoded = decode(data, declared=charset or None)
    address = str(part.get("Content-Location") or "")
    damage = damage_of(decoded.text, is_cut=is_cut)
    if is_garbled(part) or any(not isinstance(each, _CUT) for each in part.defects):
        damage = damage or Code.FILE_DAMAGED
    return _Page(address.rpartition("/")[2], decoded.text, decoded.encoding, damage)


def _read(source: Source, page: _Page, gate: Gate) -> Reading:
    """What the page reader makes of a page; its bytes are written anew in a charset it knows."""
    data = b"\xef\xbb\xbf" + page.text.encode("utf-8", errors="replace")
    reading = HTML.read(replace(source, data=data), gate=gate)
    if page.damage is None:
        return replace(reading, encoding=page.encoding)
    return replace(
        reading,
        encoding=page.encoding,
        issues=(*reading.issues, Issue(code=page.damage)),
        incomplete=Reason.DAMAGED,
    )


def _together(source: Source, pages: list[_Page], gate: Gate, format_: str) -> Reading:
    """The readings of several pages as one; a page without content is none of the publication."""
    readings: list[Reading] = []
    grids: list[Grid] = []
    refusal: Refused | None = None
    for page in pages:
        try:
            reading = _read(source, page, gate)
        except Refused as error:
            if error.reason is not Reason.NO_CONTENT:
                raise
            refusal = error
            continue
        readings.append(reading)
        grids += (_placed(grid, page.name) for grid in reading.grids)
    if not readings:
        raise refusal or Refused(Reason.NO_CONTENT, _DAMAGED)
    return Reading(
        format=format_,
        grids=tuple(grids),
        encoding=readings[0].encoding,
        title=next((each.title for each in readings if each.title), None),
        issues=tuple(dict.fromkeys(issue for each in readings for issue in each.issues)),
        incomplete=next((each.incomplete for each in readings if each.incomplete), None),
    )


def _placed(grid: Grid, page: str) -> Grid:
    """A grid whose places name the page as well."""
    return replace(
        grid, cells=tuple(replace(cell, place=f"{page} {cell.place}") for cell in grid.cells)
    )
