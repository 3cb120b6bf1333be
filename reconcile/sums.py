"""A printed total against the sum of its printed parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import regex

from normalize.records import FormRecord, FundingRecord
from reconcile.model import Finding, Side, Verdict
from reconcile.tolerance import judge, printed_unit, tolerance

_SHOWN = 20
_DIGIT = regex.compile(r"\d")


def check_total(
    form: FormRecord,
    total: FundingRecord | None,
    parts: Sequence[FundingRecord],
    others: Sequence[FundingRecord] = (),
    unread: Sequence[str] = (),
) -> Finding | None:
    """The total of a form against its parts; None where it prints no total or no part.

    `others` are lines of unknown meaning, `unread` labels of money that were not understood: with
    one of them, or a part whose print is no amount, a sum that does not close proves nothing.
    """
    given = [line for line in parts if line.amount is not None]
    if total is None or total.amount is None or not parts:
        return None
    left = Side(text=printed(total), value=total.amount)
    if not given:
        return Finding(
            form=form,
            left=left,
            right=Side(text="; ".join(map(printed, parts))),
            verdict=Verdict.NOT_COMPARABLE,
            message="None of the parts has an amount.",
        )
    addends = _addends(total.amount, given)
    right = Side(text=" + ".join(map(printed, addends)), value=add(addends))
    allowed = tolerance(len(addends), printed_unit([total, *addends]))
    assert right.value is not None  # noqa: S101 -- a sum of amounts, for the type checker
    verdict = judge(total.amount, right.value, allowed)
    message = {
        Verdict.HOLDS: "The total is the sum of its parts.",
        Verdict.HOLDS_ROUNDED: "The total is the sum of its parts but for the rounding.",
        Verdict.FAILS: "The total is not the sum of its parts.",
    }[verdict]
    if verdict is Verdict.FAILS and not any(line.amount for line in given):
        verdict = Verdict.PARTS_ALL_ZERO
        message = "All parts are printed as zero: the total is not broken down."
    elif verdict is Verdict.FAILS and (doubtful := _doubtful(parts, others, unread)):
        verdict = Verdict.NOT_COMPARABLE
        message = f"May belong to the sum, and was not understood: {listed(doubtful, '; ')}."
    return Finding(
        form=form, left=left, right=right, tolerance=allowed, verdict=verdict, message=message
    )


def _doubtful(
    parts: Sequence[FundingRecord], others: Sequence[FundingRecord], unread: Sequence[str]
) -> list[str]:
    unreadable = [each for each in parts if each.amount is None and _DIGIT.search(each.amount_text)]
    return [*map(printed, unreadable), *(printed(each) for each in others if each.amount), *unread]


def add(lines: Iterable[FundingRecord]) -> Decimal:
    """The sum of the amounts that are printed."""
    return sum((line.amount for line in lines if line.amount is not None), Decimal(0))


def printed(line: FundingRecord) -> str:
    """A money line as it stands in the form: 财政拨款 1150.00 万元."""
    return " ".join(filter(None, (line.label_text, line.amount_text, line.unit_text)))


def listed(texts: Iterable[str], joint: str = " + ") -> str:
    """Texts in one line; of very many the first, with the number of all."""
    texts = list(texts)
    more = f"{joint}… ({len(texts)})" if len(texts) > _SHOWN else ""
    return joint.join(texts[:_SHOWN]) + more


def _addends(total: Decimal, lines: Sequence[FundingRecord]) -> Sequence[FundingRecord]:
    """The parts that make the sum: of lines under one item all, or the first (其中 below it)."""
    first = {line.item: line for line in reversed(lines)}
    choices = (lines, list(reversed(first.values())))
    return min(choices, key=lambda addends: abs(total - add(addends)))
