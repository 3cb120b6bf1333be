"""Letters of fonts that draw signs: Symbol and Wingdings, as the characters that they look like."""

from __future__ import annotations

import regex

_SYMBOL = {
    **{n: chr(n) for n in range(0x20, 0x40)},
    0x22: "∀",
    0x24: "∃",
    0x27: "∋",
    0x2A: "∗",
    0x2D: "−",
    0x40: "≅",
    0x5E: "⊥",
    0x7E: "~",
    0xA3: "≤",
    0xA5: "∞",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB5: "∝",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xBC: "…",
    0xD5: "∏",
    0xD6: "√",
    0xD7: "⋅",
    0xE5: "∑",
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
}
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x70: "□",
    0x71: "□",
    0x72: "□",
    0x75: "◆",
    0x76: "❖",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "□",
    0xAB: "★",
    0xD8: "➢",
    0xE0: "→",
    0xE8: "➔",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    **{0x80 + n: sign for n, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
}
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_PRIVATE = regex.compile(r"[\uf020-\uf0ff]")


def symbol(font: str | None, code: int) -> str:
    """The character that a letter of a font looks like; a private one where nobody knows.

    >>> symbol("Symbol", 0xF0B3), symbol("Wingdings", 0xF0FE), symbol("宋体", 0x2265)
    ('≥', '☑', '≥')
    """
    letters = _FONTS.get((font or "").strip().lower())
    plain = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if letters is None:
        return chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else ""
    return letters.get(plain) or chr(0xF000 + plain if plain < 0x100 else plain)


def in_symbols(text: str, font: str | None) -> str:
    """A text whose private characters are letters of a font of signs.

    >>> in_symbols("\\uf0b395%", "Symbol"), in_symbols("\\uf0a38", None)
    ('≥95%', '≤8')
    """
    if not _PRIVATE.search(text):
        return text
    known = (font or "").strip().lower()
    named = font if known in _FONTS else "Symbol"
    return _PRIVATE.sub(lambda found: symbol(named, ord(found[0])), text)
