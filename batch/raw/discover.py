"""A raw folder → its files in order, with what a manifest.csv states of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from batch.raw.manifest import MANIFEST, ManifestError, Stated, decoded, read_manifest
from batch.raw.walk import Walk, name_of
from extract.model import PARTED
from store.places import local_entry, open_store

SETTINGS = "jixiao.toml"
"""In a raw folder the defaults of a person's options: no publication."""


class DiscoverError(Exception):
    """There is nothing to read, or the manifest is wrong; the message says what a person can do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A raw file: where it is, its name below the raw folder, what is stated of it."""

    path: Path
    name: str
    stated: Stated = field(default_factory=Stated)
    corrections: tuple[str, ...] = ()
    """Corrections of this file, known as soon as its bytes are; what is read depends on them."""
    contacts: bool = False
    """Are names and numbers of contact persons to be published?"""
    store: str | None = None
    """The place of the raw folder where it is an object store; `path` is then the name in it."""
    ocr: str = "auto"
    """Whether pages are read from their pictures: what is read depends on it."""
    version: str = ""
    """State of the file when it was found: see store.places.Entry."""
    inside: tuple[int, ...] = ()
    """Of a document in an archive, a mail or a PDF: its places on the way to it, from `path` on."""
    container: str | None = None
    """Name of what it lies in."""
    content: str = ""
    """SHA-256 of what lies there; a size where it cannot be unpacked. Of raw files it is empty."""
    opens: bool = True
    """May what lies in it be documents of their own?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """The files of a raw folder, and what else lies there and is not read, with the reason."""

    files: tuple[Found, ...]
    passed_over: tuple[str, ...] = ()
    stated_inside: Mapping[str, Stated] = field(default_factory=dict)
    """What manifest.csv states of documents that lie in a file, by their names."""


def discover(raw: Path | str, *, leave_out: Path | str | None = None) -> Discovery:
    """The files of a raw folder (or the one file), ordered by name; hidden ones are left out.

    `raw` may be the address of an object store. `leave_out` is a folder that holds no publications,
    such as the dataset's own. Raises DiscoverError where there is no such path, no file, or a
    manifest that is wrong.
    """
    if is_address(raw):
        return _discover_objects(str(raw), str(leave_out or ""))
    raw = Path(raw)
    try:
        there = raw.exists()
    except OSError as error:
        raise DiscoverError(f"{raw} cannot be looked at ({error.strerror}).") from error
    if not there:
        raise DiscoverError(f"{raw} does not exist: give a file or a folder of publications.")
    if not raw.is_dir():
        if not raw.is_file():
            raise DiscoverError(f"{raw} is neither a file nor a folder.")
        return Discovery(files=(_found(raw, name_of(Path(raw.name))),))
    apart = None if leave_out is None or is_address(leave_out) else Path(leave_out)
    if apart is not None and apart.resolve() == raw.resolve():
        raise DiscoverError(f"{raw} is OUT as well: give the dataset a folder of its own.")
    walk = Walk(raw, apart)
    paths: dict[str, Path] = {}
    for path in walk.files():
        name = name_of(path.relative_to(raw))
        if paths.setdefault(name, path) is not path:
            walk.passed_over.append(f"{name}: a second file whose name is written like this")
    manifest = paths.pop(MANIFEST, None)
    paths.pop(SETTINGS, None)
    text = _read_manifest(manifest) if manifest else None
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
            hidden = hidden or entry.name == SETTINGS
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
        seen = "; ".join(passed_over[:3])
        if seen:
            raise DiscoverError(f"{raw} holds no files to read ({seen}): put publications into it.")
        raise DiscoverError(f"{raw} holds no files to read: put publications into it.")
    where = f"{raw}/{MANIFEST}"
    try:
        stated = read_manifest(manifest) if manifest is not None else {}
    except ManifestError as error:
        raise DiscoverError(f"{where}, {error}") from error
    names = {each.name for each in found}
    stated = _as_found(stated, names)
    others = {name: said for name, said in stated.items() if name not in names}
    inside = {name: said for name, said in others.items() if _may_lie_in(name, names)}
    passed_over = tuple(sorted((*passed_over, *map(not_found, others.keys() - inside.keys()))))
    files = (replace(x, stated=stated[x.name]) if x.name in stated else x for x in found)
    return Discovery(files=tuple(files), passed_over=passed_over, stated_inside=inside)


def _as_found(stated: Mapping[str, Stated], names: Collection[str]) -> Mapping[str, Stated]:
    r"""What is stated, under the names that the files have, as every system would find them.

    Whoever writes the list on Windows writes `2024\某局.pdf`, and large or small letters as they
    come. A name that is there counts as it is; another one only where it can mean one file.

    >>> said = {"2024\\a.PDF": Stated(fiscal_year=2024)}
    >>> list(_as_found(said, ["2024/A.pdf", "2024/b.pdf"]))
    ['2024/A.pdf']
    """
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(name.casefold(), []).append(name)
    meant: dict[str, Stated] = {}
    for name, said in stated.items():
        plain = name if name in names else name.replace("\\", "/")
        found = [plain] if plain in names else alike.get(plain.casefold(), [])
        chosen = found[0] if len(found) == 1 else plain
        meant[name if chosen in stated or chosen in meant else chosen] = said
    return meant


def not_found(name: str) -> str:
    """What is said of a name that only manifest.csv knows."""
    return f"{name}: named by {MANIFEST}, and not found here"


def _may_lie_in(name: str, names: Collection[str]) -> bool:
    """Does the name lead into one of those files?"""
    parts = name.split(PARTED)
    return any(PARTED.join(parts[:n]) in names for n in range(1, len(parts)))


def _read_manifest(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DiscoverError(f"{path} cannot be opened ({error.strerror}).") from error
    return _decoded(data, str(path))


def _decoded(data: bytes, where: str) -> str:
    try:
        return decoded(data)
    except ManifestError as error:
        raise DiscoverError(f"{where}, {error}") from error
