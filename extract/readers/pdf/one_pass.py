"""One way through a document: what was read of it, and what that makes of the whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.model import Code, Issue, Lay, Ocr, Reason, Refused
from extract.readers.pdf.ruled.tables import PageTables
from extract.readers.pdf.scanned import advice as advice_on_pictures


@dataclass(slots=True)
class Pass:
    """One way through a document: pages read, pages not read and why."""

    pages: list[PageTables] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    texts: int = 0
    unread: dict[int, Reason] = field(default_factory=dict)
    ocr: Ocr = Ocr.AUTO
    lays: list[Lay] = field(default_factory=list)


def unread(done: Pass, issue: Issue, reason: Reason) -> None:
    """Note that a page is not read, and why."""
    done.issues.append(issue)
    if issue.page is not None:
        done.unread[issue.page] = reason


def refuse_if_unread(done: Pass) -> None:
    """Refuse a document of which no page could be read."""
    if done.texts or not done.unread:
        return
    reasons = list(done.unread.values())
    reason = max(set(reasons), key=reasons.count)
    advice = {
        Reason.NEEDS_OCR: advice_on_pictures(done.ocr),
        Reason.RESOURCE_LIMIT: "Its pages hold more than any printed page: have a person look.",
    }.get(reason, "No page can be read: fetch the file again from its publisher.")
    raise Refused(reason, advice)


def incomplete(done: Pass, total: int, inside: bool) -> Reason | None:
    """Why the document counts as read in part. A picture alone on the first page is a cover.

    `inside`: what it publishes is attached to it.
    """
    if inside:
        return Reason.UNSUPPORTED_FORMAT
    unread = dict(done.unread)
    if total > 1 and unread.get(1) is Reason.NEEDS_OCR:
        del unread[1]
    if any(
        issue.code is Code.END_MISSING
        or (issue.code is Code.PAGE_UNREADABLE and issue.page is None)
        for issue in done.issues
    ):
        return Reason.DAMAGED
    return next(iter(unread.values()), None)
