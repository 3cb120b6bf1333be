"""What a picture lacks where a machine has no Chinese font, told in words."""

from __future__ import annotations

from collections.abc import Collection

from extract.model import FONTS

INSTALL = "fonts-noto-cjk"
"""Debian's package of a font that has every character of the forms."""


def without_font(names: Collection[str]) -> str | None:
    """What to tell of the fonts that are not there, and what to do; None where none is missing.

    >>> without_font(())
    >>> print(without_font({"SimSun", "KaiTi"}))  # doctest: +ELLIPSIS
    No font is installed for KaiTi, SimSun: what is printed in it is drawn as boxes. ...
    """
    if not names:
        return None
    return (
        f"No font is installed for {', '.join(sorted(names))}: what is printed in it is drawn as "
        f"boxes. Install a Chinese font (Debian: apt-get install {INSTALL}), or name a folder of "
        f"fonts with --fonts or {FONTS}."
    )
