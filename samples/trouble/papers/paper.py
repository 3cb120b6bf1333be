"""What a producer can draw. All lengths are points from the left and from the foot of a page."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Protocol

import pikepdf

from samples.trouble.ways import Colour

WIDE, HIGH = 595.0, 842.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How a text looks: `size` in points, `slant` as the tangent, `condensed` in per cent.

    `hidden` text is in the file and not shown.
    """

    size: float
    slant: float = 0.0
    grey: float = 0.0
    condensed: float = 100.0
    spaced: float = 0.0
    angle: float = 0.0
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """How a rule looks; `boxed` draws it as a filled box."""

    width: float
    colour: Colour = (0.0, 0.0, 0.0)
    dash: tuple[float, ...] = ()
    boxed: bool = False


class Paper(Protocol):
    """Pages one after the other."""

    def wide(self, words: str, face: Face) -> float:
        """Width of a text in points."""

    def text(self, x: float, y: float, parts: list[str], face: Face) -> None:
        """A text from its baseline's left end, shown in one go or in several parts."""

    def line(self, start: tuple[float, float], end: tuple[float, float], pen: Pen) -> None:
        """A level or upright rule, or a line from anywhere to anywhere."""

    def fill(self, box: tuple[float, float, float, float], grey: float) -> None:
        """A filled box: left, foot, width, height."""

    def circle(self, x: float, y: float, radius: float) -> None:
        """The ring of a red seal."""

    def turn_over(self) -> None:
        """The end of a page."""

    def bytes(self) -> bytes:
        """The file, the same bytes whenever it is made."""


def turned(data: bytes, degrees: int) -> bytes:
    """A file with all pages shown at a turn."""
    if not degrees:
        return data
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        for page in document.pages:
            page.rotate(degrees, relative=False)
        document.save(out, deterministic_id=True)
    return out.getvalue()
