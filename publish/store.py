"""Where raw files lie and datasets go: a local folder, or a folder of an object store.

One name a file, `/` between its parts. A file is there whole or not at all: written under a
temporary name, fsynced and renamed on disk; an object store puts objects whole by itself.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
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

    def write(self, name: str, data: bytes) -> None:
        """Put a file there, whole or not at all, in the place of one that was there."""

    def take_in(self, path: Path, name: str) -> None:
        """Move a local file into the store, whole or not at all."""

    def fetch(self, name: str, path: Path) -> None:
        """Copy a file to a local path."""

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
    return ObjectStore(text, *_filesystem(text))


def _filesystem(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it; imported where one is given."""
    if address.startswith("s3://"):  # pyarrow brings its own client: no further dependency
        from fsspec.implementations.arrow import ArrowFSWrapper  # noqa: PLC0415
        from pyarrow.fs import FileSystem  # noqa: PLC0415

        filesystem, path = FileSystem.from_uri(address)
        return ArrowFSWrapper(filesystem), path
    from fsspec.core import url_to_fs  # noqa: PLC0415

    try:
        filesystem, path = url_to_fs(address)
    except (ValueError, ImportError) as error:
        raise OSError(0, f"no such kind of address ({error})", address) from error
    return filesystem, path


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

    def write(self, name: str, data: bytes) -> None:
        """See Store."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".part-{uuid4().hex}")
        try:
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

    def take_in(self, path: Path, name: str) -> None:
        """See Store; the folder's own entry is on disk before this returns."""
        with path.open("rb") as file:
            os.fsync(file.fileno())
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
        _sync_folder(target.parent)

    def fetch(self, name: str, path: Path) -> None:
        """See Store."""
        shutil.copyfile(self.folder / name, path)

    def remove(self, name: str) -> None:
        """See Store."""
        (self.folder / name).unlink(missing_ok=True)

    def sizes(self, folder: str) -> Iterator[tuple[str, int]]:
        """See Store."""
        for parent, _, names in os.walk(self.folder / folder):
            below = Path(parent).relative_to(self.folder).as_posix()
            for name in names:
                try:
                    yield f"{below}/{name}", (Path(parent) / name).lstat().st_size
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


def local_entry(path: Path, name: str) -> Entry | None:
    """A file on disk as it stands now; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    version = f"{found.st_size}-{found.st_mtime_ns}-{found.st_ino}"
    return Entry(name=name, size=found.st_size, version=version)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class ObjectStore:
    """A folder of an object store, through fsspec."""

    def __init__(self, place: str, filesystem: Any, path: str) -> None:
        self.place = place
        self.shared = not place.startswith("memory://")
        self.filesystem = filesystem
        self.path = path.rstrip("/")

    def _at(self, name: str) -> str:
        return f"{self.path}/{name}" if name else self.path

    def read(self, name: str) -> bytes | None:
        """See Store."""
        try:
            with self.filesystem.open(self._at(name), "rb") as file:
                return bytes(file.read())
        except FileNotFoundError:
            return None

    def sha256(self, name: str) -> str | None:
        """See Store."""
        digest = hashlib.sha256()
        try:
            with self.filesystem.open(self._at(name), "rb") as file:
                while part := file.read(1 << 20):
                    digest.update(part)
        except FileNotFoundError:
            return None
        return digest.hexdigest()

    def write(self, name: str, data: bytes) -> None:
        """See Store."""
        self._make_parent(name)
        with self.filesystem.open(self._at(name), "wb") as file:
            file.write(data)

    def take_in(self, path: Path, name: str) -> None:
        """See Store."""
        self._make_parent(name)
        with path.open("rb") as source, self.filesystem.open(self._at(name), "wb") as file:
            shutil.copyfileobj(source, file)
        path.unlink()

    def fetch(self, name: str, path: Path) -> None:
        """See Store."""
        with self.filesystem.open(self._at(name), "rb") as source, path.open("wb") as file:
            shutil.copyfileobj(source, file)

    def remove(self, name: str) -> None:
        """See Store."""
        if self.filesystem.exists(self._at(name)):
            self.filesystem.rm_file(self._at(name))

    def sizes(self, folder: str) -> Iterator[tuple[str, int]]:
        """See Store."""
        for name, info in self._found(folder):
            yield name, info["size"] or 0

    def entries(self) -> Iterator[Entry]:
        """See Store."""
        for name, info in self._found(""):
            yield Entry(name=name, size=info["size"] or 0, version=_version(info))

    def _found(self, folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
        self.filesystem.invalidate_cache()
        if self.filesystem.exists(self._at(folder)):
            for path, info in self.filesystem.find(self._at(folder), detail=True).items():
                yield path.strip("/").removeprefix(self.path.strip("/")).strip("/"), info

    def entry(self, name: str) -> Entry | None:
        """See Store."""
        try:
            info = self.filesystem.info(self._at(name))
        except FileNotFoundError:
            return None
        return Entry(name=name, size=info["size"] or 0, version=_version(info))

    def scratch(self) -> Path:
        """See Store."""
        digest = hashlib.sha256(self.place.encode()).hexdigest()[:16]
        path = Path(tempfile.gettempdir()) / f"jixiao-{os.getuid()}-{digest}"
        path.mkdir(mode=0o700, exist_ok=True)
        return path

    def _make_parent(self, name: str) -> None:
        self.filesystem.makedirs(self._at(name).rsplit("/", 1)[0], exist_ok=True)


def _version(info: dict[str, Any]) -> str:
    """What a store says of an object's state: its tag, or its size and times."""
    told = ("ETag", "etag", "mtime", "LastModified", "last_modified", "created", "size")
    return "-".join(str(info[name]) for name in told if info.get(name) is not None)
