"""Units: what stands behind a number, from multiplier to denominators (docs/values.md, Unit)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalize.values.closed_sets import Dimension
from normalize.vocabulary import VocabularyError, complete, index, longest, read


@dataclass(frozen=True, slots=True)
class Unit:
    """A canonical unit; `dimension` is None where the table does not know it.

    Source: docs/values.md, Unit.
    """

    name: str
    dimension: Dimension | None
    ucum: str | None
    denominator: str
    container: bool = False
    compound: bool = False
    """A count of occasions or of two things at once (册次, 台套): no word but a unit."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a unit text says: `raw` as written, with multiplier and denominators.

    `scale` is the multiplier: 10000 for 万元. Source: docs/values.md, Unit.
    """

    scale: int
    unit: Unit | None
    per: tuple[str, ...]
    raw: str


_DATA = read("units")


def _table() -> tuple[dict[str, Unit], dict[str, Unit]]:
    rows = {row["canonical"]: row for row in _DATA["unit"]}
    counts = {name: f"{{{code}}}" for name, code in _DATA["counts"].items()}
    containers = frozenset(_DATA["containers"]["counts"])
    compound = frozenset(_DATA["compound"]["counts"])
    units = {
        name: Unit(
            name=name,
            dimension=Dimension(row["dimension"]),
            ucum=row["ucum"],
            denominator=row.get("denominator", name),
            container=row.get("container", False),
        )
        for name, row in rows.items()
    } | {
        name: Unit(name, Dimension.COUNT, code, name, name in containers, name in compound)
        for name, code in counts.items()
    }
    spelled = index(
        [(name, row["aliases"]) for name, row in rows.items()] + [(name, ()) for name in counts]
    )
    if len(set(counts.values())) != len(counts):
        raise VocabularyError("units.toml: two counting units share a code")
    measured = {unit.dimension for unit in units.values() if unit.dimension}
    complete("units.toml", Dimension, measured | {Dimension.CONCENTRATION})
    return units, {word: units[name] for word, name in spelled.items()}


UNITS, SPELLED = _table()
SCALES: dict[str, int] = dict(_DATA["scales"])
RECURRENCE: dict[str, str] = dict(_DATA["recurrence"])
_LENGTHS = longest(SPELLED)
_NOT_BEFORE: dict[str, str] = dict(_DATA["not_before"])
_COUNTED_TWICE = frozenset(_DATA["occasions"]["counts"])
_NO_OCCASION = _DATA["occasions"]["not_before"] + _DATA["not_before"]["次"]
_ONLY_BELOW = frozenset(_DATA["only_below"]["names"])
_PLAIN = frozenset("/·(")
if not UNITS.keys() - _ONLY_BELOW >= _COUNTED_TWICE:
    raise VocabularyError("units.toml [occasions]: a word that is no unit behind a number")
_NEVER_BELOW = frozenset(_DATA["never_below"]["names"])
_OF_PERSONS = frozenset(_DATA["containers"]["of_persons"])
_CONCENTRATION = (
    frozenset(_DATA["concentration"]["above"]),
    frozenset(_DATA["concentration"]["below"]),
)
_NO_SCALE = {"百": "分", "千": "米克瓦"}
HOMOGRAPHS: dict[str, Unit | None] = {
    "块": Unit("块", Dimension.COUNT, "{slab}", "块"),
    "M": None,
    "T": None,
}
"""Spellings of a unit that may be another: 块 of a signboard, M and T of data (no unit we know)."""
_BELOW = {unit.denominator: unit for unit in UNITS.values()}


def unit_at(text: str, start: int, *, below: bool = False) -> tuple[Unit, int] | None:
    """The longest known unit that begins here, and where it ends (docs/values.md, Unit).

    A counting unit with 次 behind it counts occasions (册次, 头次): a unit of its own.

    `start` and the end are character offsets.

    >>> unit_at("人次", 0)[0].name, unit_at("名学生", 0)[0].name
    ('人次', '人')
    >>> unit_at("人才", 0) is None, unit_at("次性", 0) is None
    (True, True)
    >>> unit_at("册次", 0)[0].name, unit_at("份次品", 0)[0].name
    ('册次', '份')
    """
    found = _table_unit_at(text, start, below=below)
    if found is None or text[found[1] : found[1] + 1] != "次":
        return found
    unit, end = found
    following = text[end + 1 : end + 2]
    if text[start:end] not in _COUNTED_TWICE or (following and following in _NO_OCCASION):
        return found
    return _occasions(unit.name), end + 1


def _table_unit_at(text: str, start: int, *, below: bool) -> tuple[Unit, int] | None:
    for length in _LENGTHS.get(text[start : start + 1], ()):
        word = text[start : start + length]
        end = start + len(word)
        unit = SPELLED.get(word)
        if unit is None or word in (_NEVER_BELOW if below else _ONLY_BELOW):
            continue
        if below and not _PLAIN.isdisjoint(word) and unit.dimension is Dimension.COUNT:
            continue
        following = text[end : end + 1]
        if following:
            if following in _NOT_BEFORE.get(word, ""):
                continue
            if following.isascii() and following.isalnum() and word[-1].isascii() and word != "%":
                continue
        return unit, end
    return None


@lru_cache(maxsize=256)
def _occasions(name: str) -> Unit:
    """The unit that counts the occasions of another: 册次."""
    code = (UNITS[name].ucum or "{}").strip("{}")
    return Unit(f"{name}次", Dimension.COUNT, f"{{{code}-time}}", f"{name}次", compound=True)


def scale_at(text: str, start: int) -> tuple[int, int]:
    """The multiplier that begins here (1 if none), and where it ends: 千 in 千米 is none.

    Source: docs/values.md, Unit.

    >>> scale_at("万亿元", 0), scale_at("千米", 0), scale_at("百分点", 0)
    ((1000000000000, 2), (1, 0), (1, 0))
    """
    two = text[start : start + 2]
    if len(two) == 2 and two in SCALES:
        if two[1] in _NO_SCALE and text[start + 2 : start + 3] in _NO_SCALE[two[1]]:
            return 1, start
        return SCALES[two], start + 2
    one = two[:1]
    if one not in SCALES or (one in _NO_SCALE and two[1:] and two[1] in _NO_SCALE[one]):
        return 1, start
    return SCALES[one], start + 1


def denominators_at(text: str, start: int, above: Unit) -> tuple[tuple[str, ...], int]:
    """Denominators from here on: /X, 每X, ·X, (X·X) or X written on (人月), in written order.

    Source: docs/values.md, Unit.

    >>> yuan = UNITS["元"]
    >>> denominators_at("/人·月", 0, yuan), denominators_at("/(人·月)", 0, yuan)
    ((('人', '月'), 4), (('人', '月'), 6))
    >>> denominators_at("/人月", 0, yuan), denominators_at("每人每月", 0, yuan)
    ((('人', '月'), 3), (('人', '月'), 4))
    >>> denominators_at("/套", 0, UNITS["台"])
    ((), 0)
    """
    per: list[str] = []
    at = start
    while at < len(text):
        char = text[at]
        if char in {"/", "每"} or (per and char in "·.*、"):
            begin = at + 1
        elif per and SPELLED.get(text[at - 1 : at]) is not SPELLED["年"]:
            begin = at
        else:
            break
        if char == "/" and text[begin : begin + 1] == "每":
            begin += 1
        found = _bracketed(text, begin)
        if found and begin == at and _alternatives(per[-1], found[0]):
            per[-1] = "/".join([per[-1], *found[0]])
            at = found[1]
            continue
        found = found or _one_below(text, begin, above, first=not per, slash=begin > at)
        if found is None:
            break
        if char == "、" and _alternatives(per[-1], found[0]):
            per[-1] = "/".join([per[-1], *found[0]])
        else:
            per += found[0]
        at = found[1]
    return tuple(per), at


def _alternatives(name: str, others: Sequence[str]) -> bool:
    """200元/台(套): things in brackets behind a denominator are its alternatives."""
    one = _BELOW.get(name)
    return one is not None and all(
        (other := _BELOW.get(word)) is not None
        and above_counts(other)
        and above_counts(one)
        and not makes_rate(one, other)
        for word in others
    )


def _bracketed(text: str, start: int) -> tuple[list[str], int] | None:
    if text[start : start + 1] != "(":
        return None
    close = text.find(")", start, start + 16)
    if close < 0:
        return None
    names: list[str] = []
    at = start + 1
    while at < close:
        found = unit_at(text, at, below=True)
        if found is None:
            return None
        names.append(found[0].denominator)
        at = found[1]
        if text[at] in "·./*、":
            at += 1
    return (names, close + 1) if names else None


def _one_below(
    text: str, start: int, above: Unit, *, first: bool, slash: bool
) -> tuple[list[str], int] | None:
    if text[start : start + 1] == "个" and slash:
        named = unit_at(text, start + 1, below=True)
        if named and named[0].name not in {"个", "人", "项"}:
            return [named[0].denominator], named[1]
    scale, at = scale_at(text, start)
    found = unit_at(text, at, below=True)
    if found is None and text[at + 1 : at + 2] == "均":  # 元/人均
        average = unit_at(text[at : at + 1], 0, below=True)
        found = (average[0], at + 2) if average else None
    if found is None:
        return _unknown_below(text, start) if first and slash and not above_counts(above) else None
    if first and slash and scale == 1 and not makes_rate(above, found[0]):
        return None
    if not slash and found[0].dimension is None:
        return None
    name = found[0].denominator
    return [text[start:at] + name if scale > 1 else name], found[1]


def _unknown_below(text: str, start: int) -> tuple[list[str], int] | None:
    end = start
    while (
        end < len(text)
        and end - start < 5
        and ("\u4e00" <= text[end] <= "\u9fff" or text[end].isalpha())
    ):
        end += 1
    named = start < end <= start + 4 and not text[end : end + 1].isdigit()
    return ([text[start:end]], end) if named else None


def above_counts(unit: Unit) -> bool:
    """Is it a counting unit, whose slash may list alternatives? (docs/values.md, Unit)"""
    return unit.dimension is Dimension.COUNT or unit.dimension is None


def makes_rate(above: Unit, below: Unit) -> bool:
    """A slash makes a rate below money, measures and percentages, or above a container.

    Source: docs/values.md, Unit.

    >>> makes_rate(UNITS["台"], UNITS["套"]), makes_rate(UNITS["次"], UNITS["年"])
    (False, True)
    >>> makes_rate(UNITS["人"], UNITS["场"]), makes_rate(UNITS["元"], UNITS["台"])
    (True, True)
    """
    if not above_counts(above):
        return True
    if above.name == below.name:
        return False
    if above.name in {"人", "人次"} and below.name in _OF_PERSONS:
        return True
    if {above.name, below.name} in ({"户", "家"}, {"户", "人"}) and above.name != "人":
        return False
    return below.container


def alternatives_at(text: str, start: int, above: Unit) -> tuple[Unit, int] | None:
    """Counting units listed as alternatives: /套, 、套, （套）, 或套 (docs/values.md, Unit).

    >>> alternatives_at("/件/套", 0, UNITS["台"])[0].name
    '台/件/套'
    >>> alternatives_at("(套)", 0, UNITS["台"])[0].name
    '台/套'
    >>> alternatives_at("、村民", 0, UNITS["台"]) is None
    True
    """
    if not above_counts(above):
        return None
    names, at = [above.name], start
    while at < len(text) and text[at] in "/、或(":
        found = unit_at(text, at + 1)
        if found is None or not above_counts(found[0]):
            break
        if text[at] in "/(" and at == start and makes_rate(above, found[0]):
            break
        if text[at] == "(":
            listed = _alternatives_in_brackets(text, *found)
            if listed is None:
                break
            names += listed[0]
            at = listed[1]
            continue
        end = found[1]
        if text[at] in "、或" and (text[end : end + 1].isdigit() or _runs_on(text, end)):
            break
        names.append(found[0].name)
        at = end
    return (joined(tuple(dict.fromkeys(names))), at) if at > start else None


def _alternatives_in_brackets(text: str, unit: Unit, end: int) -> tuple[list[str], int] | None:
    """（套）, （套/件）: the names up to the closing bracket; None where anything else stands."""
    names = [unit.name]
    while end < len(text) and text[end] in "/、":
        more = unit_at(text, end + 1)
        if more is None:
            break
        names.append(more[0].name)
        end = more[1]
    return (names, end + 1) if text[end : end + 1] == ")" else None


def _runs_on(text: str, end: int) -> bool:
    """Does a noun follow, so that 、 parts two things and lists no units?"""
    following = text[end : end + 1]
    return "\u4e00" <= following <= "\u9fff" and following not in "以及内或左上之"


@lru_cache(maxsize=512)
def joined(names: tuple[str, ...]) -> Unit:
    """The unit of several alternatives, written with a slash (docs/values.md, Unit).

    >>> joined(("台", "套")).ucum
    '{machine/set}'
    """
    if len(names) == 1 and names[0] in UNITS:
        return UNITS[names[0]]
    codes = [UNITS[name].ucum for name in names if name in UNITS]
    inner = "/".join(code.strip("{}") for code in codes if code)
    name = "/".join(names)
    return Unit(name, Dimension.COUNT, f"{{{inner}}}" if inner else None, name)


@lru_cache(maxsize=1024)
def unknown(name: str) -> Unit:
    """A unit the table does not know: kept as written, without a dimension (docs/values.md, Unit).

    >>> unknown("PB").ucum, unknown("梯队").ucum
    ('{PB}', None)
    """
    plain = name.isascii() and name.isprintable() and not set(name) & set("{} ")
    return Unit(name, None, f"{{{name}}}" if plain else None, name)


@lru_cache(maxsize=2048)
def measure(text: str) -> Measure | None:
    """A whole unit text, cleaned: a unit column, the brackets of a name; None if it is none.

    Source: docs/values.md, Unit.

    >>> measure("万元/年")
    Measure(scale=10000, unit=Unit(...name='元'...), per=('年',), raw='万元/年')
    >>> measure("含主任") is None
    True
    """
    scale, at = scale_at(text, 0)
    whole = SPELLED.get(text[at:])
    found = (whole, len(text)) if whole else unit_at(text, at, below=True)
    if found is None:
        return Measure(scale, None, (), text) if text and at == len(text) and scale > 1 else None
    unit, at = found
    other = alternatives_at(text, at, unit)
    if other:
        unit, at = other
    per, at = denominators_at(text, at, unit)
    return Measure(scale, unit, per, text) if at == len(text) else None


def known_below(name: str) -> bool:
    """Is a denominator one that the table knows, with or without a multiplier or alternatives?

    Source: docs/values.md, Unit.

    >>> known_below("台/套"), known_below("百户"), known_below("省级")
    (True, True, False)
    """
    return all(part in _BELOW or part.lstrip("十百千万亿") in _BELOW for part in name.split("/"))


def dimension_of(unit: Unit, per: tuple[str, ...]) -> Dimension | None:
    """The dimension, where 微克/立方米 and 毫克/升 are concentrations (docs/values.md, Unit).

    >>> dimension_of(UNITS["微克"], ("立方米",))
    <Dimension.CONCENTRATION: 'concentration'>
    """
    if per and unit.name in _CONCENTRATION[0] and per[0] in _CONCENTRATION[1]:
        return Dimension.CONCENTRATION
    return unit.dimension


def ucum_of(unit: Unit, per: tuple[str, ...]) -> str | None:
    """The UCUM code of unit and denominators, None where one of them has none.

    Source: docs/values.md, Unit.

    >>> ucum_of(UNITS["元"], ("人", "月")), ucum_of(UNITS["微克"], ("立方米",))
    ('{CNY}/{person}/mo', 'ug/m3')
    """
    if not per:
        return unit.ucum
    codes = [unit.ucum, *(_BELOW[name].ucum if name in _BELOW else None for name in per)]
    return "/".join(code for code in codes if code) if all(codes) else None
