"""Which pages can belong to a target form. No gate may lose a form: when in doubt, a page is read.

Two gates, the cheaper first. A look at the content stream tells pages that cannot print a form's
words, whatever is drawn on them, and pages that can hold neither 绩效 nor a ruled table: PDFium
does not see them. Of the others its raw text tells which name a form's words. Neither passes over
a page on which a form may go on: it can open with bare rows that hold no label at all.
"""

from __future__ import annotations

import regex

from extract.readers.pdf.before.content_streams import Peek
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.headings import in_margin
from extract.readers.pdf.ruled.crossings import frames
from extract.readers.pdf.ruled.rules import join
from extract.readers.pdf.ruled.tables import PageTables
from extract.words.labels import level_of
from extract.words.text import ideographs

_WORDS = (
    "绩效", "指标", "项目名称", "政策名称", "专项名称", "部门名称", "单位名称", "主管部门",
    "实施单位", "目标表", "自评表",
)  # fmt: skip
_STRONG = ("绩效", "指标")
_HEADER = ("一级指标二级指标三级指标",)
_RADICAL = regex.compile(r"[\u2e80-\u2fd5]")
_ENDING = 300
"""Characters at the end of a page's text among which a title would stand."""


def speaks_of_targets(text: str) -> bool:
    """Does a page's raw text hold a word that stands on every labelled page of a form?

    >>> [speaks_of_targets(t) for t in ("三 级 指\\r\\n标", "项⽬名称", "收支")]
    [True, True, False]
    """
    return _holds(text, _WORDS)


def passed_over(peek: Peek | None, *, going_on: bool) -> bool:
    """Can nothing of a form be on a page, whatever PDFium would say of it?

    A form without rules names 指标, and a title that ends a page 绩效: without these words a page
    matters by its tables alone, and one line or box is none. Where a form may go on, any line may
    be the rest of it.

    >>> prose = Peek(characters=frozenset("项目名称为主"), streams=(b"80 60 m 500 60 l S",))
    >>> passed_over(prose, going_on=False), passed_over(prose, going_on=True)
    (True, False)
    """
    if peek is None or peek.pictured or peek.can_say(_STRONG):
        return False
    if going_on:
        return peek.lines() == 0
    return not peek.can_say(_WORDS) or peek.lines() <= 1


def worth_reading(engine: PdfiumEngine, number: int, text: str, going_on: bool) -> bool:
    """Is a page to be read in full? A look at its rules tells, where its text leaves doubt.

    A page without a table can still end in the title of a form that begins on the next, or print a
    form without rules.
    """
    speaks = speaks_of_targets(text)
    if not speaks and not going_on:
        return False
    if speaks and (_holds(text[-_ENDING:], _STRONG) or _holds(text, _HEADER)):
        return True
    return bool(frames(join(engine.page(number, bare=True).rules)))


def unruled(page: PageTables, text: str) -> bool:
    """Does a page print the header of an indicator block, and no ruled table at all?

    >>> empty = PageTables(number=1, width=1, height=1, turns=0, tables=(), lines=(), marks=0)
    >>> unruled(empty, "一级指标 二级指标 三级指标 指标值"), unruled(empty, "三级指标共12个")
    (True, False)
    """
    return not page.tables and _holds(text, _HEADER)


def hangs_out(page: PageTables) -> bool:
    """Is a level's name printed below the last table of a page, cut off from its cell?"""
    foot = max((table.bottom for table in page.tables), default=None)
    return foot is not None and any(
        line.top >= foot - 2 and level_of(line.text) for line in page.lines
    )


def giveaway(page: PageTables) -> str:
    """The line of a page that tells of a form outside its tables; empty where none does."""
    lines = (line.text for line in page.lines)
    return next((text for text in lines if _holds(text, _HEADER) or level_of(text)), "")


def _holds(text: str, words: tuple[str, ...]) -> bool:
    squeezed = "".join(text.split())
    if _RADICAL.search(squeezed):
        squeezed = ideographs(squeezed)
    return any(word in squeezed for word in words)


def may_go_on(page: PageTables | None, text: str, *, by_continuation: bool) -> bool:
    """May a form on this page go on on the next? Its last table is open, or the last print."""
    if page is None or not page.tables:
        return False
    if not by_continuation and not _holds(text, _STRONG):
        return False
    if page.tables[-1].rim.open_foot:
        return True
    foot = page.tables[-1].bottom
    return not any(line.top >= foot - 2 and not in_margin(page, line) for line in page.lines)
