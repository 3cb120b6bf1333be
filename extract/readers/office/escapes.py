"""Characters that XML cannot hold, as Office files write them: `_x000D_`."""

from __future__ import annotations

import regex

_ESCAPED = regex.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    r"""A text with such characters in their place; an escaped underscore stays one.

    >>> unescaped("第一行_x000D_\n第二行"), unescaped("a_x005F_x000D_b")
    ('第一行\n第二行', 'a_x000D_b')
    """
    if "_x" not in text:
        return text
    return _ESCAPED.sub(_character, text).replace("\r\n", "\n").replace("\r", "\n")


def _character(found: regex.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if number in (9, 10, 13) or 0x20 <= number < 0xD800 else ""
