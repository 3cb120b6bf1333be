"""The sheets of a file → its Reading: tables numbered in order, hidden sheets told and left out."""

from __future__ import annotations

import gc
from collections.abc import Iterable

from extract.model import Grid, Reading, Reason, Refused
from extract.readers.office.reading import Office
from extract.readers.office.sheets.sheet import Sheet, place_in
from extract.readers.office.sheets.to_grids import sheet_grids
from extract.words.gate import Gate


def read_sheets(format_: str, sheets: Iterable[tuple[Sheet, bool]], gate: Gate) -> Reading:
    """All tables of a workbook; each sheet comes with whether it is shown."""
    office = Office(format_)
    running = gc.isenabled()
    gc.disable()  # a long list is a million live cells, walked again with every few thousand new
    try:
        found = False
        for sheet, is_shown in sheets:
            found = found or bool(sheet.texts)
            if is_shown:
                _add(office, sheet)
            elif any(text.strip() for text in sheet.texts.values()):
                office.hidden.append(f"sheet {sheet.name}")
    finally:
        if running:
            gc.enable()
    if not found and office.found.asides:
        raise Refused(
            Reason.NEEDS_OCR,
            "The workbook holds pictures and no text: run text recognition on it, or read it by "
            "hand.",
        )
    if not found:
        raise Refused(Reason.NO_CONTENT, "No sheet of the workbook holds any text or number.")
    return office.reading(gate)


def _add(office: Office, sheet: Sheet) -> None:
    number = len(office.found.grids) + 1
    made = sheet_grids(sheet, number)
    for grid, asides in made.grids:
        office.lines.extend(line.text for line in grid.heading)
        if grid.n_cols == 1:  # a form may be told in it a cell a line
            office.lines.extend(cell.text for cell in grid.cells)
        office.add(grid, asides)
    if not made.grids:
        office.lines.extend(sheet.lines)
    office.lines.extend(made.below)
    office.found.asides += ((len(office.lines), aside) for aside in sheet.strays)
    if made.hidden:
        office.hidden.append(made.hidden)
    if sheet.stored:
        _tell_stored(office, sheet, [grid for grid, _ in made.grids], number)


def _tell_stored(office: Office, sheet: Sheet, grids: list[Grid], number: int) -> None:
    stored = {place_in(sheet, *at, number): text for at, text in sheet.stored.items()}
    for grid in grids:
        for cell in grid.cells:
            if cell.place in stored:
                told = f"{cell.place} {cell.text} ({stored[cell.place]})"
                office.stored.append((grid, told))
