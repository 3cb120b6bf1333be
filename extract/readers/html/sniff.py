"""Is it a page, and which charset does it state? Told by its first kilobytes, never by its name."""

from __future__ import annotations

import regex

from extract.readers.decoding import decode
from extract.readers.foreign_formats import foreign_format

_HEAD = 4096
_META = 16_384  # pages state their charset late, behind scripts and comments
_BEFORE = regex.compile(r"(?:\s|\ufeff|<!--.*?-->|<\?xml\b[^>]*>)*+", flags=regex.S)
_FIRST = regex.compile(
    r"<!doctype\s+html|<(?:html|head|body|title|meta|link|script|style|table|thead|tbody|div|center"
    r"|form|frameset|section|article|main|base|h[1-6]|iframe)(?=[\s/>])",
    flags=regex.I,
)
_STRUCTURE = regex.compile(
    r"<(?:html|head|body)(?=[\s>])|<table(?=[\s>])[^<>]*>(?:\s|<!--.*?-->|<t(?:head|body)\b[^<>]*>"
    r"|</?col(?:group)?\b[^<>]*>|<caption\b.{0,200}?</caption>)*+<t[rhd](?=[\s>])",
    flags=regex.I | regex.S,
)
_CHARSET = regex.compile(
    rb"<meta\b[^<>]*\bcharset\s*=\s*[\"']?\s*([-\w:.]+)|<\?xml\b[^<>]*\bencoding\s*=\s*[\"']([-\w:.]+)",
    flags=regex.I,
)


def is_html(data: bytes) -> bool:
    r"""Do the bytes begin as a page, or hold one's structure?

    A text with stray tags (<p>, <b>) is no page, a table pasted without its page is one.

    >>> is_html(b"\n<!-- saved -->\n<!DOCTYPE HTML><p>"), is_html(b"# 1\n<p>2</p>\n<b>3</b>")
    (True, False)
    """
    if foreign_format(data) is not None:
        return False
    text = decode(data[:_HEAD]).text
    after = _BEFORE.match(text)
    return bool(after and _FIRST.match(text, after.end())) or bool(_STRUCTURE.search(text))


def declared_charset(data: bytes) -> str | None:
    """The charset that a page states in <meta> or its XML prologue.

    >>> declared_charset(b'<meta http-equiv=Content-Type content="text/html; charset=gb2312">')
    'gb2312'
    """
    found = _CHARSET.search(data[:_META])
    return (found[1] or found[2]).decode("ascii", errors="replace") if found else None
