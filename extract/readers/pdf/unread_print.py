"""What a page prints and no value carries, as issues."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from extract.model import Code, Issue
from extract.readers.pdf.ruled.tables import PageTables


def print_issues(
    pages: Iterable[PageTables], with_tables: Collection[int | None]
) -> Iterator[Issue]:
    """Print that is unread, then marks that were dropped on pages with tables."""
    pages = tuple(pages)
    for page in pages:
        for each in page.unread:
            text = f"{each.text} — {each.why}"
            yield Issue(code=Code.PRINT_UNREAD, text=text, page=page.number, box=each.box)
    for page in pages:
        if page.marks and page.number in with_tables:
            yield Issue(code=Code.MARKS_DROPPED, text=str(page.marks), page=page.number)
