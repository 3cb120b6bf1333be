"""Which pages can belong to a target form. No gate may lose a form: when in doubt, a page is read.

Two gates, the cheaper first. A look at the content stream tells pages that cannot print a form's
words, whatever is drawn on them, and pages that can hold neither 绩效 nor a ruled table: PDFium
does not see them. Of the others its raw text tells which name a form's words. Neither passes over
a page on which a form may go on: it can open with bare rows that hold no label at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extract.readers.pdf.before.content_streams import Contents
from extract.readers.pdf.before.peek import Peek
from extract.readers.pdf.before.soundness import Loss
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.headings import in_margin
from extract.readers.pdf.print.page_numbers import is_page_number
from extract.readers.pdf.ruled.crossings import frames
from extract.readers.pdf.ruled.rules import join
from extract.readers.pdf.ruled.tables import PageTables
from extract.readers.pdf.unruled.amount_lines import may_be_of_table
from extract.words.gate import Gate
from extract.words.labels import level_of

_LABEL = r"(?:\d{3,7}\s+)?[\p{Han}()（）、“”]{2,30}"
_AMOUNT = r"(?:\s+-?\d{1,3}(?:,?\d{3})*(?:\.\d+)?)"
_ROW = regex.compile(rf"{_LABEL}(?:{_AMOUNT}{{2,12}}|{_AMOUNT}\s+{_LABEL}{_AMOUNT})")
"""A label and amounts, or two labels with one each: 收支总表 has two sides."""
_WORD = regex.compile(r"-?\d{1,3}(?:,?\d{3})*(?:\.\d+)?")
_SENTENCE = regex.compile(r"[。；，！？]")
_FEWEST_HEADS, _FEWEST_ROWS, _FEWEST_AMOUNTS = 2, 5, 4
_MANY_AMOUNTS = 8
_EMPTY = 250
"""Characters of a page that prints an empty table alone."""
_LONGEST = 15
"""Pages that are read without a look before, at the most."""
_ENDING = 300
"""Characters at the end of a page's text among which a title would stand."""


@dataclass(slots=True)
class Look:
    """The look before PDFium, as long as it pays: it costs half of what PDFium's text does.

    Where a page had to be read all the same, the next ones are read without it: one, three, seven,
    and never more than `_LONGEST`. A page comes to the same either way.
    """

    _pause: int = 0
    _left: int = 0

    def passes_over(
        self, contents: Contents, number: int, gate: Gate, *, going_on: bool, amounts: bool
    ) -> bool:
        """Is a page none that PDFium need see? `amounts`: the page before printed rows of amounts
        without rules, and its rows may go on.
        """
        if gate.is_open or amounts:
            return False
        if self._left:
            self._left -= 1
            return False
        whole = contents.loss(number) is Loss.NONE
        passed = whole and passed_over(contents.peek(number), gate, going_on=going_on)
        self._left = self._pause = 0 if passed else min(2 * self._pause + 1, _LONGEST)
        return passed


def passed_over(peek: Peek | None, gate: Gate, *, going_on: bool) -> bool:
    """Can nothing of a form be on a page, whatever PDFium would say of it?

    A form without rules names 指标, and a title that ends a page 绩效: without these words a page
    matters by its tables alone, and one line or box is none. Where a form may go on, any line may
    be the rest of it.
    """
    if peek is None or peek.pictured or peek.can_say(gate.strong):
        return False
    if peek.can_say(gate.ruled):
        return False  # rows of amounts need no rule
    if going_on:
        return peek.lines() == 0
    return not peek.can_say(gate.page) or peek.lines() <= 1


