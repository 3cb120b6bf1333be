"""Which of a text's quantities are its targets, and what stays over (VALUES.md section 4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from normalize.quantity import Quantity, Span

_SEPARATOR = re.compile(r"[,;。!?、/]")
_TRIM = " ,;、。:;!?()[]~-·/"
_PREPOSITIONS = frozenset({"于", "在", "按", "到", "至", "为", "前", "了", "的", "即"})
_GLUE = re.compile(r"(?:、|和|及|共|共计|,|合计)?")


def segments(text: str, found: Sequence[Quantity]) -> list[tuple[Span, list[Quantity]]]:
    """The clauses that hold quantities, each with its own.

    >>> from normalize.quantities import find_quantities
    >>> text = "电脑10台,打印机5台"
    >>> [text[a:b] for (a, b), _ in segments(text, find_quantities(text))]
    ['电脑10台', '打印机5台']
    """
    cuts = [
        match.start()
        for match in _SEPARATOR.finditer(text)
        if not any(q.start <= match.start() < q.end for q in found)
        and (match[0] != "/" or any(q.end == match.start() for q in found))
    ]
    bounds = [*cuts, len(text)]
    begin = 0
    clauses: list[tuple[Span, list[Quantity]]] = []
    rest = list(found)
    for bound in bounds:
        here = [q for q in rest if q.at < bound]
        if here:
            clauses.append(((begin, bound), here))
            rest = rest[len(here) :]
        begin = bound + 1
    return clauses


def targets(text: str, span: Span, found: Sequence[Quantity]) -> list[Quantity]:
    """The targets of one clause: the last number with a unit, unless an operator singles one out.

    >>> from normalize.quantities import find_quantities
    >>> text = "完成50亿以上招商项目1个"
    >>> [q.number for q in targets(text, (0, len(text)), find_quantities(text))]
    ['1']
    """
    if len(found) == 1:
        return list(found)
    limited = [q for q in found if q.leading]
    if len(limited) == 1:
        return limited
    candidates = [
        q for q in (limited or found) if q.unit is not None and not _is_size(text, span, q)
    ]
    if not candidates:
        return [found[-1]]
    chosen = [candidates[-1]]
    for quantity in reversed(candidates[:-1]):
        if quantity.end <= chosen[0].start and _GLUE.fullmatch(
            text[quantity.end : chosen[0].start]
        ):
            chosen.insert(0, quantity)
        else:
            break
    return (
        chosen
        if not text[chosen[-1].end : span[1]].strip(_TRIM) or len(chosen) == 1
        else chosen[-1:]
    )


def _is_size(text: str, span: Span, quantity: Quantity) -> bool:
    """50亿以上招商项目: a limit that describes the object."""
    follows = text[quantity.end : span[1]].strip(_TRIM)
    return bool(quantity.operator and not quantity.leading and follows)


def residual(text: str, used: Iterable[Span], kept: Iterable[Span] = ()) -> str | None:
    """What the grammar did not use, its pieces parted by commas.

    >>> residual("12月底前有序完成", [(0, 5)])
    '有序完成'
    """
    marks = bytearray(len(text))
    for begin, end in used:
        marks[begin:end] = b"\x01" * (end - begin)
    for begin, end in kept:
        marks[begin:end] = b"\x00" * (end - begin)
    pieces: list[str] = []
    begin = -1
    for at in range(len(text) + 1):
        free = at < len(text) and not marks[at]
        if free and begin < 0:
            begin = at
        elif not free and begin >= 0:
            piece = text[begin:at].strip(_TRIM).removeprefix("的")
            if piece and piece not in _PREPOSITIONS:
                pieces.append(piece)
            begin = -1
    return ",".join(pieces) or None
