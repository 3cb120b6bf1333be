"""What is to be said of a row that was read from a picture: doubts, and units that were mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.model import Code, Issue, RawIndicator
from extract.words.text import key, one_line
from normalize.values.indicator_row import normalize_value
from normalize.values.target import Target, with_flag
from normalize.values.units.mended import mended_unit

_SEEN = frozenset(("value", "operator", "unit"))
"""Texts of which a person's correction ends the doubt."""


def as_seen(target: Target, row: RawIndicator) -> Target:
    """A target with its flags of print that was read from a picture.

    Where a person looked at it and put it right, it is in doubt no more.
    """
    sight = row.sight
    if sight is None:
        return target
    target = with_flag(target, "ocr")
    if sight.mended:
        target = with_flag(target, "ocr_mended")
    put_right = not _SEEN.isdisjoint(each.field for each in row.corrections)
    return with_flag(target, "ocr_doubtful") if sight.doubtful and not put_right else target


def doubtful_beside(row: RawIndicator) -> Iterator[Issue]:
    """Points and results seen in doubt, which the confidence of the target says nothing of."""
    put_right = {each.field for each in row.corrections}
    for role in row.doubtful:
        if role not in put_right and key(text := getattr(row, role) or ""):
            said = f"{one_line(row.name)} {text}"
            yield Issue(code=Code.OCR_DOUBTFUL, text=said, page=row.page, box=row.box)


def with_mended_unit(
    target: Target, row: RawIndicator, *, name: str, fiscal_year: int | None
) -> tuple[Target, tuple[Issue, ...]]:
    """A unit seen in doubt that nobody knows, as the one known unit that it can be, and said so.

    The number stays as it was seen.
    """
    doubted = row.sight is not None and row.sight.doubtful and "unit_unknown" in target.flags
    seen = target.unit_raw or ""
    meant = mended_unit(seen) if doubted else None
    if meant is None:
        return target, ()
    read = normalize_value(
        one_line(row.value).replace(seen, meant),
        name=name,
        operator_cell=row.operator,
        unit_cell=row.unit.replace(seen, meant) if row.unit else row.unit,
        fiscal_year=fiscal_year,
    )
    if read.number != target.number or "unit_unknown" in read.flags:
        return target, ()
    as_printed = replace(read, value_raw=target.value_raw, unit_cell_raw=target.unit_cell_raw)
    issue = Issue(code=Code.OCR_MENDED, text=f"{seen} → {meant}", page=row.page, box=row.box)
    return with_flag(as_printed, "ocr_mended"), (issue,)
