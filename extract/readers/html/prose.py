"""Text between tags → text as a person reads it on the page."""

from __future__ import annotations

import regex

from extract.readers.html.data import names

BREAK = "\x1e"
"""Where the page begins a new line; line ends of the source are only spaces."""

BLOCKS = frozenset(names("elements", "blocks"))

_NO_WIDTH = regex.compile(r"[\u200b-\u200f\u2060\ufeff\xad]+")
_SPACE = regex.compile(r"[^\S\x1e]+")
# Word wraps the source of Chinese text in mid-sentence; no space is printed there (READING.md).
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
    flat = _SPACE.sub(" ", _WRAPPED.sub("", _NO_WIDTH.sub("", text)))
    return [line for part in flat.split(BREAK) if (line := part.strip())]


def printed(text: str) -> str:
    """A cell's text: its lines with newlines between them."""
    if " " not in text and text.isprintable():  # other spaces and BREAK are not printable
        return text
    if text.isspace():
        return ""
    return "\n".join(lines_of(text))
