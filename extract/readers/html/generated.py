"""Text that a style prints before or behind an element (`.ge::before {content: "≥"}`)."""

from __future__ import annotations

import regex

from extract.readers.html.data import names
from extract.readers.html.style.cascade import Cascade
from extract.readers.html.style.hiding import has_no_size, is_gone, is_invisible, leaves_no_mark
from extract.readers.html.style.selectors import Element
from extract.readers.html.unread import mark

_PART = regex.compile(
    r"\s*(?:(?P<quoted>\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+')|attr\(\s*(?P<attribute>[-\w]+)\s*\)"
    r"|(?P<nothing>none|normal|initial|unset|inherit|no-(?:open|close)-quote)"
    r"|(?P<quote>open-quote|close-quote)|(?P<end>/.*))",
    flags=regex.S | regex.I,
)
_ESCAPE = regex.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|\n|(.))", flags=regex.S)
_QUOTES = {"open-quote": "“", "close-quote": "”"}
_SAYS = regex.compile(r"[\p{L}\p{N}≥≤<>=%]")
_REPLACED = frozenset(names("elements", "replaced"))
_CELLS = ("td", "th")


def print_generated(root: Element, cascade: Cascade) -> None:
    """Put what styles print into the tree, or say of its element that it cannot be read.

    Outside of tables only what has letters, digits or signs: ornaments are no part of a title.
    """
    if not cascade.generates:
        return
    for element in list(root.iter("*")):
        if element.tag in _REPLACED:
            continue
        for pseudo in ("before", "after"):
            said = cascade.generated(element, pseudo)
            if not said.get("content") or _is_unseen(said):
                continue
            text = text_of(said["content"], element)
            in_cell = (
                element.tag in _CELLS or next(element.iterancestors(*_CELLS), None) is not None
            )
            if text is None:
                mark(element, f"printed by a style: {said['content']}", frame=not in_cell)
            elif text and (in_cell or _SAYS.search(text)):
                _insert(element, pseudo, text)


def text_of(content: str, element: Element) -> str | None:
    r"""What a `content` prints; None where it is no plain string.

    >>> text_of(r"'\2265 ' attr(x)", {"x": "95"}), text_of("counter(n)", {}), text_of("none", {})
    ('≥95', None, '')
    """
    parts: list[str] = []
    at = 0
    while at < len(content.rstrip()):
        part = _PART.match(content, at)
        if part is None:
            return None
        if part["quoted"]:
            parts.append(_ESCAPE.sub(_unescaped, part["quoted"][1:-1]))
        elif part["attribute"]:
            parts.append(element.get(part["attribute"].lower()) or "")
        elif part["quote"]:
            parts.append(_QUOTES[part["quote"].lower()])
        at = part.end()
    return "".join(char for char in "".join(parts) if char.isprintable() or _is_private(char))


def _unescaped(found: regex.Match[str]) -> str:
    if found[1] is None:
        return found[2] or ""
    point = int(found[1], 16)
    return chr(point) if 0 < point < 0x110000 and not 0xD800 <= point < 0xE000 else "\ufffd"


def _is_private(char: str) -> bool:
    return "\ue000" <= char <= "\uf8ff"


def _is_unseen(said: dict[str, str]) -> bool:
    return is_gone(said) or is_invisible(said) or has_no_size(said) or leaves_no_mark(said, "span")


def _insert(element: Element, pseudo: str, text: str) -> None:
    if pseudo == "before":
        element.text = text + (element.text or "")
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
