"""What is read: a raw file, how it is to be read, and the documents that lie in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Ocr(StrEnum):
    """Whether pages are read from their pictures.

    `auto`: pages without text of their own, where the engine for it is installed; `always`: every
    page that a picture covers, whatever text lies hidden on it.
    """

    AUTO = "auto"
    NEVER = "never"
    ALWAYS = "always"


FONTS = "JIXIAO_FONTS"
"""Environment variable that names a folder of fonts to draw with, in place of the system's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A raw file, read once: what is parsed is exactly what was hashed.

    From `publisher` to `region_code` it is what a raw folder's `manifest.csv` states; None where
    it does not.
    """

    name: str
    """Path below the raw folder, `/` between its parts."""
    data: bytes
    sha256: str
    publisher: str | None = None
    fiscal_year: int | None = None
    source_url: str | None = None
    retrieved_on: date | None = None
    region_code: str | None = None
    ocr: Ocr = Ocr.AUTO
    container_path: str | None = None
    """Path of the archive, mail or PDF that it lies in; `name` then goes on behind it with !/."""
    opens: bool = True
    """May what lies in it be documents of their own? Not below a depth, and a number of them."""


PARTED = "!/"
"""Stands in a path between a file and what lies in it: `2024/batch.zip!/附件2.xlsx`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A document that lies in another one: in an archive, a mail, a PDF.

    `name` leads nowhere out of it, `number` is its place there. `sha256` is None, and `size` 0,
    where it cannot be unpacked; why is then told when it is read.
    """

    name: str
    number: int
    sha256: str | None
    size: int
