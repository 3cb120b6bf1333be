"""What the grammar sees: a cell's text cleaned in the order of docs/values.md, Cleaning."""

from __future__ import annotations

import re
import unicodedata

from extract.words.text import ideographs
from normalize.values.closed_sets import Flag
from normalize.values.markup import without_html, without_latex
from normalize.values.numbers.operators import GLYPHS
from normalize.values.numbers.unreadable_numbers import LISTED
from normalize.values.units.units import measure

LONGEST = 2000
"""Longer texts are kept whole but not parsed: no cell of a form comes near it."""

# Most cells hold nothing that a step of the cleaning would touch; 於 (U+65BC) is folded to 于.
_CLEAN = re.compile(
    r"(?:[0-9A-Za-z%≥≤=>\u4e00-\u65bb\u65bd-\u9fff/+~]|(?<!\d)、|<(?![A-Za-z/!])|\.(?=\d)|-|,(?!\d))*+"
)
_ENDS = ",/-.~、"

_ENUMERATOR = re.compile(
    rf"(?<![≥≤<>=＜＞＝≧≦])(?<![≥≤<>=＜＞＝≧≦]\s)[{LISTED}]|指标\s*\d{{1,2}}\s*[:：]"
)
_ENCLOSED = re.compile(rf"[{LISTED}]")
# ⒈5 is 1.5 or the fifth of a list: it stays as written for the grammar to doubt.
_POINTED = re.compile(r"[\u2488-\u249b](?=\s*\d)")
_BARE = re.compile(r"\s*\d+(?:\.\d+)?")
_LISTED = re.compile(r"(?<![\d.])[(（]?(\d{1,2})(?:[)）]|[、.．](?=[^\d\s.．]))")

_GROUPED = re.compile(r"(?<![\d., ])\d{1,3}(?: \d{3})+(?![\d ])")
_SPACE = re.compile(
    r"(?<![A-Za-z0-9]) +| +(?![A-Za-z0-9])|(?<=[A-Za-z]) +(?=\d)|(?<=\d) +(?=[A-Za-z])"
)
# 95… and a lone 95. were cut off: the point stays for the grammar to doubt.
_CUT_OFF = re.compile(r"\d(?:\.{2,}|…+)$|^[≥≤<>=]*\d+\.$")
# 95 .5 and 12. 5 are one number or two: the space stays for the grammar to doubt.
_BROKEN = re.compile(r"(?<=\d) +\. *(?=\d)|(?<=\d)\. +(?=\d)(?!\d{4}年)")
_LONE_SIGN = re.compile(r"\(\s*([≥≤<>=]{1,2})\s*\)")
_VULGAR = re.compile(r"(?<=\d)(?=[½¼¾⅓⅔])")
_SPACES = re.compile(r" {2,}")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,]*\d)")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_BLANK = re.compile(r"\s+")
_TRAILING = ",;、。.!:·… "
_ASKED = re.compile(r"^\?+(?!\d)|(?<![\d%?])\?+$")  # but ?95% has lost its sign
_LEADING = ",;、。:·… "
_ANGLE = re.compile(r"(?P<more>[〉》›])|[〈《‹]")
_CLOSED = re.compile(r"[〈《‹][^〈《‹]*[〉》›]")
_BEFORE_VALUE = re.compile(r"\s*=?\s*(?:\d|(?P<unit>[^\d=\s]{1,8})$)")
# A database writes a day with the midnight that it begins with.
_MIDNIGHT = re.compile(
    r"(?P<day>(?<!\d)(?:19|20)\d\d(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,2}|月\d{1,2}日)"
    r"[ T]?(?:0{1,2}:00(?::00(?:\.0+)?)?|12:00:00 ?AM)(?=$|[^\d:])"
)
_PAIRS = {
    "“": "”",
    '"': '"',
    "‘": "’",
    "'": "'",
    "「": "」",
    "『": "』",
    "《": "》",
    "(": ")",
    "[": "]",
}
_INTERVAL = re.compile(r"[(\[][^(),\[\]]*\d[^(),\[\]]*,[^(),\[\]]*\d[^(),\[\]]*[)\]]")
_KEPT = "²³¹⁰⁴⁵⁶⁷⁸⁹㎡㎥‰℃₀₁₂₃₄₅₆₇₈₉½¼¾⅓⅔™"
_OWN = {
    **dict.fromkeys("—–―‒‑‐−﹣－─━﹘\u00ad", "-"),
    **dict.fromkeys("•‧∙⋅・･", "·"),
    **dict.fromkeys("【〔〖", "["),
    **dict.fromkeys("】〕〗", "]"),
    "於": "于",
    "℅": "%", "﹪": "%", "∶": ":", "︰": ":",
    "⁄": "/", "∕": "/", "㏑": "ln", "㎞²": "km²", "½": "1/2",
    "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "\u00b5": "μ", "﹢": "+", "…": "…",
}  # fmt: skip
# The Symbol font's private-use code points (U+F000 + its code): digits, signs and points as ASCII.
_SYMBOL = {chr(0xF000 + n): chr(n) for n in range(0x20, 0x40)} | {
    "\uf07e": "~", "\uf0b0": "°", "\uf0b1": "±", "\uf0b4": "×", "\uf0b9": "≠", "\uf0bb": "≈",
    "\uf02d": "-", "\uf0d7": "·",
}  # fmt: skip


