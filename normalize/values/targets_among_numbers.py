"""Which of a text's quantities are its targets (docs/values.md, Numbers)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.values.clauses import rest_of_clause
from normalize.values.closed_sets import Dimension
from normalize.values.numbers.quantity import Quantity, Span
from normalize.values.why import Why

_SEPARATOR = re.compile(r"[,;。!?、/+]|且|同时")
_BRACKETS = re.compile(r"\([^()]*\)")
_CLAUSE = ",;。!?、"
_TRIM = " ,;、。:;!?()[]~-·/"
_GLUE = re.compile(r"(?:、|和|及|共|共计|,|合计)?")


def without_asides(text: str, found: Sequence[Quantity]) -> tuple[list[Quantity], list[Span]]:
    """The quantities outside of remarks, and the remarks: brackets behind a number of the clause.

    Remarks are half-open spans of characters, brackets included. Source: docs/values.md, Numbers.

    >>> from normalize.values.numbers.quantities_in_text import find_quantities
    >>> text = "200人(其中女性50人)"
    >>> [q.number for q in without_asides(text, find_quantities(text))[0]]
    ['200']
    """
    if len(found) > 1 and "/" in text:
        found = [q for n, q in enumerate(found) if not n or not _is_below(text, found[n - 1], q)]
    asides = _remarks(text, found) if "(" in text and len(found) > 1 else []
    kept = [q for q in found if not any(a < q.start and q.end <= b for a, b in asides)]
    return (kept, asides) if kept else (list(found), [])


def without_ages(text: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities without the ages that only tell of whom a target is: 60岁以上老人.

    Source: docs/values.md, Numbers.

    >>> from normalize.values.numbers.quantities_in_text import find_quantities
    >>> text = "60岁以上老人"
    >>> without_ages(text, find_quantities(text))
    []
    """
    return [q for q in found if not (_is_age(q) and rest_of_clause(text, q.end))]


def _is_age(quantity: Quantity) -> bool:
    return quantity.unit is not None and quantity.unit.name == "岁"


def _remarks(text: str, found: Sequence[Quantity]) -> list[Span]:
    """Brackets with a number in them, behind another number of their clause."""
    asides = []
    for match in _BRACKETS.finditer(text):
        begin, end = match.span()
        low = max(text.rfind(char, 0, begin) for char in _CLAUSE)
        inside = any(begin < q.start and q.end <= end for q in found)
        if inside and any(low < q.at and q.end <= begin for q in found):
            asides.append((begin, end))
    return asides


def _is_below(text: str, above: Quantity, quantity: Quantity) -> bool:
    """1次/2周: a length of time below a slash is no target of its own."""
    return (
        text[above.end : quantity.at] == "/"
        and quantity.operator is None
        and quantity.unit is not None
        and quantity.unit.dimension is Dimension.TIME
    )


def segments(
    text: str, found: Sequence[Quantity], asides: Sequence[Span] = ()
) -> list[tuple[Span, list[Quantity]]]:
    """The clauses that hold quantities, each with its own; no clause ends within an aside.

    Spans are half open, in characters of `text`. Source: docs/values.md, Numbers.

    >>> from normalize.values.numbers.quantities_in_text import find_quantities
    >>> text = "电脑10台,打印机5台"
    >>> [text[a:b] for (a, b), _ in segments(text, find_quantities(text))]
    ['电脑10台', '打印机5台']
    """
    cuts = [
        match.span()
        for match in _SEPARATOR.finditer(text)
        if not any(q.start <= match.start() < q.end for q in found)
        and not any(a < match.start() < b for a, b in asides)
        and (match[0] not in "/+" or any(match.start() in {q.end, q.start - 1} for q in found))
    ]
    begin = 0
    clauses: list[tuple[Span, list[Quantity]]] = []
    rest = list(found)
    for bound, following in [*cuts, (len(text), len(text))]:
        here = [q for q in rest if q.at < bound]
        if here:
            clauses.append(((begin, bound), here))
            rest = rest[len(here) :]
        begin = following
    return clauses


def targets(text: str, span: Span, found: Sequence[Quantity]) -> tuple[list[Quantity], Why]:
    """The targets of one clause: the last number with a unit, unless an operator singles one out.

    With them the rule that chose them.

    `span` is the clause; `found` its quantities in written order, at least one.
    Source: docs/values.md, Numbers.

    >>> from normalize.values.numbers.quantities_in_text import find_quantities
    >>> text = "完成50亿以上招商项目1个"
    >>> [q.number for q in targets(text, (0, len(text)), find_quantities(text))[0]]
    ['1']
    """
    found = [q for n, q in enumerate(found) if not _is_start(text, q, found[n + 1 :])]
    if len(found) == 1:
        return list(found), Why.ONLY_NUMBER
    limited = [q for q in found if q.leading]
    if len(limited) == 1 and not _is_span_of_object(limited[0], found):
        return limited, Why.ONLY_LIMITED
    candidates = [
        q
        for q in (limited if len(limited) > 1 else found)
        if q.unit is not None and not _is_size(text, span, q)
    ]
    if not candidates:
        return [found[-1]], Why.LAST_NUMBER
    chosen = _linked(text, candidates)
    followed = text[chosen[-1].end : span[1]].strip(_TRIM)
    return (chosen[-1:] if followed else chosen), Why.LAST_WITH_UNIT


def _linked(text: str, candidates: Sequence[Quantity]) -> list[Quantity]:
    """The last candidate, and those before it that only 和 or 共 parts from it."""
    chosen = [candidates[-1]]
    for quantity in reversed(candidates[:-1]):
        next_one = chosen[0].start
        if quantity.end > next_one or not _GLUE.fullmatch(text[quantity.end : next_one]):
            break
        chosen.insert(0, quantity)
    return chosen


def _is_start(text: str, quantity: Quantity, later: Sequence[Quantity]) -> bool:
    """从120个增加到150个: where a change starts from."""
    return (
        text[quantity.start - 1 : quantity.start] in {"从", "由"}
        and bool(later)
        and later[0].direction is not None
    )


def _is_span_of_object(quantity: Quantity, found: Sequence[Quantity]) -> bool:
    """35-64岁妇女1000人: a plain range that describes what the last number counts."""
    last = found[-1]
    plain = quantity.upper is not None and not quantity.limited
    return plain and quantity is not last and last.unit is not None and last.end > quantity.end


def _is_size(text: str, span: Span, quantity: Quantity) -> bool:
    """50亿以上招商项目: a limit that describes the object."""
    follows = text[quantity.end : span[1]].strip(_TRIM)
    return bool(quantity.operator and not quantity.leading and follows)
