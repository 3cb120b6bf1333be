"""Rich text (rtf) → words of control, texts, and where groups begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,40})(?P<number>-?\d{1,10})?[ ]?"
    rb"|\\'(?P<byte>[0-9A-Fa-f]{2})"
    rb"|\\(?P<sign>[^A-Za-z'\r\n])"
    rb"|\\(?P<newline>\r?\n)"
    rb"|(?P<open>\{)|(?P<close>\})"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|(?P<nothing>[\r\n]+|\\)"
)
_BINARY = "bin"


class Token(NamedTuple):
    """One token: `kind` is word, byte, sign, open, close or text; the number behind a word."""

    kind: str
    data: bytes
    number: int | None = None


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file; bytes of pictures that stand in it as they are, are passed over.

    >>> [(t.kind, t.data, t.number) for t in tokens(rb"{\\rtf1 a\\'b3\\cell}")]
    [('open', b'{', None), ('word', b'rtf', 1), ('text', b'a', None), ('byte', b'\\xb3', None), \
('word', b'cell', None), ('close', b'}', None)]
    """
    at = 0
    while at < len(data):
        found = _TOKEN.match(data, at)
        if found is None:
            at += 1
            continue
        at = found.end()
        kind = found.lastgroup or ""
        if kind in ("word", "number"):
            number = found["number"]
            word = found["word"].decode("ascii")
            if word == _BINARY:
                at += max(0, int(number or 0))
                continue
            yield Token("word", found["word"], None if number is None else int(number))
        elif kind == "byte":
            yield Token("byte", bytes.fromhex(found["byte"].decode("ascii")))
        elif kind == "newline":
            yield Token("word", b"par")
        elif kind != "nothing":
            yield Token(kind, found[kind])
