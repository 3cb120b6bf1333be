"""Cells in which nothing was filled in: empty, a dash, a unit or sign alone, a template's marks."""

from __future__ import annotations

import re

from normalize.values.cell_reading import CellReading
from normalize.values.closed_sets import Dimension, Flag, Kind
from normalize.values.numbers.operators import SIGNS, sign
from normalize.values.units.units import measure
from normalize.values.why import Why
from normalize.vocabulary import read

_WORDS = read("words")
_MISSING = frozenset(_WORDS["missing"]["words"])
_NONE = frozenset(_WORDS["none"]["words"])
_NO_MARK = re.compile(r"[-/~.\\_|\s—*×]*")
PLACEHOLDER = re.compile(
    "(?:"
    + "|".join(re.escape(w) for w in sorted(_WORDS["placeholder"]["words"], key=len, reverse=True))
    + ")+"
)
"""The marks themselves, as many as stand together."""
MARKED = re.compile(r"[XxN×*_□○]{2}|(?<!\d)\*|\*(?!\d)|__|^[XxN×□○]|[≥≤<>=][XxN×□○]|…")
"""Marks that a template leaves to be filled in: ××, ____, □."""
_BLANK_UNIT = re.compile(r"[≥≤<>=\s%‰()年月日前内底至\-~,、]*")
_BLANK_DATE = re.compile(r"(?:年月[日底]?|月日)(?:之?前|以前|起|止)?")
_BROKEN = re.compile(
    r"#{2,}|#(?:REF|VALUE|DIV/0|N/A|NAME|NUM|NULL|SPILL|CALC|GETTING_DATA)[!?]?", re.IGNORECASE
)
_PLACEHELD = frozenset({Flag.PLACEHOLDER})
_DIGIT = re.compile(r"\d")
_LONGEST_UNIT = 8
_BARE_UNITS = frozenset(_WORDS["unfilled"]["units"])
_MEASURED = frozenset(Dimension) - {Dimension.COUNT, Dimension.TIME, Dimension.RANK}


def empty(text: str) -> CellReading | None:
    """Nothing written: an empty cell, a dash, a template's placeholder, a lone operator.

    Source: docs/values.md, Kind.
    """
    if text in _MISSING or _NO_MARK.fullmatch(text):
        marked = "**" in text or "×" in text or "__" in text
        return CellReading(
            text, Kind.MISSING, flags=_PLACEHELD if marked else frozenset(), why=Why.NOTHING_WRITTEN
        )
    if broken_formula(text):
        return CellReading(
            text,
            Kind.MISSING,
            flags=frozenset({Flag.SPREADSHEET_ERROR}),
            why=Why.SPREADSHEET_ERROR,
        )
    if _unfilled(text) or _BLANK_DATE.fullmatch(text):
        return CellReading(text, Kind.MISSING, flags=_PLACEHELD, why=Why.UNIT_ALONE)
    if text in _NONE:
        return CellReading(text, Kind.MISSING, flags=frozenset({Flag.NONE_WORD}), why=Why.NONE_WORD)
    return _lone_sign(text) or _lone_marks(text)


def _lone_sign(text: str) -> CellReading | None:
    """≥, ≤%: a sign without its number."""
    bare = text.lstrip(SIGNS)
    if bare == text or _DIGIT.search(bare) or not (bare == "" or _unit_only(bare)):
        return None
    raw = text[: len(text) - len(bare)]
    return CellReading(
        text,
        Kind.MISSING,
        operator=sign(raw)[0],
        operator_raw=raw,
        flags=frozenset({Flag.OPERATOR_WITHOUT_NUMBER}),
        why=Why.SIGN_ALONE,
    )


def _lone_marks(text: str) -> CellReading | None:
    """××个, ____: a template's marks, with no more than a unit or a date's characters."""
    if _DIGIT.search(text) or not MARKED.search(text):
        return None
    bare = PLACEHOLDER.sub("", text).strip(SIGNS + " ")
    if bare and not _BLANK_UNIT.fullmatch(bare) and not _unit_only(bare):
        return None
    return CellReading(text, Kind.MISSING, flags=_PLACEHELD, why=Why.MARKS_OF_TEMPLATE)


def broken_formula(text: str) -> bool:
    """What a spreadsheet shows instead of a value: ####, #REF!, #DIV/0!, with or without a unit.

    Source: docs/values.md, Kind.

    >>> broken_formula("####"), broken_formula("≥#DIV/0!%"), broken_formula("#5")
    (True, True, False)
    """
    match = _BROKEN.search(text) if "#" in text else None
    if match is None:
        return False
    around = (text[: match.start()] + text[match.end() :]).strip(SIGNS + "!? ")
    return not around or _unit_only(around)


def _unfilled(text: str) -> bool:
    """A unit whose number was never put in: %, 万元/年, 万人, 户次; 对 and 平台 may be words."""
    found = measure(text) if len(text) <= _LONGEST_UNIT and text[0] != "半" else None
    if found is None or found.unit is None or (found.scale > 1 and text[0] in "十百"):
        return False  # 百万元 may be a million
    if found.per or found.scale > 1 or found.unit.dimension in _MEASURED:
        return True
    return text in _BARE_UNITS or found.unit.compound or "/" in found.unit.name


def _unit_only(text: str) -> bool:
    return measure(text.strip("() ")) is not None
