"""A raw folder → its files in order, with what a manifest.csv states of them."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from publish.store import local_entry, open_store

MANIFEST = "manifest.csv"
_FIRST_YEAR, _LAST_YEAR = 1949, 2100
_COLUMNS = ("path", "source_url", "publisher", "fiscal_year", "retrieved_on")

_DATASET = ("datapackage.json", "documents", "indicators")
"""What lies in a folder that a run has written."""


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
    corrections: tuple[str, ...] = ()
    """Corrections of this file, known as soon as its bytes are; what is read depends on them."""
    store: str | None = None
    """The place of the raw folder where it is an object store; `path` is then the name in it."""
    version: str = ""
    """State of the file when it was found: see publish.store.Entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """The files of a raw folder, and what else lies there and is not read, with the reason."""

    files: tuple[Found, ...]
    passed_over: tuple[str, ...] = ()


def discover(raw: Path | str, *, leave_out: Path | str | None = None) -> Discovery:
    """The files of a raw folder (or the one file), ordered by name; hidden ones are left out.

    `raw` may be the address of an object store. `leave_out` is a folder that holds no publications,
    such as the dataset's own. Raises DiscoverError where there is no such path, no file, or a
    manifest that is wrong.
    """
    if is_address(raw):
        return _discover_objects(str(raw), str(leave_out or ""))
    raw = Path(raw)
    if not raw.exists():
        raise DiscoverError(f"{raw} does not exist: give a file or a folder of publications.")
    if not raw.is_dir():
        if not raw.is_file():
            raise DiscoverError(f"{raw} is neither a file nor a folder.")
        return Discovery(files=(_found(raw, _name(Path(raw.name))),))
    apart = None if leave_out is None or is_address(leave_out) else Path(leave_out)
    if apart is not None and apart.resolve() == raw.resolve():
        raise DiscoverError(f"{raw} is OUT as well: give the dataset a folder of its own.")
    walk = _Walk(raw, apart)
    paths: dict[str, Path] = {}
    for path in walk.files():
        name = _name(path.relative_to(raw))
        if paths.setdefault(name, path) is not path:
            walk.passed_over.append(f"{name}: a second file whose name is written like this")
    manifest = paths.pop(MANIFEST, None)
    text = _read_text(manifest) if manifest else None
    found = [_found(path, name) for name, path in sorted(paths.items())]
    return _with_manifest(str(raw), found, text, tuple(sorted(walk.passed_over)))


def is_address(place: Path | str) -> bool:
    """Is it the address of an object store, such as s3://bucket/raw?"""
    return isinstance(place, str) and "://" in place


def _found(path: Path, name: str) -> Found:
    try:
        entry = local_entry(path, name)
    except OSError:
        entry = None
    version = entry.version if entry else ""
    # absolute: the process that reads it may have another current folder
    return Found(path=path.absolute(), name=name, version=version)


def _discover_objects(raw: str, leave_out: str) -> Discovery:
    """The objects below an address; the dataset's own are left out, and hidden ones."""
    store = open_store(raw)
    below = leave_out.removeprefix(raw.rstrip("/")).strip("/") if leave_out else ""
    inside = bool(below) and leave_out.startswith(raw.rstrip("/") + "/")
    found, manifest = [], None
    try:
        for entry in sorted(store.entries(), key=lambda each: each.name):
            hidden = any(part.startswith(".") for part in entry.name.split("/"))
            if entry.name == MANIFEST:
                manifest = _decoded(store.read(MANIFEST) or b"", f"{raw}/{MANIFEST}")
            elif not hidden and not (inside and entry.name.startswith(f"{below}/")):
                path = Path(entry.name)
                found.append(Found(path=path, name=entry.name, store=raw, version=entry.version))
    except OSError as error:
        raise DiscoverError(f"{raw} cannot be listed: {error}") from error
    return _with_manifest(raw, found, manifest, ())


