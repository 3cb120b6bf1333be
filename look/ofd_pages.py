"""The pages of an OFD, looked at one by one as those of a PDF are."""

from __future__ import annotations

from dataclasses import replace

from extract.families import gate
from extract.model import Refused
from extract.readers.ofd.document import documents_of
from extract.readers.ofd.package import Package
from extract.readers.pdf.limits import PageTooLarge
from extract.readers.pdf.page import Page
from extract.readers.pdf.steps import steps_of_page
from look.explain import PageSeen, Seen, page_seen, unreadable, worth_a_look
from look.page_as_pdf import pages_as_pdf


class OfdPages:
    """The pages of an OFD. Raises Refused where it cannot be opened."""

    def __init__(self, data: bytes, seen: Seen) -> None:
        self._seen = seen
        self._listed = [
            (document, *page)
            for document in documents_of(Package(data))
            for page in document.pages()
        ]

    def __len__(self) -> int:
        return len(self._listed)

    def worth_a_look(self) -> list[int]:
        """Pages with a form, a table that was looked at, or an issue; all where there is none."""
        return worth_a_look(len(self), self._seen)

    def see(self, number: int) -> PageSeen:
        """One page with its reasons."""
        page = self._page(number)
        if page is None:
            return unreadable(number, self._seen)
        text = "".join(run.text for run in page.runs)
        return page_seen(steps_of_page(page, text, gate()), self._seen)

    def printed(self, numbers: list[int]) -> tuple[bytes, dict[int, int]]:
        """Some pages as a PDF that shows them, and the number that each has there."""
        pages = [self._page(number) or _EMPTY for number in numbers]
        numbered = [replace(page, number=n) for n, page in enumerate(pages, 1)]
        return pages_as_pdf(numbered), {number: n for n, number in enumerate(numbers, 1)}

    def _page(self, number: int) -> Page | None:
        document, identity, name = self._listed[number - 1]
        try:
            return document.page(number, identity, name)
        except (PageTooLarge, Refused):
            return None

    def close(self) -> None:
        """Nothing is held open."""


_EMPTY = Page(number=1, width=595.0, height=842.0)
