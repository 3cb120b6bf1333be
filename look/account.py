"""What became of all print on the pages of forms: counted anew, character by character."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from extract.model import Code, Source
from extract.readers.pdf.fates import Fate
from look.explain import PdfPages, Seen, see


@dataclass(slots=True)
class Account:
    """Pages with forms, what became of their print, and where that does not add up.

    `wrong` names a page and what is wrong with it, as a person would say it.
    """

    pages: int = 0
    fates: Counter[Fate] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Account) -> None:
        """Take another account in."""
        self.pages += other.pages
        self.fates.update(other.fates)
        self.wrong += other.wrong


def account(source: Source) -> Account:
    """The account of a PDF. Raises Refused where it cannot be opened.

    Every character that the engine's text names has one fate, and what is unread is an issue.
    """
    seen, found = see(source), Account()
    pages = PdfPages(source.data, seen)
    try:
        for number in range(1, len(pages) + 1):
            if seen.forms_on(number):
                _page(pages, seen, number, found)
    finally:
        pages.close()
    return found


def _page(pages: PdfPages, seen: Seen, number: int, found: Account) -> None:
    steps = pages.see(number).steps
    if steps is None:
        found.wrong.append(f"page {number} holds a form, and cannot be read again")
        return
    found.pages += 1
    found.fates.update(steps.fates)
    if steps.accounted != steps.characters:
        said = f"of its {steps.characters:,} characters {steps.accounted:,} have a fate"
        found.wrong.append(f"page {number}: {said}")
    issues = [issue for issue in seen.issues if issue.page == number and issue.box is not None]
    told = sum(issue.code is Code.PRINT_UNREAD for issue in issues)
    if told != len(steps.unread):
        said = f"{len(steps.unread)} things on it are unread, {told} are told"
        found.wrong.append(f"page {number}: {said}")