class _Folding(dict[int, str]):
    """Code point → its folded text, worked out when first met."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        self[point] = folded = _fold(char)
        return folded


def _fold(char: str) -> str:
    known = GLYPHS.get(char) or _SYMBOL.get(char) or _OWN.get(char)
    if known:
        return known
    if char.isspace():
        return " "
    if char in _KEPT or _ENCLOSED.match(char):
        return char
    if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"}:
        return ""
    return ideographs(unicodedata.normalize("NFKC", char))


_FOLD = _Folding()


def clean(raw: str) -> tuple[str, frozenset[Flag]]:
    """The text that the grammar reads, and the cosmetic flags of what was done to it.

    Source: docs/values.md, Cleaning.

    >>> clean("≥９５％；")
    ('≥95%', frozenset({<Flag.WIDTH_FOLDED: 'width_folded'>}))
    >>> clean("①50人②20人")[0], clean("“≥ 9,139.15 万元”")[0], clean("(80%,90%]")[0]
    ('50人;20人', '≥9139.15万元', '(80%,90%]')
    >>> clean("≥9 5%")[0], clean("1 234 567元")[0], clean("≥95,5%")[0]
    ('≥9 5%', '1234567元', '≥95,5%')
    """
    if (
        _CLEAN.fullmatch(raw)
        and raw[-1:] not in _ENDS
        and not raw.startswith((".", "、"), 1)
        and raw[:1] != "、"
    ):
        return raw, frozenset()
    flags: set[Flag] = set()
    text = raw
    for _ in range(4):  # folding may bring new markup to light (＆ge；): read on until it rests
        before = text
        text = _once(text, flags)
        if text == before:
            break
    return text, frozenset(flags)


def _once(text: str, flags: set[Flag]) -> str:
    """One pass over the steps, in the order of docs/values.md, Cleaning."""
    text = _without_markup(text, flags)
    if _ENCLOSED.search(text) is None or not _stands_alone(text):
        text = _ENUMERATOR.sub(";", text)
    text = _VULGAR.sub("又", _unlisted(text))
    text = _spaced(_retyped(_folded(text, flags)))
    if len(text) <= LONGEST:
        text = _stripped(text)
    if "," in text and not ("[" in text or "]" in text):
        text = _THOUSANDS.sub(lambda m: m[0].replace(",", ""), text)
    return text


def _without_markup(text: str, flags: set[Flag]) -> str:
    if "&" in text or "<" in text:
        text, before = without_html(text), text
        if text != before:
            flags.add(Flag.FROM_HTML)
    if "$" in text or "\\" in text:
        text, before = without_latex(text), text
        if text != before:
            flags.add(Flag.FROM_LATEX)
    return text


def _folded(text: str, flags: set[Flag]) -> str:
    """Widths and look-alike signs folded, noting what was more than a blank."""
    folded = text.translate(_FOLD)
    if folded != text:
        if _PRIVATE.search(text):
            flags.add(Flag.PUA_GLYPH)
        bare = _PRIVATE.sub("", text)
        if _BLANK.sub("", bare.translate(_FOLD)) != _BLANK.sub("", bare):
            flags.add(Flag.WIDTH_FOLDED)
    return folded


def _retyped(text: str) -> str:
    """Brackets typed for signs, signs in brackets, and the midnight behind a day."""
    if _ANGLE.search(text):
        text = _signs_of_angles(text)
    if ":00" in text:
        text = _MIDNIGHT.sub(r"\g<day>", text)
    return _LONE_SIGN.sub(r"\1", text) if "(" in text else text


def _spaced(text: str) -> str:
    """Blanks out, but for those inside a number that are no thousands, which stay to be doubted."""
    if " " not in text:
        return text
    text = _GROUPED.sub(lambda m: m[0].replace(" ", ""), text)
    text = " .".join(_SPACE.sub("", piece) for piece in _BROKEN.split(text))
    return _SPACES.sub(" ", text)


def _signs_of_angles(text: str) -> str:
    """》95%, 《5% and 》亩: angle brackets that hold no title are typed for signs.

    >>> _signs_of_angles("》=95%"), _signs_of_angles("〈3天"), _signs_of_angles("《2024年要点》")
    ('>=95%', '<3天', '《2024年要点》')
    """
    if _CLOSED.search(text):
        return text
    match = _ANGLE.search(text)
    value = _BEFORE_VALUE.match(text, match.end()) if match else None
    if match is None or value is None:
        return text
    if value["unit"] and measure(value["unit"]) is None:
        return text
    return text[: match.start()] + (">" if match["more"] else "<") + text[match.end() :]


def _stands_alone(text: str) -> bool:
    """Is the only enclosed number of a text its value (⑤人), or perhaps a digit of it (⒈5, ①5)?"""
    if len(text) > 40 or len(_ENCLOSED.findall(text)) > 1:
        return False
    bare = text.strip()
    if _POINTED.search(text) or len(bare) == 1 or _BARE.fullmatch(bare, 1):
        return True
    return measure(bare[1:]) is not None


def _unlisted(text: str) -> str:
    """Enumerators in a row (1、…2、…) become separators; a lone number stays.

    >>> _unlisted("1、培训50人；2、宣传20次"), _unlisted("（1）培训（2）宣传"), _unlisted("1.5倍")
    (';培训50人；;宣传20次', ';培训;宣传', '1.5倍')
    """
    if text[:1] not in {"1", "(", "（"} or len(text) > LONGEST:
        return text
    expected, pieces, end = 1, [], 0
    for match in _LISTED.finditer(text):
        if int(match[1]) != expected or (expected == 1 and match.start()):
            continue
        expected += 1
        pieces += [text[end : match.start()], ";"]
        end = match.end()
    return "".join(pieces) + text[end:] if pieces else text


def _stripped(text: str) -> str:
    """Trailing points, enclosing quotes and brackets out, half-open intervals left whole."""
    while True:
        before = text
        text = _ASKED.sub("", text).lstrip(_LEADING)
        if not _CUT_OFF.search(text):
            text = text.rstrip(_TRAILING)
        if len(text) > 1 and _PAIRS.get(text[0]) == text[-1] and not _INTERVAL.fullmatch(text):
            inner = text[1:-1]
            if text[0] not in inner and text[-1] not in inner:
                text = inner
        if text == before:
            return text
