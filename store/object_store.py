"""A folder of an object store: through pyarrow's own client, or whatever fsspec has installed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from store.places import Entry
from store.private import private_folder


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


class ObjectStore:
    """A folder of an object store, through fsspec."""

    def __init__(self, place: str) -> None:
        """Raises OSError where nothing serves such an address."""
        self.place = place
        self.shared = not place.startswith("memory://")
        self.filesystem, path = _filesystem(place)
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

    def write(self, name: str, data: bytes, *, lasting: bool = True) -> None:  # noqa: ARG002 -- it always is
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

    def at_hand(self, name: str, path: Path) -> Path:
        """See Store."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.fetch(name, path)
        return path

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
        path = private_folder() / f"staged-{digest}"
        path.mkdir(exist_ok=True)
        return path

    def _make_parent(self, name: str) -> None:
        self.filesystem.makedirs(self._at(name).rsplit("/", 1)[0], exist_ok=True)


def _version(info: dict[str, Any]) -> str:
    """What a store says of an object's state: its tag, or its size and times."""
    told = ("ETag", "etag", "mtime", "LastModified", "last_modified", "created", "size")
    return "-".join(str(info[name]) for name in told if info.get(name) is not None)
