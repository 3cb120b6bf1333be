"""corrections.csv: UTF-8 with a byte order mark, one correction a line, safe in spreadsheets.

A text that a spreadsheet would run as a formula (`=3万元`, `-5%`) stands behind an apostrophe in
the file; so does a text that begins with one. Reading takes one apostrophe off: both ways are
exact.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path

import regex

from extract.words.text import inert
from normalize.corrections.days import read_day
from normalize.corrections.replay import Correction, Field
from normalize.corrections.rows import ADDED

COLUMNS = tuple(each.name for each in fields(Correction))
"""sha256, form, row, field, expected, corrected, reason, who, date."""
_SHA256 = regex.compile(r"[0-9a-f]{64}")
_FORMULA = regex.compile(r"[\s\p{C}]*[=+\-@＝＋－＠]|[\t\r']")
_WHOLE = regex.compile(r"[1-9][0-9]{0,8}")


class CorrectionsError(Exception):
    """A file of corrections cannot be read; the message says where and what a person can do."""


def load_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of a file, in its order. Raises CorrectionsError."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CorrectionsError(f"{path} cannot be opened ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise CorrectionsError(
            f"{path} is not UTF-8: save it from the spreadsheet as “CSV UTF-8”."
        ) from error
    try:
        return read_corrections(text)
    except CorrectionsError as error:
        raise CorrectionsError(f"{path}, {error}") from error


def read_corrections(text: str) -> tuple[Correction, ...]:
    """The corrections of a file's text. Raises CorrectionsError, which names the line."""
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        header = [name.strip().lower() for name in next(lines, [])]
        if missing := [name for name in COLUMNS if header.count(name) != 1]:
            raise CorrectionsError(
                f"line 1: needs one column of each name; look at: {', '.join(missing)}."
            )
        return tuple(_correction(header, cells, lines.line_num) for cells in lines if any(cells))
    except csv.Error as error:
        raise CorrectionsError(
            f"line {lines.line_num}: no CSV, look at its quotation marks; a cell has at most "
            f"{csv.field_size_limit():,} characters."
        ) from error


def written_corrections(corrections: Iterable[Correction]) -> str:
    """The text of a file with these corrections; `read_corrections` gives them back unchanged."""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for each in corrections:
        cells = ("" if (cell := getattr(each, name)) is None else str(cell) for name in COLUMNS)
        writer.writerow([guarded(cell) for cell in cells])
    return out.getvalue()


def guarded(text: str) -> str:
    """A text as a cell that no spreadsheet runs.

    >>> guarded("=3万元"), guarded("≥3万元"), guarded("'t")
    ("'=3万元", '≥3万元', "''t")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """A cell as the text that it stands for.

    >>> unguarded("'=3万元"), unguarded("=3万元")
    ('=3万元', '=3万元')
    """
    return cell.removeprefix("'")


def _correction(header: list[str], cells: list[str], line: int) -> Correction:
    if len(cells) != len(header):
        raise CorrectionsError(f"line {line}: {len(cells)} cells under {len(header)} columns.")
    texts = {name: unguarded(cell) for name, cell in zip(header, cells, strict=True)}
    sha256 = texts["sha256"].strip().lower()
    if not _SHA256.fullmatch(sha256):
        raise CorrectionsError(f"line {line}: sha256 needs the 64 hex digits of the document.")
    form = _number(texts, "form", line)
    if form is None:
        raise CorrectionsError(f"line {line}: form is empty; it is the form's number, from 1.")
    field = texts["field"].strip()
    if field not in tuple(Field):
        raise CorrectionsError(
            f"line {line}: no field is called “{inert(field, 40)}”; the fields are "
            f"{', '.join(Field)}."
        )
    return Correction(
        sha256=sha256,
        form=form,
        row=_row(texts, field, line),
        field=field,
        expected=texts["expected"],
        corrected=texts["corrected"],
        reason=texts["reason"],
        who=texts["who"],
        date=_day(texts["date"].strip(), line),
    )


def _row(texts: Mapping[str, str], field: str, line: int) -> int | None:
    """The number of a row; what is added before the first stands below row 0."""
    if field == ADDED and texts["row"].strip() == "0":
        return 0
    return _number(texts, "row", line)


def _number(texts: Mapping[str, str], name: str, line: int) -> int | None:
    text = texts[name].strip()
    if text and not _WHOLE.fullmatch(text):
        raise CorrectionsError(f"line {line}: {name} is a number from 1, not {text[:20]!r}.")
    return int(text) if text else None


def _day(text: str, line: int) -> date | None:
    day = read_day(text)
    if text and day is None:
        raise CorrectionsError(f"line {line}: {text[:20]!r} is no date; write it as 2025-03-01.")
    return day
