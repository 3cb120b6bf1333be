"""The text of a <style> element → its rules, for a screen of a desk computer.

Rules for print, for narrow screens and for what only a script or a mouse brings about do not count:
the page is read as it stands when it is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extract.model import Reason, Refused
from extract.readers.html.style.declarations import Declared, declarations
from extract.readers.html.style.selectors import Selector, selectors_of

_WIDTH = 1280  # CSS pixels of the window that a person reads the page in
_CHARACTERS = 8_000_000
_COMMENT = regex.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", flags=regex.S)
_STRING = r"\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'"
_TOKEN = regex.compile(rf"((?:[^\"'{{}};]++|{_STRING}|[\"'])*+)([{{}};]|\Z)", flags=regex.S)
_SEEN_THROUGH = ("@supports", "@layer", "@container", "@scope")
_CONDITION = regex.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*([\d.]+)(px|em|rem|pt)?\s*\)")
_MEDIUM = regex.compile(r"(?:only\s+)?(?:all|screen)?")
_PIXELS = {"px": 1.0, None: 1.0, "em": 16.0, "rem": 16.0, "pt": 4 / 3}


@dataclass(frozen=True, slots=True)
class Rule:
    """What one selector declares; `order` counts the rules of a page."""

    selector: Selector
    declared: Declared
    order: int


def rules(text: str) -> Iterator[Rule]:
    """The rules of a style sheet that say anything of interest, in their order.

    Refused where the sheet is longer than any of a person's making.

    >>> [r.selector.key for r in rules("@media print{.a{display:none}} .b,p.c{color:red}")]
    ['.b', '.c']
    """
    if len(text) > _CHARACTERS:
        raise Refused(
            Reason.RESOURCE_LIMIT, "The styles of this page are too long: look at it in a browser."
        )
    order = 0
    for prelude, block in _blocks(_COMMENT.sub(" ", text)):
        if declared := declarations(block):
            for selector in selectors_of(prelude):
                yield Rule(selector, declared, order)
                order += 1


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Selectors with the text of their block; what at-rules wrap, where they apply."""
    open_: list[str | None] = []  # None: a wrapper that is seen through; "": one that is not
    prelude = ""
    body: list[str] = []
    for written, end in _TOKEN.findall(text):
        inside = bool(open_) and open_[-1] is not None
        if end == "{":
            before = written.strip()
            if inside:
                open_.append("")  # a rule in a rule, or in what does not apply
            elif before.startswith("@"):
                open_.append(None if _applies(before.lower()) else "")
            else:
                open_.append(before)
                prelude, body = before, []
            continue
        if inside and open_[-1]:
            body.append(written)
        if end == "}" and open_:
            closed = open_.pop()
            if closed:
                yield prelude, ";".join(body)


def _applies(at_rule: str) -> bool:
    if at_rule.startswith("@media"):
        return media_applies(at_rule.removeprefix("@media"))
    return at_rule.startswith(_SEEN_THROUGH)


def media_applies(queries: str) -> bool:
    """Does one of several media queries hold for a screen of a desk computer?

    >>> [media_applies(x) for x in ("", "print", "screen and (min-width: 768px)")]
    [True, False, True]
    """
    return any(map(_holds, queries.lower().split(",")))


def _holds(query: str) -> bool:
    rest = query.strip()
    for end, number, unit in _CONDITION.findall(rest):
        pixels = float(number.strip(".") or 0) * _PIXELS.get(unit or None, 1.0)
        if (pixels > _WIDTH) if end == "min" else (pixels < _WIDTH):
            return False
    words = _CONDITION.sub(" ", rest).replace(" and", " ")
    return _MEDIUM.fullmatch(" ".join(words.split())) is not None
