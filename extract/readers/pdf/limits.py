"""How much of one page is read, and the two ways in which a single page fails."""

from __future__ import annotations

MAX_PAGES = 20_000
MAX_GLYPHS = 200_000
MAX_RULES = 20_000
MAX_OBJECTS = 400_000
MAX_CONTENT = 1 << 26
"""Bytes of a page's content stream, inflated."""
MAX_DRAWN = 5_000
"""Form objects drawn on a page, those within others counted as often as they are drawn."""
MAX_DEPTH = 8
"""Form objects within form objects."""


class PageUnreadable(Exception):  # noqa: N818 -- an outcome of one page, turned into an issue
    """The engine cannot read this page; others of the document it may."""


class PageTooLarge(Exception):  # noqa: N818 -- an outcome of one page, turned into an issue
    """The page holds more characters or drawn objects than any printed page."""
