"""Words as targets: scale, direction and degree, never a judgement (docs/values.md, Quality)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from normalize.values.closed_sets import Degree, Direction, Flag, Operator, QualScale
from normalize.values.numbers.operators import AFTER, BEFORE, SIGNS, sign
from normalize.vocabulary import complete, index, read

_DATA = read("qualities")
complete("qualities.toml", [*QualScale, "degree", "adverb"], _DATA)
complete("qualities.toml [degree]", Degree, _DATA["degree"])
complete("qualities.toml [change]", Direction, {k for k in _DATA["change"] if k in list(Direction)})


@dataclass(frozen=True, slots=True)
class Quality:
    """What words say; an operator only where one is written beside a grade (良好以上).

    Source: docs/values.md, Quality.
    """

    scale: QualScale
    direction: Direction | None = None
    degree: Degree | None = None
    operator: Operator | None = None
    operator_raw: str | None = None
    flags: frozenset[Flag] = frozenset()


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


_DIRECTIONS = {
    word: Direction(direction)
    for direction in Direction
    for word in _DATA["change"][direction.value]
}
_DEGREES = {word: Degree(degree) for degree in Degree for word in _DATA["degree"][degree.value]}
_WORDS = {
    word: QualScale(scale)
    for word, scale in index(
        (scale, _DATA[scale]["words"])
        for scale in ("grade", "effect", "state", "compliance", "boolean")
    ).items()
    if word != scale
}
_DEGREE = _alternatives(_DEGREES)
_MODIFIER = _alternatives([*_DEGREES, *_DATA["adverb"]["plain"]])
_CHANGE = _alternatives(_DIRECTIONS)
_SUBJECT_FIRST = re.compile(
    rf"(?P<subject>.{{0,24}}?)(?P<how>(?:{_MODIFIER}|地|的)*+)(?P<core>{_CHANGE})了?(?P<after>(?:{_MODIFIER})*)"
)
_VERB_FIRST = re.compile(rf"(?P<how>(?:{_MODIFIER}|地)*+)(?P<core>{_CHANGE})(?P<subject>.{{1,24}})")
_EFFECT = re.compile(
    rf".{{0,16}}?(?:{_alternatives(_DATA['effect']['nouns'])})?(?P<degree>{_DEGREE})(?:{_alternatives(_DATA['effect']['nouns'])})?"
)
_CHANGE_WORD = re.compile(_CHANGE)
_DEGREE_WORD = re.compile(_DEGREE)
_MODIFIED = re.compile(rf"(?:{_MODIFIER})+")
_CLAUSES = re.compile(r"[,;、。!?\n]+")
_LADDER = re.compile(_alternatives(_DATA["grade"]["ladder"]))
_LADDER_WHOLE = re.compile(rf"(?:(?:{_alternatives(_DATA['grade']['ladder'])})[、/,;或和\s]?)++")
_TAILS = {
    scale: tuple(_DATA[scale.value]["tails"])
    for scale in (QualScale.STATE, QualScale.COMPLIANCE, QualScale.GRADE)
}
_STARTS = tuple(_DATA["compliance"]["starts"])
_LIMIT_BEFORE = tuple(
    sorted((w for w in BEFORE if BEFORE[w] is not Operator.EQ), key=len, reverse=True)
)
_LIMIT_AFTER = tuple(sorted(AFTER, key=len, reverse=True))
_BOOLEANS = frozenset({"是", "否", "有", "无"})
_STATEMENT = Quality(QualScale.STATEMENT)


@lru_cache(maxsize=8192)
def read_quality(text: str) -> Quality:
    """The quality of a text without numbers and periods (docs/values.md, Quality).

    >>> quality = read_quality("显著提升")
    >>> quality.scale.value, quality.direction.value, quality.degree.value
    ('change', 'up', 'marked')
    >>> read_quality("人居环境大幅改善、生活便利度明显提高").degree
    <Degree.LARGE: 'large'>
    >>> read_quality("优良中低差").flags
    frozenset({<Flag.SCALE_LISTED: 'scale_listed'>})
    """
    if len(text) > 240:
        return _STATEMENT
    listed = _listed(text)
    if listed:
        return listed
    clauses = [clause for clause in _CLAUSES.split(text) if clause]
    if len(clauses) == 1:
        return _clause(clauses[0])
    found = [_clause(clause) for clause in clauses]
    directions = {quality.direction for quality in found}
    if found and len(directions) == 1 and all(q.scale is QualScale.CHANGE for q in found):
        order = list(Degree)
        degrees = [quality.degree for quality in found if quality.degree]
        return Quality(
            QualScale.CHANGE, found[0].direction, max(degrees, key=order.index, default=None)
        )
    return _STATEMENT


def _listed(text: str) -> Quality | None:
    """A whole scale typed instead of one grade."""
    parts = [part for part in re.split(r"[、/,;或\s]", text) if part]
    if len(parts) == 2 and set(parts) <= _BOOLEANS:
        return Quality(QualScale.BOOLEAN, flags=frozenset({Flag.SCALE_LISTED}))
    if text in _WORDS or not _LADDER_WHOLE.fullmatch(text):
        return None
    steps = _LADDER.findall(text)
    if len(steps) >= 3 or (len(steps) == 2 and len("".join(steps)) < len(text)):
        return Quality(QualScale.GRADE, flags=frozenset({Flag.SCALE_LISTED}))
    return None


def _clause(text: str) -> Quality:
    known = _known(text)
    if known:
        return known
    limited = _limited(text)
    if limited:
        return limited
    return _change(text) or _effect(text) or _by_tail(text) or _STATEMENT


def _known(text: str) -> Quality | None:
    """A clause that the lists hold as a whole."""
    scale = _WORDS.get(text)
    if scale is QualScale.EFFECT:
        return Quality(scale, degree=_degree(text))
    if scale:
        return Quality(scale)
    if text in _DIRECTIONS:
        direction = _DIRECTIONS[text]
        stays = direction is Direction.STABLE
        return Quality(QualScale.STATE if stays else QualScale.CHANGE, direction)
    if text in _DEGREES:
        return Quality(QualScale.EFFECT, degree=_DEGREES[text])
    return None


def _limited(text: str) -> Quality | None:
    """良好以上, 达到优秀, ≥合格: an operator beside a grade."""
    head = len(text) - len(text.lstrip(SIGNS))
    before = text[:head] or next((w for w in _LIMIT_BEFORE if text.startswith(w)), "")
    after = next((w for w in _LIMIT_AFTER if text.endswith(w)), "")
    bare = text[len(before) : len(text) - len(after) if after else None]
    for tail in ("标准", "等级", "水平", "等次"):
        bare = bare.removesuffix(tail)
    if not (before or after) or _WORDS.get(bare) is not QualScale.GRADE:
        return None
    operator = sign(before)[0] if head else AFTER[after] if after else BEFORE[before]
    return Quality(
        QualScale.GRADE, operator=operator, operator_raw=(text[:head] or after or before)
    )


def _degree(text: str) -> Degree | None:
    order = list(Degree)
    found = [_DEGREES[word] for word in _DEGREE_WORD.findall(text)]
    return max(found, key=order.index, default=None)


def _change(text: str) -> Quality | None:
    """Subject + adverbs + verb, or adverbs + verb + object."""
    if len(text) > 48:
        return None
    match = _SUBJECT_FIRST.fullmatch(text) or _VERB_FIRST.fullmatch(text)
    if not match or (match["core"] == "促进" and not text.endswith("促进")):
        return None
    direction = _DIRECTIONS[match["core"]]
    subject = match["subject"]
    if subject.endswith(("不", "未", "无", "没有", "不得", "防止", "避免")):
        return None
    if any(_DIRECTIONS[word] is not direction for word in _CHANGE_WORD.findall(subject)):
        return None
    how = match["how"] + (match.groupdict().get("after") or "")
    if direction is Direction.STABLE:
        return Quality(QualScale.STATE, direction)
    return Quality(QualScale.CHANGE, direction, _degree(how))


def _effect(text: str) -> Quality | None:
    """A degree without a direction: 带动作用明显, 成效显著."""
    if len(text) > 24:
        return None
    match = _EFFECT.fullmatch(text)
    if match:
        return Quality(QualScale.EFFECT, degree=_DEGREES[match["degree"]])
    for word, scale in _WORDS.items():
        if scale is QualScale.EFFECT and len(word) > 3 and text.endswith(word):
            return Quality(QualScale.EFFECT, degree=_degree(word))
    return None


def _by_tail(text: str) -> Quality | None:
    """State, grade and compliance by the word that ends or begins the clause."""
    bare = _MODIFIED.sub("", text, count=1) if _MODIFIED.match(text) else text
    scale = _WORDS.get(bare)
    if scale and bare != text:
        return Quality(scale)
    if (
        len(text) <= 16
        and text.endswith(_TAILS[QualScale.STATE])
        and not text.startswith(("确保", "保障", "维护", "促进"))
    ):
        return Quality(QualScale.STATE)
    if len(text) <= 10 and text.endswith(_TAILS[QualScale.GRADE]):
        return Quality(QualScale.GRADE)
    if len(text) <= 24 and text.startswith(_STARTS):
        return Quality(QualScale.COMPLIANCE)
    if len(text) <= 12 and text.endswith(_TAILS[QualScale.COMPLIANCE]):
        return Quality(QualScale.COMPLIANCE)
    return None
