"""manifest.csv: what a person states of raw files that no page prints, one line a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import regex

from extract.words.text import inert
from normalize.codes.regions import has_shape
from normalize.corrections.days import read_day

MANIFEST = "manifest.csv"
COLUMNS = ("path", "source_url", "publisher", "fiscal_year", "retrieved_on", "region_code")
_YEAR = regex.compile(r"[0-9]{4}")
_FIRST_YEAR, _LAST_YEAR = 1949, 2100
_SHOWN = 60


class ManifestError(Exception):
    """A manifest that is wrong; the message names the line, the column and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What manifest.csv states of one file; None where its cell is empty."""

    publisher: str | None = None
    fiscal_year: int | None = None
    source_url: str | None = None
    retrieved_on: date | None = None
    region_code: str | None = None


def decoded(data: bytes) -> str:
    """The text of a manifest. Raises ManifestError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ManifestError(
            f"line {line} is not UTF-8: save it from the spreadsheet as “CSV UTF-8”."
        ) from error


def read_manifest(text: str) -> Mapping[str, Stated]:
    """Path → what is stated of it, any cell but `path` empty. Raises ManifestError."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    stated: dict[str, Stated] = {}
    try:
        header = _header(next(lines, []))
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise ManifestError(
                    f"line {lines.line_num} has {len(cells)} cells under {len(header)} columns: "
                    "a text with a comma stands between quotation marks."
                )
            line = dict(zip(header, cells, strict=True))
            path = line["path"]
            if not path:
                raise ManifestError(f"line {lines.line_num}, column path: it is empty.")
            if path in stated:
                raise ManifestError(
                    f"line {lines.line_num}, column path: {inert(path, _SHOWN)} is named a second "
                    "time."
                )
            stated[path] = _stated(line, lines.line_num)
    except csv.Error as error:
        raise ManifestError(
            f"line {lines.line_num} is no CSV: look at its quotation marks; a cell has at most "
            f"{csv.field_size_limit():,} characters."
        ) from error
    return stated


def _header(names: list[str]) -> list[str]:
    header = [name.strip().lower() for name in names]
    known = f"the columns are {', '.join(COLUMNS)}; path is needed, each stands once."
    if unknown := [name for name in header if name not in COLUMNS]:
        told = ", ".join(inert(name, _SHOWN) or "one without a name" for name in unknown)
        raise ManifestError(f"line 1 has columns that mean nothing here ({told}): {known}")
    if "path" not in header:
        raise ManifestError(f"line 1 has no column path: {known}")
    if len(set(header)) < len(header):
        raise ManifestError(f"line 1 names a column a second time: {known}")
    return header


def _stated(line: Mapping[str, str], number: int) -> Stated:
    year, day = line.get("fiscal_year", "").strip(), line.get("retrieved_on", "").strip()
    if year and not (_YEAR.fullmatch(year) and _FIRST_YEAR <= int(year) <= _LAST_YEAR):
        raise ManifestError(
            f"line {number}, column fiscal_year: “{inert(year, _SHOWN)}” is no budget year from "
            f"{_FIRST_YEAR} to {_LAST_YEAR}; write it like 2024."
        )
    if day and read_day(day) is None:
        raise ManifestError(
            f"line {number}, column retrieved_on: “{inert(day, _SHOWN)}” is no day; write it like "
            "2024-03-01."
        )
    region = line.get("region_code", "").strip()
    if region and not has_shape(region):
        raise ManifestError(
            f"line {number}, column region_code: “{inert(region, _SHOWN)}” is no code of a region; "
            "write its six digits, like 530102."
        )
    return Stated(
        publisher=line.get("publisher") or None,
        fiscal_year=int(year) if year else None,
        source_url=line.get("source_url") or None,
        retrieved_on=read_day(day),
        region_code=region or None,
    )
