"""Where raw files lie and datasets go: a local folder, or a folder of an object store.

One name a file, `/` between its parts. A file is there whole or not at all: written under a
temporary name, fsynced and renamed on disk; an object store puts objects whole by itself. What
bears a checksum and can be made again is not fsynced: only a power failure can cut it off then.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import uuid4

WORK = ".work"
"""The hidden folder of a dataset: results, ledger, staged tables, lock. No table lies in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file of a store. Where `version` is the same, so are the bytes, as far as make or git know.

    On disk it is the size, the time of the last change and the inode; elsewhere the store's own.
    """

    name: str
    size: int
    version: str


class Store(Protocol):
    """What the pipeline asks of a place that holds files. Every method raises OSError."""

    place: str
    shared: bool
    """Does another process that opens this place find the same files there?"""

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none."""

    def sha256(self, name: str) -> str | None:
        """The hash of a file's bytes; None where there is none."""

    def write(self, name: str, data: bytes, *, lasting: bool = True) -> None:
        """Put a file there, whole or not at all, in the place of one that was there.

        Where it is to be `lasting`, it outlives a power failure as soon as this returns.
        """

    def take_in(self, path: Path, name: str) -> None:
        """Move a local file into the store, whole or not at all."""

    def fetch(self, name: str, path: Path) -> None:
        """Copy a file to a local path."""

    def at_hand(self, name: str, path: Path) -> Path:
        """A local file with the bytes of one, to be read only: itself, or a copy at the path."""

    def remove(self, name: str) -> None:
        """Remove a file; it need not be there."""

    def sizes(self, folder: str) -> Iterator[tuple[str, int]]:
        """Names and sizes of all files below a folder, in no order; none where it is not there."""

    def entries(self) -> Iterator[Entry]:
        """All files as they stand now, in no order."""

    def entry(self, name: str) -> Entry | None:
        """A file as it stands now; None where there is none."""

    def scratch(self) -> Path:
        """A local folder, empty or with what the last run left, from which `take_in` is cheap."""


def open_store(place: str | Path) -> Store:
    """The store of a folder, or of an address such as s3://bucket/dataset or memory://dataset."""
    text = str(place)
    if "://" not in text:
        return LocalStore(Path(text))
    from store.object_store import ObjectStore  # noqa: PLC0415 -- where an address is given

    return ObjectStore(text)


class LocalStore:
    """A folder on disk."""

    shared = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = str(folder.absolute())  # other processes may have another current folder

    def read(self, name: str) -> bytes | None:
        """See Store."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def sha256(self, name: str) -> str | None:
        """See Store."""
        try:
            with (self.folder / name).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes, *, lasting: bool = True) -> None:
        """See Store."""
        path = self.folder / name
        temporary = path.with_name(f".part-{uuid4().hex}")
        try:
            with _created(temporary) as file:
                file.write(data)
                if lasting:
                    file.flush()
                    os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

    def take_in(self, path: Path, name: str) -> None:
        """See Store; the folder's own entry is on disk before this returns."""
        with path.open("r+b") as file:  # Windows syncs only what may be written
            os.fsync(file.fileno())
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
        _sync_folder(target.parent)

    def fetch(self, name: str, path: Path) -> None:
        """See Store."""
        shutil.copyfile(self.folder / name, path)

    def at_hand(self, name: str, path: Path) -> Path:  # noqa: ARG002 -- others copy it there
        """See Store."""
        return self.folder / name

    def remove(self, name: str) -> None:
        """See Store."""
        (self.folder / name).unlink(missing_ok=True)

    def sizes(self, folder: str) -> Iterator[tuple[str, int]]:
        """See Store."""
        for parent, _, names in os.walk(self.folder / folder):
            below = Path(parent).relative_to(self.folder).as_posix()
            for name in names:
                try:
                    yield f"{below}/{name}", os.lstat(f"{parent}{os.sep}{name}").st_size
                except FileNotFoundError:
                    continue  # gone since it was listed

    def entries(self) -> Iterator[Entry]:
        """See Store."""
        for name, _ in self.sizes("."):
            if (entry := self.entry(name)) is not None:
                yield entry

    def entry(self, name: str) -> Entry | None:
        """See Store."""
        return local_entry(self.folder / name, name)

    def scratch(self) -> Path:
        """See Store: on the disk of the dataset, so that taking in is a rename."""
        path = self.folder / WORK / "staged"
        path.mkdir(parents=True, exist_ok=True)
        return path


def _created(path: Path) -> BinaryIO:
    """A new file, open for writing; its folder is made where it is missing."""
    try:
        return path.open("xb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")


def local_entry(path: Path, name: str) -> Entry | None:
    """A file on disk as it stands now; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    version = f"{found.st_size}-{found.st_mtime_ns}-{found.st_ino}"
    return Entry(name=name, size=found.st_size, version=version)


def _sync_folder(folder: Path) -> None:
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # Windows opens no folder: its entries are written with the file
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
