"""Is a page whole that a browser or an office program wrote itself, element by element?

Such a program ends every element that it begins. What a person wrote need not.
"""

from __future__ import annotations

import regex

from extract.model import Code

_ASIDE = regex.compile(
    r"<!--.*?-->|<(script|style|xml)\b.*?</\1\s*>|<!\[.*?\]>", flags=regex.I | regex.S
)
_END = regex.compile(r"</(?:html|body)\s*>\s*(?:<[^<>]*>\s*)*$", flags=regex.I)
_HTML = regex.compile(r"<html\b", flags=regex.I)
_TAG = regex.compile(r"<[a-z]", flags=regex.I)
_QUOTED = regex.compile(r"<\w+[^<>]*=3D", flags=regex.I)
"""Signs that stand for others, which nobody put back."""
_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1f]")
_COUNTED = ("table", "tr", "td")


def damage_of(text: str, *, is_cut: bool) -> Code | None:
    """What is wrong with a page; `is_cut`: what it came in ends too early.

    >>> damage_of("<html><table><tr><td>1</td></tr></table></html>", is_cut=True) is None
    True
    >>> damage_of("<html><table><tr><td>1<", is_cut=False), damage_of("PGh0bWw", is_cut=False)
    (<Code.END_MISSING: 'end_missing'>, <Code.FILE_DAMAGED: 'file_damaged'>)
    """
    shown = _ASIDE.sub("", text)
    if (is_cut or _HTML.search(shown)) and not _END.search(shown):
        return Code.END_MISSING
    broken = not _TAG.search(shown) or _QUOTED.search(shown) or _CONTROL.search(shown)
    uneven = any(_begun(shown, name) != _ended(shown, name) != 0 for name in _COUNTED)
    return Code.FILE_DAMAGED if broken or uneven else None


def _begun(text: str, name: str) -> int:
    return len(regex.findall(rf"<{name}(?=[\s>])", text, flags=regex.I))


def _ended(text: str, name: str) -> int:
    return len(regex.findall(rf"</{name}\s*>", text, flags=regex.I))
