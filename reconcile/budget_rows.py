"""Budget tables as the rules look at them: rows with their amounts by what these count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from normalize.records import BudgetLineRecord, BudgetTableRecord
from reconcile.model import Finding, Side, Verdict
from reconcile.tolerance import judge, tolerance
from reconcile.words import fold

_UNITS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
_ASIDE = {"previous_year", "change"}
"""What stands beside the year's money and is no part of it."""
_MANY = 8
_SUBTOTALS = {"小计", "合计", "金额", "计"}


@dataclass(slots=True)
class BudgetRow:
    """A row of one block: its label and code, its amounts by measure; parts, 其中, are left out."""

    label: str
    code: str | None
    side: str | None
    is_total: bool
    page: int | None
    lines: dict[str, BudgetLineRecord] = field(default_factory=dict)
    others: list[BudgetLineRecord] = field(default_factory=list)
    """Further amounts that have no measure of their own."""

    def amount(self, measure: str) -> Decimal | None:
        """The amount that counts this; None where there is none."""
        line = self.lines.get(measure)
        return line.amount if line else None

    def text(self, measure: str = "total") -> str:
        """The row as printed: 财政事务 2,106.66 万元."""
        line = self.lines.get(measure)
        return printed(line) if line else self.label


def heads_with_subtotal(lines: Iterable[BudgetLineRecord]) -> dict[str, str]:
    """Heads that have a 小计 column of their own among those below them, with that column's heads.

    Those of a head that the row's total itself stands under are its parts, and no part of a part.
    """
    paths = {line.measure_text for line in lines}
    totals = {line.measure_text for line in lines if line.measure == "total"}
    totals = {path for path in totals if "支出" in path} or totals
    own = {path.rsplit("/", 1)[0] for path in totals if _is_subtotal(path)}
    if any("/" not in path for path in totals):
        own = set()  # the total stands alone: no head above it is its own
    return {
        path.rsplit("/", 1)[0]: path
        for path in paths
        if _is_subtotal(path) and path.rsplit("/", 1)[0] not in own
    }


def _is_subtotal(path: str) -> bool:
    head, _, last = path.rpartition("/")
    return bool(head) and fold(last) in _SUBTOTALS


def without_counted_again(row: BudgetRow, below: Mapping[str, str]) -> BudgetRow:
    """A row without the amounts that a 小计 under the same head counts already.

    An amount that takes the place of a measure that is put out is what the 小计 says of its head.
    """
    lines = [*row.lines.values(), *row.others]
    kept = [x for x in lines if not any(_is_within(x.measure_text, h, s) for h, s in below.items())]
    found: dict[str, BudgetLineRecord] = {}
    others: list[BudgetLineRecord] = []
    for line in kept:
        if line.measure in found or line.measure == "unclassified":
            others.append(line)
        else:
            found[line.measure] = line
    return replace(row, lines=found, others=others)


def _is_within(path: str, head: str, subtotal: str) -> bool:
    return path != subtotal and path.startswith(f"{head}/")


def printed(line: BudgetLineRecord) -> str:
    """An amount as printed, behind its label and its column where that is no total."""
    column = "" if line.measure == "total" else line.measure_text.rsplit("/", 1)[-1]
    parts = (line.code_text, line.row_label_text, column, line.amount_text, line.unit_text)
    return " ".join(filter(None, parts))


def rows_of(lines: Iterable[BudgetLineRecord], phase: str | None = None) -> list[BudgetRow]:
    """The rows of a table, each block's for itself, in printed order.

    `phase` leaves out amounts of another one, where a table has both.
    """
    found: dict[tuple[int, str | None, str | None, str], BudgetRow] = {}
    for line in lines:
        if phase is not None and line.phase not in {None, phase}:
            continue
        key = (line.row_no, line.side, line.code_text, line.row_label_text)
        row = found.get(key)
        if row is None:
            code = line.function_code or line.economic_code
            row = found[key] = BudgetRow(
                line.row_label_text, code, line.side, line.is_total, line.page
            )
        if line.amount is None or line.measure in _ASIDE or "of_which" in line.flags:
            continue
        _take(row, line)
    return list(found.values())


