"""CSV files that a spreadsheet opens without running anything (CSV 导出)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from publish.atomic import fresh
from publish.csv_cells import guarded, quoted
from publish.export.sheets import Labels, Sheet, sheets
from publish.export.values import as_text
from publish.tables.release import Release

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the system's own encoding."""


def export_csv(release: Release, folder: Path, *, raw: bool = False, labels: Labels = "en") -> None:
    r"""Write a new folder with one CSV a table, all years: UTF-8 with BOM, CR LF, header first.

    The wide table, indicators_in_full.csv, is one more.

    A text that a spreadsheet might take for a formula (it begins with = + - @, their full-width
    twins, a tab or a line end, and is no plain number) gets an apostrophe before it, and so does a
    text that begins with one: taking one apostrophe off gives back every text. With `raw`, texts
    are exact, without BOM. Null is an empty field, an empty text `""`. Raises PublishError.
    """
    cell = as_text if raw else _guarding
    with fresh(folder) as place:
        place.mkdir()
        for sheet in sheets(release, labels):
            with (place / f"{sheet.name}.csv").open("w", encoding="utf-8", newline="") as file:
                file.write("" if raw else BOM)
                file.writelines(f"{line}\r\n" for line in _lines(sheet, cell))


def _lines(sheet: Sheet, cell: Callable[[str], Callable[[Any], str]]) -> Iterator[str]:
    yield ",".join(column.header for column in sheet.columns)
    cells = tuple(cell(column.type) for column in sheet.columns)
    for row in sheet.rows():
        yield ",".join(
            "" if value is None else quoted(said(value))
            for said, value in zip(cells, row, strict=True)
        )


def _guarding(declared: str) -> Callable[[Any], str]:
    return guarded if declared == "string" else as_text(declared)
