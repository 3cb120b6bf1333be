"""What is told of a picture of which only the size is known, in formats of before XML."""

from __future__ import annotations

from extract.model import Code
from extract.readers.html.unread import Aside

_SEAL = 150.0
"""Points, 5.3 cm: a seal, a signature or a sign in front of a text is no larger."""
TWIPS = 20.0
"""Of a point, in which both formats measure."""


def told_of(width: float, height: float, *, floating: bool) -> Aside | None:
    """None for a seal, which lies over the text; sizes in points, 0 where they are not told."""
    small = 0 < max(width, height) <= _SEAL
    return None if small and floating else Aside(Code.PRINT_UNREAD, "a picture", frame=small)