def _with_manifest(
    raw: str, found: list[Found], manifest: str | None, passed_over: tuple[str, ...]
) -> Discovery:
    if not found:
        seen = f" ({'; '.join(passed_over[:3])})" if passed_over else ""
        raise DiscoverError(
            f"{raw} holds no files to read{seen}: put publications (PDF, HTML, text) into it."
        )
    where = f"{raw}/{MANIFEST}"
    stated = read_manifest(manifest, where) if manifest is not None else {}
    strangers = sorted(set(stated) - {each.name for each in found})
    missed = (f"{name}: named by {MANIFEST}, and not found here" for name in strangers)
    passed_over = tuple(sorted((*passed_over, *missed)))
    files = (replace(each, stated=stated.get(each.name, each.stated)) for each in found)
    return Discovery(files=tuple(files), passed_over=passed_over)


class _Walk:
    """Walks a raw folder, noting what it passes over."""

    def __init__(self, raw: Path, leave_out: Path | None) -> None:
        self.raw = raw
        self.leave_out = leave_out.resolve() if leave_out else None
        self.passed_over: list[str] = []

    def files(self) -> Iterator[Path]:
        """Every file that is no link out of the folder, no pipe and no device."""
        for folder, folders, names in os.walk(self.raw, onerror=self._unreadable):
            folders[:] = [name for name in sorted(folders) if self._enters(Path(folder, name))]
            for name in names:
                path = Path(folder, name)
                if not name.startswith(".") and self._reads(path):
                    yield path

    def _enters(self, folder: Path) -> bool:
        if folder.is_symlink():
            self._note(folder, "a link to a folder")
            return False
        if folder.name.startswith(".") or folder.resolve() == self.leave_out:
            return False
        if all((folder / name).exists() for name in _DATASET):
            self._note(folder, "a dataset, no publications")
            return False
        return True

    def _reads(self, path: Path) -> bool:
        try:
            inside = path.resolve().is_relative_to(self.raw.resolve())
        except (OSError, RuntimeError):  # RuntimeError: a link in a circle, before Python 3.13
            self._note(path, "a link that leads nowhere")
            return False
        if path.is_symlink() and not inside:
            self._note(path, "a link that leads out of the folder")
        elif not path.is_file():
            self._note(path, "no regular file")
        else:
            return True
        return False

    def _unreadable(self, error: OSError) -> None:
        self._note(Path(error.filename), f"a folder that cannot be read ({error.strerror})")

    def _note(self, path: Path, why: str) -> None:
        self.passed_over.append(f"{_name(path.relative_to(self.raw))}: {why}")


def _name(path: Path) -> str:
    r"""A path as text: bytes of a name that are no UTF-8 are written as escapes.

    >>> _name(Path("2024/\udcb2\udcbf.txt"))
    '2024/\\xb2\\xbf.txt'
    """
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _read_text(path: Path) -> str:
    try:
        return _decoded(path.read_bytes(), str(path))
    except OSError as error:
        raise DiscoverError(f"{path} cannot be opened ({error.strerror}).") from error


def _decoded(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DiscoverError(f"{where} is no UTF-8 CSV: {error}") from error


def read_manifest(text: str, path: str = MANIFEST) -> Mapping[str, Stated]:
    """manifest.csv: one line a file, any cell but `path` empty. Raises DiscoverError."""
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        lines = list(reader)
    except csv.Error as error:
        raise DiscoverError(f"{path} is no UTF-8 CSV: {error}") from error
    unknown = [name for name in reader.fieldnames or () if name not in _COLUMNS]
    if "path" not in (reader.fieldnames or ()) or unknown:
        said = (
            f"columns that mean nothing here, {', '.join(unknown)}" if unknown else "no column path"
        )
        raise DiscoverError(f"{path} has {said}; its columns are {', '.join(_COLUMNS)}.")
    stated: dict[str, Stated] = {}
    for number, line in enumerate(lines, 2):
        name = line["path"]
        if not name or name in stated:
            said = "names a file a second time" if name else "has no path"
            raise DiscoverError(f"{path}, line {number} {said}: {name}")
        stated[name] = _stated(path, number, line)
    return stated


def _stated(path: str, number: int, line: Mapping[str, str | None]) -> Stated:
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
