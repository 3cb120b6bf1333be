"""Raised text of a rich text: an exponent is read, the mark of a footnote is told."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.model import Code
from extract.readers.html.raised import is_mark, raised
from extract.readers.html.unread import Aside

_LOOK_BACK = 16
"""Pieces of text that are looked at before a raised one; each is a character or more."""


@dataclass(slots=True)
class RaisedText:
    """Raised text, kept back until what follows it is known, and the marks found so far."""

    _pieces: list[str] = field(default_factory=list)
    _marks: list[Aside] = field(default_factory=list)

    def add(self, text: str) -> None:
        """A piece of raised text; characters come one by one."""
        self._pieces.append(text)

    def settle(self, before: list[str], after: str) -> None:
        """Text, a line or a cell goes on or ends: what was raised joins it, or is a mark."""
        if not self._pieces:
            return
        text = "".join(self._pieces)
        self._pieces.clear()
        if is_mark(text, "".join(before[-_LOOK_BACK:]), after):
            self._marks.append(Aside(Code.RAISED_MARK, text.strip()))
        else:
            before.append(raised(text))

    def told(self) -> list[Aside]:
        """The marks since this was asked last."""
        found = list(self._marks)
        self._marks.clear()
        return found
