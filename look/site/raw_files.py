"""Where the raw file of a document lies, as the site links it.

A browser would run what a publisher's page holds, and fetch what it names: such a file is linked
as a copy of its text. What a browser shows in a cage of its own, or hands on to another program,
is linked where it lies.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from extract.model import PARTED

_INERT = frozenset(
    (
        *(".pdf", ".ofd", ".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".xlsx", ".xlsm"),
        *(".xls", ".et", ".ods", ".csv", ".txt", ".md", ".png", ".jpg", ".jpeg", ".tif", ".tiff"),
        *(".zip", ".7z", ".tar", ".gz", ".tgz", ".rar", ".eml"),
    )
)
"""Suffixes of files that no browser runs."""
_MOST = 2_000_000
"""Bytes of a page that are copied as text."""


@dataclass(frozen=True, slots=True)
class RawFile:
    """A document's raw file: the path to read it at, and its address as seen from the site.

    `inside` is its name in the archive that is linked; `as_text`: a copy of its text is linked.
    """

    path: Path
    address: str
    inside: str | None
    as_text: bool


def raw_file(raw: Path, path: str, document_id: str, site: Path) -> RawFile:
    """The raw file of a document by its `path` in the folder `raw`, or in the one file `raw`."""
    outer, _, inside = path.partition(PARTED)
    whole = raw / path
    if raw.is_file():
        whole = Path(f"{raw}{PARTED}{inside}") if inside else raw
    lies = raw if raw.is_file() else raw / outer
    if PurePosixPath(path).suffix.lower() not in _INERT:
        return RawFile(whole, f"sources/{document_id}.txt", None, as_text=True)
    address = quote(os.path.relpath(lies.resolve(), site.resolve()))
    return RawFile(whole, address, inside or None, as_text=False)


def write_as_text(data: bytes, encoding: str | None, document_id: str, site: Path) -> None:
    """The copy that `raw_file` links: the page's own markup, as characters to look at."""
    folder = site / "sources"
    folder.mkdir(exist_ok=True)
    try:
        text = data[:_MOST].decode(encoding or "utf-8", "replace")
    except LookupError:
        text = data[:_MOST].decode("utf-8", "replace")
    text = text.encode("utf-8", "replace").decode("utf-8")
    (folder / f"{document_id}.txt").write_text(text, encoding="utf-8-sig", newline="\n")
