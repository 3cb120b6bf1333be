"""Text in the colour of what lies behind it, which nobody sees: it is left out, and told.

An Office file says the colour of a text at its run, and what lies behind at the run, the paragraph,
the cell or the table; where none of them says anything it is paper. None is a colour that is not
known: what cannot be proven unseen is read.
"""

from __future__ import annotations

from extract.model import Code
from extract.readers.html.style.colours import WHITE, Colour, colour_of, looks_like
from extract.readers.html.unread import Aside

__all__ = ["WHITE", "Colour", "colour_of", "is_unseen", "unseen"]


def is_unseen(ink: Colour | None, ground: Colour | None) -> bool:
    """Can no eye tell a text from what lies behind it?

    >>> is_unseen((255, 255, 255), WHITE), is_unseen((255, 0, 0), WHITE), is_unseen(None, WHITE)
    (True, False, False)
    """
    return ink is not None and ground is not None and looks_like(ink, ground)


def unseen(text: str) -> Aside:
    """What is told of such a text."""
    return Aside(Code.HIDDEN_ROWS, f"in the colour of the paper: {' '.join(text.split())}")
