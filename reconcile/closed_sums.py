"""Amounts of budget tables that were seen in doubt on a picture, and that the sums around prove."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from normalize.records import LOW_FLAGS, BudgetLineRecord, BudgetTableRecord, LineFlag
from reconcile.budget_rows import Sum
from reconcile.rules.budget_tables import code_sums, column_sums

_RAISED = "medium"


def with_closed_sums(
    tables: Iterable[BudgetTableRecord], lines: Sequence[BudgetLineRecord]
) -> tuple[BudgetLineRecord, ...]:
    """The lines, those in doubt by their picture alone raised to medium where a sum proves them.

    The sum of a row's columns, or of the codes below a code, must close to the last digit; no sum
    makes an amount sure, since what is misread alike closes too.
    """
    if not any(map(_only_seen_in_doubt, lines)):
        return tuple(lines)
    own: defaultdict[str, list[BudgetLineRecord]] = defaultdict(list)
    for line in lines:
        own[line.table_id].append(line)
    proven = {line_id for table in tables for line_id in _proven(table, own[table.table_id])}
    return tuple(
        replace(line, confidence=_RAISED)
        if line.line_id in proven and _only_seen_in_doubt(line)
        else line
        for line in lines
    )


def _only_seen_in_doubt(line: BudgetLineRecord) -> bool:
    return LOW_FLAGS.intersection(line.flags) == {LineFlag.OCR_DOUBTFUL}


def _proven(table: BudgetTableRecord, lines: Sequence[BudgetLineRecord]) -> Iterator[str]:
    for each in (*column_sums(table, lines), *code_sums(table, lines)):
        if _closes(each):
            yield each.total.line_id
            yield from (part.line_id for part in each.parts)


def _closes(each: Sum) -> bool:
    """To the last digit, and of more than zeros."""
    return bool(each.total.amount) and each.value == each.total.amount
