"""What was read of a scan beside what its born-digital page says: cells, rows, amounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from extract.model import Code, Grid
from extract.words.text import fold
from normalize.documents import Records
from normalize.records import FundingRecord, IndicatorRecord

Cells = Mapping[tuple[int, ...], str]
"""(table, row, column, rows, columns spanned) → text without spaces."""
_TYPED = ("number", "number_upper", "operator", "unit")
_ROW = ("level1_text", "level2_text", "name", "value_raw", *_TYPED)
_ALIKE = 0.3
"""Of two rows that may be one, so much of their text is the same."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader made of a file; `text` where it knows no tables."""

    cells: Cells
    records: Records | None = None
    text: str = ""


def cells_of(grids: Sequence[Grid]) -> dict[tuple[int, ...], str]:
    """The cells of tables with their texts as they are compared."""
    return {
        (n, cell.row, cell.col, cell.rowspan, cell.colspan): plain(cell.text)
        for n, grid in enumerate(grids)
        for cell in grid.cells
        if cell.text.strip()
    }


def plain(text: str) -> str:
    """A text for comparing: widths folded, without spaces."""
    return "".join(fold(text).split())


def right_cells(born: Cells, scan: Read) -> int:
    """Cells that say the same at the same place; anywhere, where there are no places."""
    if scan.text:
        return sum(text in scan.text for text in born.values())
    return sum(scan.cells.get(place) == text for place, text in born.items())


def counted(born: Records, scan: Records) -> Counter[str]:
    """Rows and amounts by what became of them.

    `sure`: a number, sign or unit is another, and nothing says so; `doubted`: something says so.
    """
    counts: Counter[str] = Counter(rows=len(born.indicators))
    for there, here in _paired(born.indicators, scan.indicators):
        if there is None or here is None:
            counts["missed" if here is None else "invented"] += 1
            counts["sure"] += here is not None and here.confidence == "high"
            continue
        doubted = "ocr_doubtful" in here.flags
        counts["right"] += _says(there, _ROW) == _says(here, _ROW)
        if _says(there, _TYPED) != _says(here, _TYPED):
            counts["sure" if here.confidence == "high" else "doubted"] += 1
        elif here.number is not None:
            counts["numbers"] += 1
            counts["needless"] += doubted
    counts += _amounts(born, scan)
    return counts


def wrong_and_sure(born: Records, scan: Records) -> Iterator[str]:
    """Rows for a person to look at: what is printed, and what was published as sure."""
    for there, here in _paired(born.indicators, scan.indicators):
        if here is None or here.confidence != "high":
            continue
        if there is None or _says(there, _TYPED) != _says(here, _TYPED):
            printed = there.value_raw if there else "nothing"
            yield f"{here.name}: {printed} read as {here.value_raw}"


def _amounts(born: Records, scan: Records) -> Counter[str]:
    told = " ".join(
        i.text for i in scan.issues if i.code in {Code.OCR_DOUBTFUL, Code.AMOUNT_UNREAD}
    )
    here = {_line(each): each.amount for each in scan.funding}
    wrong = [each for each in born.funding if here.get(_line(each)) != each.amount]
    texts = {_line(each): each.amount_text for each in scan.funding}
    sure = sum(
        here.get(_line(each)) is not None and (texts[_line(each)] or "") not in told
        for each in wrong
    )
    return Counter(amounts=len(born.funding), amounts_wrong=len(wrong), sure=sure)


def _line(each: FundingRecord) -> tuple[str, int]:
    return each.form_id.rpartition("-")[2], each.line_no


def _says(row: IndicatorRecord, fields: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(row, field) for field in fields)


def _text(row: IndicatorRecord) -> str:
    return f"{row.level1_text}{row.level2_text}{row.name}{row.value_raw}"


def _paired(
    born: Sequence[IndicatorRecord], scan: Sequence[IndicatorRecord]
) -> Iterator[tuple[IndicatorRecord | None, IndicatorRecord | None]]:
    """Rows that are one, in their order: the pairing of which most text is the same."""
    alike = [[_likeness(a, b) for b in scan] for a in born]
    best = [[0.0] * (len(scan) + 1) for _ in range(len(born) + 1)]
    for i in range(len(born) - 1, -1, -1):
        for j in range(len(scan) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + alike[i][j])
    i = j = 0
    while i < len(born) or j < len(scan):
        both = i < len(born) and j < len(scan) and alike[i][j] > 0
        if both and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            yield born[i], scan[j]
            i, j = i + 1, j + 1
            continue
        if j == len(scan) or (i < len(born) and best[i][j] == best[i + 1][j]):
            yield born[i], None
            i += 1
        else:
            yield None, scan[j]
            j += 1


def _likeness(one: IndicatorRecord, other: IndicatorRecord) -> float:
    a, b = _text(one), _text(other)
    if a == b:
        return 1.0
    ratio = SequenceMatcher(None, a, b, autojunk=False).ratio()
    return ratio if ratio > _ALIKE else 0.0
