"""Operators: signs and words → the closed set of docs/values.md, Operator."""

from __future__ import annotations

from collections.abc import Iterable

from normalize.values.closed_sets import Operator
from normalize.vocabulary import VocabularyError, complete, index, longest, read

_ROWS = {row["code"]: row for row in read("operators")["operator"]}
complete("operators.toml", Operator, _ROWS)
_NEGATED = {Operator.GT: Operator.LE, Operator.LT: Operator.GE}
_BASES = {
    Operator.GT: ("超过", "超出", "高于", "大于", "多于", "突破"),
    Operator.LT: ("低于", "小于", "少于"),
}


def _before() -> dict[str, Operator]:
    rows = {code: list(row["before"]) for code, row in _ROWS.items() if code != Operator.BETWEEN}
    for positive, negated in _NEGATED.items():
        for base in _BASES[positive]:
            if base not in rows[positive]:
                raise VocabularyError(f"{base}: negated, but no before-word of {positive}")
            rows[negated] += [negation + base for negation in read("operators")["negations"]]
    words: dict[str, Operator] = {}
    for code, found in rows.items():
        for word in found:
            # 为 leads up to a number in every row; it states `=` only where nothing else does.
            if words.setdefault(word, Operator(code)) != code:
                raise VocabularyError(f"{word}: stands under {words[word]} and {code}")
    return words


def _mistaken(words: Iterable[str]) -> dict[str, str]:
    """Every word of comparison with one of its characters mistaken."""
    table: dict[str, str] = dict(read("operators")["mistaken"]["characters"])
    real = {*words, *read("operators")["mistaken"]["not"]}
    bases = tuple(base for found in _BASES.values() for base in found)
    return {
        mistaken: word
        for word in words
        if word.endswith(bases)
        for char, others in table.items()
        for other in others
        if char in word and (mistaken := word.replace(char, other)) not in real
    }


def _far() -> set[str]:
    """The words that govern a number later in the clause: those listed, and every negation."""
    negations = read("operators")["negations"]
    return set(read("operators")["far"]) | {
        negation + base for bases in _BASES.values() for base in bases for negation in negations
    }


SIGNS = "≥≤<>=≠"
"""What a sign may be written with, after cleaning."""
_PROPER = _before()
MISTAKEN = _mistaken(_PROPER)
"""Words with one character taken for another (不底于, 大千) → the word that is meant."""
BEFORE = _PROPER | {mistaken: _PROPER[word] for mistaken, word in MISTAKEN.items()}
"""Words before a number → the operator they state."""
AFTER = {
    word: Operator(canonical)
    for word, canonical in index((code, row["after"]) for code, row in _ROWS.items()).items()
    if canonical not in (word, Operator.BETWEEN)
}
AFTER_LENGTHS = longest(AFTER)
WEAK = frozenset(read("operators")["weak"])
FAR = {word: BEFORE[word] for word in sorted(_far(), key=len, reverse=True)}
AMONG = tuple(_ROWS[Operator.BETWEEN]["before"])
GLYPHS = {
    glyph: canonical
    for glyph, canonical in index((row["sign"], row["glyphs"]) for row in _ROWS.values()).items()
    if glyph != canonical
}
LATEX = {command: row["sign"] for row in _ROWS.values() for command in row["latex"]}
TYPED = {typed: Operator(row["code"]) for row in _ROWS.values() for typed in row["typed"]} | {
    row["sign"]: Operator(row["code"]) for row in _ROWS.values() if row["sign"] != "~"
}
_MIRROR = {
    Operator.GE: Operator.LE,
    Operator.LE: Operator.GE,
    Operator.GT: Operator.LT,
    Operator.LT: Operator.GT,
}
_UP = frozenset({Operator.GE, Operator.GT})
_DOWN = frozenset({Operator.LE, Operator.LT})


def sign(run: str) -> tuple[Operator | None, bool]:
    """The operator of a run of signs, and whether the run is mistyped (docs/values.md, Operator).

    >>> sign("≥"), sign("=>"), sign("≥≥")
    ((<Operator.GE: '>='>, False), (<Operator.GE: '>='>, False), (<Operator.GE: '>='>, True))
    >>> sign("≥≤")
    (None, True)
    """
    if run in TYPED:
        return TYPED[run], False
    chars = set(run)
    up, down, equal = (
        bool(chars & {"≥", ">"}),
        bool(chars & {"≤", "<"}),
        bool(chars & {"≥", "≤", "="}),
    )
    if "≠" in chars:
        return (None if up or down else Operator.NE), True
    if up == down:
        return (None if up else Operator.EQ), True
    if up:
        return (Operator.GE if equal else Operator.GT), True
    return (Operator.LE if equal else Operator.LT), True


def same_direction(one: Operator, other: Operator) -> bool:
    """Do two operators limit from the same side? (docs/values.md, Operator)

    >>> same_direction(Operator.GE, Operator.GT), same_direction(Operator.GE, Operator.LE)
    (True, False)
    """
    return one == other or {one, other} <= _UP or {one, other} <= _DOWN


def mirrored(operator: Operator | None) -> Operator | None:
    """The operator read from its right side: 90≤x is x≥90 (docs/values.md, Operator).

    >>> mirrored(Operator.LE)
    <Operator.GE: '>='>
    """
    return None if operator is None else _MIRROR.get(operator, operator)


def exclusive(operator: Operator | None) -> Operator | None:
    """The operator once 不含X is written behind it (docs/values.md, Operator).

    >>> exclusive(Operator.GE)
    <Operator.GT: '>'>
    """
    if operator is Operator.GE:
        return Operator.GT
    return Operator.LT if operator is Operator.LE else operator
