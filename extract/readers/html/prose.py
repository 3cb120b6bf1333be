"""Text between tags → text as a person reads it on the page."""

from __future__ import annotations

import re

import regex

from extract.readers.html.data import names

BREAK = "\x1e"
"""Where the page begins a new line; line ends of the source are only spaces."""

BLOCKS = frozenset(names("elements", "blocks"))

# Figures on two lines are two numbers; lines are joined without a space where a value is read.
_APART = re.compile(r"(?<=\d)\n(?=\d)")
_NO_WIDTH = re.compile(
    r"[\xad\u034f\u180e\u200b-\u200f\u202a-\u202d\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]+"
)
# Word wraps the source of Chinese text in mid-sentence; no space is printed there
# (docs/reading.md, "Web pages").
_HAN = r"\p{Han}〇"
_MARKS = r"\u3001-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65“”‘’…"
_WRAPPED = regex.compile(
    rf"(?<=[{_MARKS}])[ \t]*[\r\n]\s*|(?<=[{_HAN}])[ \t]*[\r\n]\s*(?=[{_HAN}{_MARKS}])"
)


def lines_of(text: str) -> list[str]:
    """The lines of a text with BREAKs, without empty ones; spaces as shown.

    >>> lines_of("目标1：\\x1e 改善\\n   环境\\x1e\\x1eISO 9001\\n认证")
    ['目标1：', '改善环境', 'ISO 9001 认证']
    """
    flat = _NO_WIDTH.sub("", text)
    if "\n" in flat or "\r" in flat:
        flat = _WRAPPED.sub("", flat)
    return [line for part in flat.split(BREAK) if (line := " ".join(part.split()))]


def printed(text: str) -> str:
    """A cell's text: its lines with newlines between them."""
    if " " not in text and text.isprintable():  # other spaces and BREAK are not printable
        return text
    if text.isspace():
        return ""
    return joined(lines_of(text))


def joined(lines: list[str]) -> str:
    r"""The lines of a cell as one text.

    >>> joined(["≥92人", "2", "5000"])
    '≥92人\n2 \n5000'
    """
    return _APART.sub(" \n", "\n".join(lines)) if len(lines) > 1 else "".join(lines)
