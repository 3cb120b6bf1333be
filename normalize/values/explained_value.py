"""`value --why`: which rule decided each field of a target, told from what the grammar noted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from normalize.values.closed_sets import Flag, Kind, Operator, Origin
from normalize.values.flag_sentences import SENTENCES
from normalize.values.indicator_row import ReadRow, read_row, target_of
from normalize.values.numbers.build_quantity import RANK
from normalize.values.status_and_confidence import confidence_why
from normalize.values.target import Target
from normalize.values.units.units import HOMOGRAPHS
from normalize.values.why import Why


class Because(NamedTuple):
    """A field, what it holds, the rule that decided it, and the characters it was decided on."""

    field: str
    holds: str
    why: str
    sentence: str
    written: str = ""


_UNIT_WHYS = {Origin.COLUMN: Why.UNIT_COLUMN, Origin.NAME: Why.UNIT_OF_NAME}
_PER_WHYS = {
    Origin.VALUE: Why.PER_WRITTEN,
    Origin.COLUMN: Why.PER_OF_COLUMN,
    Origin.NAME: Why.PER_OF_NAME,
}


def explain_value(
    value: str | None,
    *,
    name: str | None = None,
    operator_cell: str | None = None,
    unit_cell: str | None = None,
    fiscal_year: int | None = None,
) -> tuple[Because, ...]:
    """Why a row is read as it is, field by field (docs/values.md, Why).

    The arguments are those of `normalize_value`.

    >>> for each in explain_value("完成50亿以上招商项目1个")[:4]:
    ...     print(each.field, each.holds, each.why)
    kind quantitative number_stated
    operator None not_written
    number 1 last_with_unit
    unit 个 unit_written
    """
    read = read_row(value, name, operator_cell, unit_cell, fiscal_year)
    target = target_of(read)
    return (
        _because("kind", target.kind, read.row.kind_why, read.bare.text),
        *_operator(read, target),
        *_number(read, target),
        *_unit(read, target),
        *_period(read, target),
        _because("confidence", target.confidence, _confidence(target)),
        *(Because("flag", flag, flag, SENTENCES[flag]) for flag in target.flags),
    )


def _because(field: str, holds: object, why: Why, written: str | None = None) -> Because:
    return Because(field, str(holds), why, why.sentence, written or "")


def _operator(read: ReadRow, target: Target) -> Iterator[Because]:
    if target.operator is None and target.operator_implied is not None:
        yield _because(
            "operator_implied", target.operator_implied, Why.NAME_IMPLIES, target.name_raw
        )
        return
    yield _because("operator", target.operator, _operator_why(read, target), target.operator_raw)


def _operator_why(read: ReadRow, target: Target) -> Why:
    if target.operator is None:
        return Why.NOT_WRITTEN
    if target.operator_source is Origin.COLUMN:
        return Why.OPERATOR_COLUMN
    main, period = read.reading.main, read.reading.period
    if main is not None and main.operator_why is not None:
        return main.operator_why
    if main is None and period is not None:
        return Why.WORD_OF_DATE
    return Why.SIGN_ALONE if target.kind is Kind.MISSING else Why.LIMIT_OF_GRADE


def _number(read: ReadRow, target: Target) -> Iterator[Because]:
    main, why = read.reading.main, read.reading.number_why
    if main is None or why is None:
        if target.number is not None:  # 无 under a name of what should not happen
            yield _because("number", target.number, read.row.kind_why, target.value_text)
        return
    holds = target.number
    if target.operator is Operator.BETWEEN:
        holds = f"{target.number} … {target.number_upper}"
    written = read.reading.text[main.at : main.stop]
    yield _because("number", holds, why if target.number is not None else Why.UNREADABLE, written)


def _unit(read: ReadRow, target: Target) -> Iterator[Because]:
    if read.reading.main is None:
        return
    yield _because("unit", target.unit, _unit_why(read, target), target.unit_raw)
    if target.per_source is not None:
        written = target.name_raw if target.per_source is Origin.NAME else target.unit_raw
        yield _because("per", "/".join(target.per), _PER_WHYS[target.per_source], written)


def _unit_why(read: ReadRow, target: Target) -> Why:
    main = read.reading.main
    if target.unit_source in _UNIT_WHYS:
        return _UNIT_WHYS[target.unit_source]
    if main is None or target.unit is None:
        shared = {Flag.FRACTION, Flag.RATIO_PAIR} & set(target.flags)
        return Why.SHARE_HAS_NONE if shared else Why.NOT_WRITTEN
    if main.unit is RANK and main.unit_raw != RANK.name:
        return Why.UNIT_OF_RANK
    if (main.unit_raw or "")[-1:] in HOMOGRAPHS and main.unit is not read.row.unit:
        return Why.TOLD_APART
    return Why.UNIT_WRITTEN


def _period(read: ReadRow, target: Target) -> Iterator[Because]:
    period = read.row.period
    if period is None:
        return
    ends = f"{target.period_start or '…'} to {target.period_end or '…'}"
    holds = " ".join(filter(None, (target.period_type, ends, target.period_freq)))
    if target.period_source is Origin.UNIT:
        yield _because("period", holds, Why.TIME_OF_DENOMINATOR, "/".join(target.per))
        return
    named = target.period_source is Origin.NAME
    text = read.called.text if named else read.reading.text
    yield _because("period", holds, period.why, text[period.start : period.end])
    if target.period_source is not None:
        asked = read.bare.text != read.text
        source = Why.ROW_ASKS_FOR_DATE if asked else Why.TIME_IN_VALUE
        yield _because("period_source", target.period_source, Why.TIME_IN_NAME if named else source)


def _confidence(target: Target) -> Why:
    return confidence_why(frozenset(target.flags), target.residual_text, target.qual_scale)
