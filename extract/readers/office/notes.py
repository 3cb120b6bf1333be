"""Notes that stand beside the text of an Office file: at the foot of a page, or as a comment."""

from __future__ import annotations

from extract.model import Code
from extract.readers.html.unread import Aside
from extract.words.text import shortened

_LONGEST = 200


def footnote(text: str) -> Aside:
    """A note that is printed at the foot of a page or at the end: it is told beside its form."""
    return Aside(Code.RAISED_MARK, f"a footnote: {_short(text)}")


def comment(text: str) -> Aside:
    """A comment, which no print shows: somebody who checks a form may want to know it."""
    return Aside(Code.HIDDEN_ROWS, f"a comment: {_short(text)}")


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), _LONGEST)