def _take(row: BudgetRow, line: BudgetLineRecord) -> None:
    before = row.lines.get(line.measure)
    if line.measure != "unclassified" and (before is None or _spends(line, before)):
        row.others.extend([before] if before else [])
        row.lines[line.measure] = line
    else:
        row.others.append(line)


def _spends(line: BudgetLineRecord, before: BudgetLineRecord) -> bool:
    """Is an amount what was spent, beside the income of the same year: 本年收入 | 本年支出?"""
    return "支出" in line.measure_text and "收入" in before.measure_text


def unit_of(lines: Iterable[BudgetLineRecord]) -> Decimal:
    """The coarsest unit that amounts are printed in, in 元."""
    return Decimal(max((_UNITS.get(line.unit_text or "", 1) for line in lines), default=1))


@dataclass(frozen=True, slots=True)
class Sum:
    """A printed amount against the sum of others."""

    total: BudgetLineRecord
    parts: Sequence[BudgetLineRecord]

    @property
    def value(self) -> Decimal:
        """What the parts come to, in 元."""
        return sum((line.amount for line in self.parts if line.amount is not None), Decimal(0))

    @property
    def allowed(self) -> Decimal:
        """What the rounding of the print may make of it."""
        return tolerance(len(self.parts), unit_of([self.total, *self.parts]))

    @property
    def verdict(self) -> Verdict:
        """Equal, equal within the rounding, or not."""
        return judge(self.total.amount or Decimal(0), self.value, self.allowed)


def told(
    table: BudgetTableRecord, sums: Iterable[Sum], what: str, *, sure: bool = True
) -> Iterator[Finding]:
    """Each sum that does not close, or one finding for all where all of them do.

    Not `sure`: amounts of the table are not understood, and what fails proves nothing.
    """
    sums = list(sums)
    failing = [each for each in sums if each.verdict is Verdict.FAILS]
    for each in failing:
        verdict = Verdict.FAILS if sure else Verdict.NOT_COMPARABLE
        yield finding(table, each, verdict, f"{what}: they differ." if sure else _UNSURE)
    if sums and not failing:
        rounded = [each for each in sums if each.verdict is Verdict.HOLDS_ROUNDED]
        verdict = Verdict.HOLDS_ROUNDED if rounded else Verdict.HOLDS
        largest = max(rounded or sums, key=lambda each: abs(each.total.amount or Decimal(0)))
        yield finding(table, largest, verdict, f"{what}: {len(sums)} sum(s) close.")


_UNSURE = "Some of its amounts were not read, or their columns are not known."


def finding(table: BudgetTableRecord, each: Sum, verdict: Verdict, message: str) -> Finding:
    """What is said of one sum."""
    shown = [printed(line) for line in each.parts]
    more = f" + … ({len(shown)})" if len(shown) > _MANY else ""
    return Finding(
        table=table,
        left=Side(text=printed(each.total), value=each.total.amount),
        right=Side(text=" + ".join(shown[:_MANY]) + more, value=each.value),
        tolerance=each.allowed,
        verdict=verdict,
        message=message,
    )


def total_row(rows: Iterable[BudgetRow], side: str | None = None) -> BudgetRow | None:
    """The row of a table's total: 合计 or 总计 without a code; of several the grand total."""
    totals = [
        row
        for row in rows
        if row.is_total and row.code is None and row.side == side and "经费" not in row.label
    ]
    grand = [row for row in totals if fold(row.label).endswith("总计")]
    plain = [row for row in totals if fold(row.label) in {"合计", "小计"}]
    found = grand or plain or totals
    return found[-1] if found else None


def by_code(rows: Iterable[BudgetRow]) -> Mapping[str, BudgetRow]:
    """Rows by their code; empty where a code stands twice, as in tables of several offices."""
    found: dict[str, BudgetRow] = {}
    for row in rows:
        if row.code is None:
            continue
        if row.code in found:
            return {}
        found[row.code] = row
    return found
