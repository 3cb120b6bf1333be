"""CSV files that a spreadsheet opens without running anything (CSV 导出)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import regex

from publish.atomic import fresh
from publish.export.sheets import Labels, Sheet, sheets
from publish.export.values import as_text
from publish.tables.release import Release

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the system's own encoding."""
_GUARD = "'"
_BEGINS = tuple("=+-@＝＋－＠\t\r\n'")
_NUMBER = regex.compile(r"[+-]?\d+(?:\.\d+)?")
_QUOTED = regex.compile(r'[",\r\n]|^\s|\s$|^$')


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


def guarded(said: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> guarded("=16人"), guarded("-5"), guarded("'a")
    ("'=16人", '-5', "''a")
    """
    if not said.startswith(_BEGINS) or _NUMBER.fullmatch(said):
        return said
    return _GUARD + said


def quoted(said: str) -> str:
    """A cell as CSV writes it."""
    doubled = said.replace('"', '""')
    return f'"{doubled}"' if _QUOTED.search(said) else said