def worth_reading(  # noqa: PLR0913 -- a page in two readings, and what is known of it
    engine: PdfiumEngine, number: int, text: str, contents: Contents, gate: Gate, *, going_on: bool
) -> bool:
    """Is a page to be read in full? A look at its rules tells, where its text leaves doubt.

    A page without a table can still end in the title of one that begins on the next, or print a
    form without rules. Where nothing is painted no rule is, and nobody needs to look.
    """
    if gate.is_open or _names_a_table(text):
        return True
    speaks = gate.speaks(text)
    if not speaks and not going_on and not gate.may_head(text):
        return False
    if speaks and (gate.speaks_up(text[-_ENDING:]) or gate.prints_header(text)):
        return True
    if contents.paints_nothing(number):
        return False
    return bool(frames(join(engine.page(number, bare=True).rules)))


def _names_a_table(text: str) -> bool:
    """May the last lines of a page be the title of a table on the next?"""
    return any("表" in line and not _SENTENCE.search(line) for line in text[-_ENDING:].splitlines())


def unruled(page: PageTables, text: str, gate: Gate) -> bool:
    """Does a page print the header of a table, and no ruled table at all?"""
    return not page.tables and gate.prints_header(text)


def may_print_amounts(text: str, gate: Gate, *, after: bool) -> bool:
    """Does a page print amounts that stand by themselves, and heads: may it hold a table of them?

    `after`: so did the page before, and its rows may go on without heads. An empty table prints
    heads and little more.
    """
    words = text.split()
    amounts = sum(word[-1].isdigit() and bool(_WORD.fullmatch(word)) for word in words)
    if after and amounts:
        return True
    empty = sum(map(len, words)) < _EMPTY
    if amounts < _FEWEST_AMOUNTS and not empty:
        return False
    heads = gate.heads_in(text)
    if heads > _FEWEST_HEADS and empty:
        return True
    return amounts >= (_FEWEST_AMOUNTS if heads >= _FEWEST_HEADS else _MANY_AMOUNTS) and heads > 0


def sets_amounts_apart(engine: PdfiumEngine, number: int, text: str) -> bool:
    """Can what a page prints of amounts be a table: do they stand apart, and not in sentences?

    Amounts between spaces, as word processors print them, are apart from no text around them. A
    page whose end may name a table is read all the same: the table stands on the next.
    """
    if _names_a_table(text):
        return True
    return any(line is None or may_be_of_table(line) for line in engine.lines(number))


def prints_amounts(text: str, gate: Gate, *, after: bool = False) -> bool:
    """Does a page without tables print rows of amounts under heads: a table without rules?

    Sentences hold amounts too; a row is a label and nothing but amounts behind it. `after`: the
    page before did, and one row may be left.
    """
    lines = [line for line in map(str.rstrip, text.splitlines()) if line[-1:].isdigit()]
    rows = sum(bool(_ROW.fullmatch(line.lstrip())) for line in lines)
    if after:
        return rows > 0
    return rows >= _FEWEST_ROWS and gate.heads_in(text) >= _FEWEST_HEADS


def hangs_out(page: PageTables) -> bool:
    """Is a level's name printed below the last table of a page, cut off from its cell?"""
    foot = max((table.bottom for table in page.tables), default=None)
    return foot is not None and any(
        line.top >= foot - 2 and level_of(line.text) for line in page.lines
    )


def giveaway(page: PageTables, gate: Gate) -> str:
    """The line of a page that tells of a form outside its tables; empty where none does."""
    lines = (line.text for line in page.lines)
    return next((text for text in lines if gate.prints_header(text) or level_of(text)), "")


def may_go_on(page: PageTables | None, text: str, gate: Gate, *, by_continuation: bool) -> bool:
    """May a table on this page go on on the next? Its last table is open, or the last print."""
    if page is None or not page.tables:
        return False
    if not by_continuation and not gate.speaks_up(text) and not gate.may_head(text):
        return False
    if page.tables[-1].rim.open_foot:
        return True
    foot = page.tables[-1].bottom
    below = [line for line in page.lines if line.top >= foot - 2 and not in_margin(page, line)]
    # On a sheet printed sideways the page's number stands further in than its margin reaches.
    return not below or (len(below) == 1 and is_page_number(below[0].text))
