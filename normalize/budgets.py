"""BudgetTable → records: ids, whole codes with level and name, amounts in 元, doubts as flags."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

from extract.model import BudgetTable, Classification, Code, Issue, RawBudgetLine
from extract.words.text import fold, key
from normalize.codes.classification import Coded, coded, is_contradicted
from normalize.money import YUAN, Unread, parse_amount
from normalize.records import LOW_FLAGS, BudgetLineRecord, BudgetTableRecord, LineFlag
from normalize.values.closed_sets import Confidence
from normalize.values.target import quickly_made

_BELOW = regex.compile(r"\((.+)\)")
_TOTALS = ("合计", "总计", "小计")
_MEDIUM = {LineFlag.COLUMN_UNKNOWN, LineFlag.CODE_COMPLETED}
_line = quickly_made(BudgetLineRecord)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRecords:
    """Everything that is published of one budget table."""

    table: BudgetTableRecord
    lines: tuple[BudgetLineRecord, ...]
    issues: tuple[Issue, ...]


def normalize_budget(
    table: BudgetTable,
    *,
    document_id: str,
    number: int,
    year: int | None,
    region: str | None = None,
) -> BudgetRecords:
    """The records of a budget table; `year` is its document's, used where it prints none.

    `region` is the code of the region that is stated of the document.
    """
    reader = _TableReader(table, document_id, number, table.fiscal_year or year)
    lines = tuple(reader.line(line, n) for n, line in enumerate(table.lines, 1))
    return BudgetRecords(table=reader.table(region), lines=lines, issues=tuple(reader.issues))


class _TableReader:
    """Reads one table, gathering the issues met on the way."""

    def __init__(self, table: BudgetTable, document_id: str, number: int, year: int | None) -> None:
        self.source = table
        self.document_id = document_id
        self.number = number
        self.table_id = f"{document_id}-t{number:03d}"
        self.year = year
        self.issues = list(table.issues)
        self.noted: set[tuple[Code, str]] = set()
        self.unknown = {
            each.text for each in table.issues if each.code is Code.BUDGET_COLUMN_UNKNOWN
        }
        self.labelled = any(line.label for line in table.lines)

    def table(self, region: str | None) -> BudgetTableRecord:
        """The row of the table itself."""
        table = self.source
        return BudgetTableRecord(
            table_id=self.table_id,
            document_id=self.document_id,
            fiscal_year=self.year,
            table_no=self.number,
            kind=table.kind.value,
            phase=table.phase and table.phase.value,
            title=table.title,
            number_text=table.number,
            unit_text=table.unit,
            department_name=table.department,
            region_code=region,
            is_empty=not table.lines and not table.cells_failed,
            note_text=table.note,
            page_first=table.page_first,
            page_last=table.page_last,
            lines=len(table.lines),
            cells_seen=table.cells_seen,
            cells_emitted=len(table.lines),
            cells_ignored=table.cells_ignored,
            cells_failed=table.cells_failed,
        )

    def line(self, line: RawBudgetLine, number: int) -> BudgetLineRecord:
        """The row of one amount."""
        codes = [each for x in line.whole if (each := coded(x, line.classification))]
        code = codes[0] if codes else None
        flags = self._flags(line, code)
        entry = code.entry if code else None
        phase = line.phase or self.source.phase
        return _line(
            line_id=f"{self.table_id}-{number:04d}",
            table_id=self.table_id,
            document_id=self.document_id,
            fiscal_year=self.year,
            row_no=line.row,
            col_no=line.col,
            side=line.side and line.side.value,
            row_label_text=line.label,
            function_code=_of(codes, Classification.FUNCTION),
            economic_code=_of(codes, Classification.ECONOMIC),
            code_text=" ".join(line.codes) or None,
            code_name=entry.name if entry else None,
            code_level=code.level.value if code else None,
            is_total=key(line.label).endswith(_TOTALS),
            measure=line.measure.value,
            measure_text=line.measure_text,
            phase=phase and phase.value,
            amount_text=line.amount,
            unit_text=line.unit,
            amount=self._amount(line),
            page=line.page,
            x0=line.box.x0 if line.box else None,
            top=line.box.top if line.box else None,
            x1=line.box.x1 if line.box else None,
            bottom=line.box.bottom if line.box else None,
            place=line.place or _place(line),
            confidence=_confidence(flags).value,
            flags=tuple(flag.value for flag in flags),
        )

    def _amount(self, line: RawBudgetLine) -> Decimal | None:
        """The amount in 元; None for a share, a count, and without a unit, which an issue says."""
        if line.unit is None or line.unit not in YUAN:
            return None
        try:
            below = _BELOW.fullmatch(line.amount)  # negative, as its sums have proven
            return parse_amount(f"-{below[1]}" if below else line.amount, line.unit)
        except Unread as unread:
            text = f"{line.label} {line.amount}"
            self._note(Issue(code=unread.code, text=text, page=line.page, box=line.box))
            return None

    def _flags(self, line: RawBudgetLine, code: Coded | None) -> list[LineFlag]:
        unknown = bool(line.whole) and (code is None or code.entry is None)
        told = (
            (LineFlag.COLUMN_UNKNOWN, line.measure_text in self.unknown),
            (LineFlag.CODE_UNKNOWN, unknown),
            (LineFlag.CODE_CONTRADICTED, self._contradicted(line, code)),
            (LineFlag.CODE_COMPLETED, bool(line.whole) and _is_completed(line)),
            (LineFlag.LABEL_MISSING, not line.label and not line.codes and self.labelled),
            (LineFlag.OF_WHICH, key(line.label).startswith("其中") or _is_part(line.measure_text)),
            (LineFlag.SHARE, line.unit == "%"),
            (LineFlag.OCR, line.sight is not None),
            (LineFlag.OCR_DOUBTFUL, line.sight is not None and line.sight.doubtful),
        )
        if unknown:
            text = f"{' '.join(line.codes)} {line.label}".strip()
            self._note(Issue(code=Code.BUDGET_CODE_UNKNOWN, text=text, page=line.page))
        return [flag for flag, is_told in told if is_told]

    def _contradicted(self, line: RawBudgetLine, code: Coded | None) -> bool:
        if code is None or code.entry is None or not line.class_name:
            return False
        if not is_contradicted(code.entry, line.class_name):
            return False
        text = f"{code.code} {line.class_name} ({code.entry.name})"
        self._note(Issue(code=Code.BUDGET_CODE_CONTRADICTED, text=text, page=line.page))
        return True

    def _note(self, issue: Issue) -> None:
        """Gather an issue, once for all amounts of its row."""
        if (issue.code, issue.text) not in self.noted:
            self.noted.add((issue.code, issue.text))
            self.issues.append(issue)


def _of(codes: list[Coded], scheme: Classification) -> str | None:
    return next((each.code for each in codes if each.scheme is scheme), None)


def _is_completed(line: RawBudgetLine) -> bool:
    """Has a code digits that its row does not print?"""
    printed = "".join(char for code in line.codes for char in fold(code) if char.isdigit())
    return any(code not in printed for code in line.whole)


def _is_part(measure_text: str) -> bool:
    return "其" in measure_text and any(
        key(head).startswith("其中") for head in measure_text.split("/")
    )


def _place(line: RawBudgetLine) -> str | None:
    return None if line.page is None else f"p. {line.page}"


def _confidence(flags: list[LineFlag]) -> Confidence:
    if not flags:
        return Confidence.HIGH
    if LOW_FLAGS & set(flags):
        return Confidence.LOW
    return Confidence.MEDIUM if _MEDIUM & set(flags) else Confidence.HIGH
