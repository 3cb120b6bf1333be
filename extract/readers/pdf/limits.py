"""How much of one page is read, and the two ways in which a single page fails.

Of 1,034 pages of 153 files (publications, traps, ICDAR tables) the fullest has 3,321 characters,
another, whose rules are drawn dot by dot, 14,939 pieces of rules in 7,881 objects; the longest
file has 60 pages.
"""

from __future__ import annotations

MAX_PAGES = 20_000
"""Pages that a page tree may claim."""
MAX_GLYPHS = 200_000
"""Characters of a page, as PDFium counts them."""
MAX_RULES = 20_000
"""Pieces of rules of a page, before they are joined."""
MAX_OBJECTS = 400_000
"""Objects drawn on a page, those within form objects as often as they are drawn."""
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
