"""A raw folder → its files in order, with what a manifest.csv states of them."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

MANIFEST = "manifest.csv"
_FIRST_YEAR, _LAST_YEAR = 1949, 2100
_COLUMNS = ("path", "source_url", "publisher", "fiscal_year", "retrieved_on")


class DiscoverError(Exception):
    """There is nothing to read, or the manifest is wrong; the message says what a person can do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What manifest.csv states of one file; None where its cell is empty."""

    publisher: str | None = None
    fiscal_year: int | None = None
    source_url: str | None = None
    retrieved_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A raw file: where it is, its name below the raw folder, what is stated of it."""

    path: Path
    name: str
    stated: Stated = Stated()


def discover(raw: Path) -> tuple[Found, ...]:
    """The files of a raw folder (or the one file), ordered by name; hidden ones are left out.

    Symbolic links that lead out of the folder are left out as well. Raises DiscoverError where
    there is no such path, no file, or a manifest that names what is not there.
    """
    if not raw.exists():
        raise DiscoverError(f"{raw} does not exist: give a file or a folder of publications.")
    if raw.is_file():
        return (Found(path=raw, name=_name(Path(raw.name))),)
    paths = {_name(path.relative_to(raw)): path for path in _files(raw)}
    paths.pop(MANIFEST, None)
    if not paths:
        raise DiscoverError(f"{raw} holds no files: put publications (PDF, HTML, text) into it.")
    stated = read_manifest(raw / MANIFEST) if (raw / MANIFEST).is_file() else {}
    if strangers := sorted(set(stated) - set(paths)):
        raise DiscoverError(f"{raw / MANIFEST} names files that are not there: {strangers[:5]}")
    return tuple(
        Found(path=path, name=name, stated=stated.get(name, Stated()))
        for name, path in sorted(paths.items())
    )


def _name(path: Path) -> str:
    r"""A path as text: bytes of a name that are no UTF-8 are written as escapes.

    >>> _name(Path("2024/\udcb2\udcbf.txt"))
    '2024/\\xb2\\xbf.txt'
    """
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _files(raw: Path) -> Iterator[Path]:
    root = raw.resolve()
    for folder, folders, names in os.walk(raw):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(folder, name)
            inside = not path.is_symlink() or path.resolve().is_relative_to(root)
            if not name.startswith(".") and inside and path.is_file():
                yield path


def read_manifest(path: Path) -> Mapping[str, Stated]:
    """manifest.csv: one line a file, any cell but `path` empty. Raises DiscoverError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise DiscoverError(f"{path} is no UTF-8 CSV: {error}") from error
    if lines and "path" not in lines[0]:
        raise DiscoverError(f"{path} has no column path; its columns are {', '.join(_COLUMNS)}.")
    return {line["path"]: _stated(path, number, line) for number, line in enumerate(lines, 2)}


def _stated(path: Path, number: int, line: Mapping[str, str | None]) -> Stated:
    year, day = line.get("fiscal_year"), line.get("retrieved_on")
    try:
        return Stated(
            publisher=line.get("publisher") or None,
            fiscal_year=_year(year) if year else None,
            source_url=line.get("source_url") or None,
            retrieved_on=date.fromisoformat(day) if day else None,
        )
    except ValueError as error:
        raise DiscoverError(
            f"{path}, line {number}: {error}; fiscal_year is like 2024, retrieved_on 2024-03-01."
        ) from error


def _year(text: str) -> int:
    year = int(text)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"{year} is no budget year")
    return year
