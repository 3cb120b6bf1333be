"""Status and confidence: rules over what was used and flagged (docs/values.md, Confidence)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from normalize.values.closed_sets import (
    DOUBT,
    INFERENCE,
    Confidence,
    Flag,
    Kind,
    ParseStatus,
    QualScale,
)
from normalize.values.why import Why


def parse_status(kind: Kind, residual: str | None) -> ParseStatus:
    """How much of the value was used (docs/values.md, Confidence).

    >>> parse_status(Kind.DEADLINE, "有序完成")
    <ParseStatus.PARTIAL: 'partial'>
    """
    if kind is Kind.MISSING:
        return ParseStatus.MISSING
    if kind is Kind.QUALITATIVE:
        return ParseStatus.TEXT
    return ParseStatus.PARTIAL if residual else ParseStatus.FULL


def confidence(
    flags: AbstractSet[Flag], residual: str | None, scale: QualScale | None
) -> Confidence:
    """Low with a doubt; medium with an inference, digits left over, or a statement; else high.

    Source: docs/values.md, Confidence.

    >>> confidence({Flag.OCR_SUSPECT}, None, None), confidence(set(), "全覆盖", None)
    (<Confidence.LOW: 'low'>, <Confidence.HIGH: 'high'>)
    """
    return _LEVELS[confidence_why(flags, residual, scale)]


def confidence_why(flags: AbstractSet[Flag], residual: str | None, scale: QualScale | None) -> Why:
    """The rule that decides the confidence (docs/values.md, Confidence)."""
    if flags:
        if not flags.isdisjoint(DOUBT):
            return Why.DOUBTED
        if not flags.isdisjoint(INFERENCE):
            return Why.INFERRED
    if scale is QualScale.STATEMENT:
        return Why.STATEMENT
    digits = residual is not None and any(char.isdigit() for char in residual)
    return Why.DIGITS_LEFT if digits else Why.AS_WRITTEN


_LEVELS = {
    Why.DOUBTED: Confidence.LOW,
    Why.INFERRED: Confidence.MEDIUM,
    Why.STATEMENT: Confidence.MEDIUM,
    Why.DIGITS_LEFT: Confidence.MEDIUM,
    Why.AS_WRITTEN: Confidence.HIGH,
}
