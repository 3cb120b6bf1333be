"""What is printed and is no text: marked in the tree, told by whoever reads the place it is in."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model import Code
from extract.readers.html.style.selectors import Element
from extract.words.text import shortened

UNREAD = "jixiao-unread"
"""The attribute of an element that shows more than its text: what it shows."""
FRAME = "jixiao-frame"
"""Beside UNREAD: it looks like a part of the site around, and counts only inside a form."""
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Aside:
    """Print that became no text of a value: left out on purpose, or not to be read.

    `frame`: it looks like a part of the site around. `row`: that of its table, counted from 0.
    """

    code: Code
    text: str
    frame: bool = False
    row: int | None = None


def mark(element: Element, text: str, *, frame: bool = False) -> None:
    """Say of an element that it shows more than its text; all that is said of one is kept."""
    before = element.get(UNREAD)
    shown = shortened(" ".join(text.split()), _LONGEST)
    element.set(UNREAD, f"{before}; {shown}" if before else shown)
    if frame:
        element.set(FRAME, "")


def unread_of(element: Element) -> Aside | None:
    """What an element shows beside its text."""
    text = element.get(UNREAD)
    if text is None:
        return None
    return Aside(Code.PRINT_UNREAD, text, frame=element.get(FRAME) is not None)
